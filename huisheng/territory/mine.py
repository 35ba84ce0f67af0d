"""The place that a visitor's telephone remembers, and who answers there. Only a label's public token is kept."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huisheng.echo.naming import called_outside
from huisheng.echo.prepared import Prepared
from huisheng.people.permissions.rules import areas
from huisheng.territory.models import Appointment, Place, Residence
from huisheng.territory.places.rules import LAYERS, Kind, plain_entrance, plain_room, prefixes
from huisheng.territory.places.services import under
from huisheng.territory.posts.services import choose, posts_over

COOKIE, SALT, KEPT = "place", "huisheng.place", 365 * 24 * 3600
WITH = ("street", "community", "area")


def my_place(request: HttpRequest) -> Place | None:
    """The place remembered on this telephone; of somebody logged in without one, where they live. One query."""
    token = request.get_signed_cookie(COOKIE, "", salt=SALT)
    if token and (place := find_place(token)):
        return place
    if not request.user.is_authenticated:
        return None
    home = Residence.objects.filter(person=request.user, until=None).select_related(
        *(f"home__{w}" for w in WITH)
    )
    return home[0].home if home else None


def my_street(request: HttpRequest, name: str) -> Place | None:
    """The street of the reader's area."""
    paths = areas(name, request.hats)  # type: ignore[attr-defined]
    place = Place.objects.select_related("street").filter(path__in=paths).order_by("path").first()
    return place and (place.street or place)


def find_place(token: str) -> Place | None:
    """The place that a label or a link names."""
    return next(iter(_labelled(token[:16])), None) if token else None


_labelled = Prepared(lambda token: Place.objects.select_related(*WITH).filter(token=token))


def my_ground(request: HttpRequest) -> Place | None:
    """The community whose public lists are shown: of `?in=`, of this telephone, or of the only street there is."""
    place = find_place(request.GET.get("in", "")) or my_place(request) or _only_street()
    return place and (place.community or place.street or place)


def _only_street() -> Place | None:
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None)[:2]
    return streets[0] if len(streets) == 1 else None


def remember_place(response: HttpResponse, place: Place) -> HttpResponse:
    """Keep the place on this telephone for a year."""
    response.set_signed_cookie(
        COOKIE, place.token, salt=SALT, max_age=KEPT, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def parts_of(place: Place | None) -> QuerySet[Place]:
    """What somebody picks next on the way to where they are: open places, no layers, no doors."""
    inside = Q(run_by=place) | Q(parent=place, run_by=None) if place else Q(parent=None)
    left_out = [kind.value for kind in (*LAYERS, Kind.HOME, Kind.ENTRANCE)]
    return Place.objects.filter(inside, closed_on=None).exclude(kind__in=left_out).order_by("order", "id")


def home_at(place: Place, text: str) -> list[Place]:
    """The homes that a door as typed may mean: 2单元301, 2-301, 301室. At most two, to know whether it is one."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = re.fullmatch(r"(?:([^-—–]+?)(?:单元|门|梯|[-—–]))?([^-—–]+)", plain)
    if not match:
        return []
    homes = Place.objects.select_related(*WITH).filter(**under(place), kind=Kind.HOME, closed_on=None)
    homes = homes.filter(name=plain_room(match[2]))
    return list((homes.filter(parent__name=plain_entrance(match[1])) if match[1] else homes)[:2])


def contact_card(place: Place, *, on: date) -> dict[str, Any] | None:
    """The named contact as anybody may see it (M03, R13.4): name and phone only of who agreed to it.

    When the nearest did not agree, the next one up who did stands there, and the note says why; the office's own
    telephone stands beside (`office`), and alone where nobody answers at all. One query more where it is needed.
    """
    posts = [post for post in posts_over(place.path, on=on) if post.kind.is_contact]
    card, nearest = card_among(posts), choose(posts)
    if nearest and nearest.public and nearest.phone:
        return card
    office = office_over(place.path)
    if card is None and office:
        title = _("这里还没有人负责，请打给")
        return {"title": title, "name": office.name, "phone": office.dial, "note": office.phone}
    return card and card | {"office": office}


def office_over(path: str) -> Place | None:
    """The nearest place on the way up with a public telephone: the building, the estate, the community, the street."""
    return max(_reachable(*prefixes(path)), key=lambda place: len(place.path), default=None)


_reachable = Prepared(lambda *paths: Place.objects.filter(path__in=paths, closed_on=None).exclude(phone=""))


def card_of(post: Appointment, *, title: str, path: str) -> dict[str, Any]:
    """The person responsible, to whoever spoke: by name; the phone only when agreed to, else the office's (R13.4)."""
    phone = post.phone if post.public else ""
    office = None if phone else office_over(path)
    return {"title": title, "name": post.person.name, "phone": phone, "note": phone, "office": office}


def card_among(posts: Iterable[Appointment]) -> dict[str, Any] | None:
    """See contact_card; for posts already read."""
    posts = list(posts)
    nearest = choose(posts)
    shown = choose(post for post in posts if post.public)
    if nearest is None:
        return None
    if shown is None:
        return {
            "title": nearest.place.where,
            "name": called_outside(nearest.kind),
            "phone": "",
            "note": _("没有公开姓名和电话"),
        }
    card = {
        "title": _("您这里的%(post)s") % {"post": called_outside(shown.kind)},
        "name": shown.person.name,
        "phone": shown.phone,
        "note": shown.phone,
    }
    if shown != nearest:
        instead = _("%(post)s没有公开电话，先找这一位") % {"post": called_outside(nearest.kind)}
        card["note"] = f"{shown.phone} {instead}".strip()
    return card
