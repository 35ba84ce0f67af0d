"""A brand is set by who may edit the place; a resident's telephone carries that of their own community.

It goes in a signed cookie, written where the telephone learns its place and again on the first page: no page asks the
database for it.
"""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from huisheng.echo.audit.rules import written
from huisheng.echo.audit.services import keep as log
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person
from huisheng.territory.brands import rules
from huisheng.territory.models import Place
from huisheng.territory.places.services.changing import keep

COOKIE, SALT, KEPT = "brand", "huisheng.brand", 365 * 24 * 3600


@transaction.atomic
def set_brand(place: Place, *, name: str, slogan: str, hue: str, by: Person | None, at: datetime) -> None:
    """Name, slogan and colour; empty ones are the street's, or the house's. Kept in the place's history."""
    refuse_if(rules.why_not_brand(place.kind, name=name, slogan=slogan, hue=hue))
    before = place.brand or {}
    place.brand = rules.worn({"name": name.strip(), "slogan": slogan.strip(), "hue": hue}) or None
    place.save(update_fields=["brand"])
    says = f"品牌：{name.strip() or place.name}，{slogan.strip()}，{rules.HUES[hue].pattern}"
    keep(place, did="branded", says=says, by=by, at=at)
    changed = written(rules.differences(before, place.brand or {}))
    if changed:
        log("setting_changed", by=by, at=at, about=f"brand {place.pk}", why=changed, path=place.path)


def brand_of(place: Place) -> dict[str, str]:
    """What pages wear at a place whose `community` and `street` were read with it. {} where nothing is set."""
    return rules.worn(*(one.brand for one in (place.community, place.street, place) if one))


def wear_brand(request: HttpRequest, response: HttpResponse, place: Place) -> HttpResponse:
    """Let this telephone wear the brand of the place, when it does not yet."""
    brand = brand_of(place)
    if brand == worn_by(request):
        return response
    if not brand:
        response.delete_cookie(COOKIE)
        return response
    response.set_cookie(
        COOKIE, signing.dumps(brand, salt=SALT), max_age=KEPT, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def worn_by(request: HttpRequest) -> dict[str, str]:
    """What this telephone wears; {} without."""
    cookie = request.COOKIES.get(COOKIE, "")
    return _read(cookie) if cookie else {}


@lru_cache(maxsize=512)
def _read(cookie: str) -> dict[str, str]:
    try:
        return dict(signing.loads(cookie, salt=SALT))
    except signing.BadSignature:
        return {}
