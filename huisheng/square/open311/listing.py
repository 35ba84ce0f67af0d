"""What GeoReport shows of the ledger: kinds of matters as services, what anybody may read of as requests."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns.finding import not_for_neighbours
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import Act
from huisheng.echo.naming import called, called_outside
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line
from huisheng.people.models import ToldBy
from huisheng.square.open311.rules import wrong
from huisheng.territory.models import Place
from huisheng.territory.places.positions import Position

WITH = ("voice", "speaker", "category", "area", "community", "street", "holder__kind")


def jurisdiction(wanted: str) -> Place:
    """The street with this code, token or name; the only one when none is named. WrongError 404 or 400 otherwise."""
    streets = Place.objects.filter(kind="street", closed_on=None).order_by("id")
    if wanted:
        for field in ("code", "token", "name"):
            if found := streets.filter(**{field: wanted}).first():
                return found
        raise wrong("没有这个 jurisdiction_id：%(wanted)s。", 404, wanted=wanted[:60])
    few = list(streets[:2])
    if len(few) > 1:
        raise wrong("这里有几个街道，请给 jurisdiction_id（街道的代码）。", 400)
    if not few:
        raise wrong("这里还没有街道。", 404)
    return few[0]


def services() -> list[dict[str, Any]]:
    """Every kind of matter in use. One query."""
    return [
        {
            "service_code": leaf.code,
            "service_name": called(leaf),
            "description": leaf.hint or called(leaf),
            "metadata": True,
            "type": "realtime",
            "keywords": ", ".join(word for word in leaf.keywords.split("|") if word.isalnum()),
            "group": called(leaf.group),
        }
        for leaf in leaves()
    ]


def service(code: str) -> Category:
    """The kind with this code. WrongError 404 when there is none."""
    return services_of([code])[0]


def services_of(codes: list[str]) -> list[Category]:
    """The kinds with these codes. WrongError 404 when one of them is none. One query."""
    known = {leaf.code: leaf for leaf in leaves()}
    for code in codes:
        if code not in known:
            raise wrong("没有这个 service_code：%(service)s。", 404, service=code[:40])
    return [known[code] for code in codes]


def definition(code: str) -> dict[str, Any]:
    """What more may be said: how one wants to hear, whether one is old, whether to stay unnamed. Nothing is required."""
    yes = [("yes", _("是")), ("no", _("否"))]
    ways = [(way.value, str(way.label)) for way in ToldBy if way != ToldBy.APP]
    asked = [("told_by", _("怎样告知"), ways), ("is_elder", _("长者"), yes), ("anonymous", _("不留名"), yes)]
    return {
        "service_code": service(code).code,
        "attributes": [
            {
                "variable": True, "code": name, "datatype": "singlevaluelist", "required": False,
                "datatype_description": "", "order": order, "description": words,
                "values": [{"key": key, "name": label} for key, label in values],
            }
            for order, (name, words, values) in enumerate(asked, 1)
        ],
    }  # fmt: skip


def open_to_all(street: Place) -> QuerySet[Concern]:
    """What anybody may read of at this street, by the same rule as the public voices; with its first words."""
    lines = Line.objects.filter(voice=OuterRef("voice"))
    first = lines.filter(did=Act.RAISED).order_by("at", "id").values("says")[:1]
    last = lines.order_by("-at", "-id").values("at")[:1]
    found = Concern.objects.filter(street=street, batch=None).exclude(not_for_neighbours())
    return found.select_related(*WITH).annotate(words=Subquery(first), moved_at=Subquery(last))


def rows_of(concerns: Iterable[Concern]) -> list[dict[str, Any]]:
    """Requests as the specification names their fields; nobody's name, phone, door or number."""
    return [_row(concern) for concern in concerns]


def _row(concern: Concern) -> dict[str, Any]:
    place = concern.area or concern.community or concern.street
    position = _where(concern)
    return {
        "service_request_id": str(concern.pk),
        "status": "open" if concern.is_open else "closed",
        "status_notes": _(concern.get_stage_display()),
        "service_name": called(concern.category),
        "service_code": concern.category.code,
        "description": masked(concern.words or "", [concern.speaker.name]),  # type: ignore[attr-defined]
        "agency_responsible": called_outside(concern.holder.kind) if concern.holder else "",
        "service_notice": None,
        "requested_datetime": _moment(concern.raised_at),
        "updated_datetime": _moment(concern.moved_at or concern.raised_at),  # type: ignore[attr-defined]
        "expected_datetime": _moment(concern.fix_due),
        "address": place.name,
        "address_id": place.token,
        "zipcode": None,
        "lat": position and position.lat,
        "long": position and position.long,
        "media_url": None,
    }


def _where(concern: Concern) -> Position | None:
    """Where its area is, else its community: never a building, an entrance or a home (I6)."""
    known = (place.position for place in (concern.area, concern.community) if place)
    return next((position for position in known if position), None)


def _moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")
