"""Make a place. A path follows the office that runs the place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.dispatch import Signal

from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.places import codes, rules
from huisheng.territory.places.models import Place, PlaceChange
from huisheng.territory.places.rules import Kind

# A place was added, closed, occupied, moved or imported; what counts homes (coverage) counts again. `place`: the
# narrowest place that holds everything that changed; after a move the old place above is announced as well.
place_changed = Signal()


def build(*, kind: str, name: str, parent: Place | None, run_by: Place | None = None, **fields: Any) -> Place:
    """An unsaved place with everything derived filled in, but for itself as its own street, community or area
    (`OWN_LEVEL`), which needs the saved row; for `add` and for bulk imports alike.

    Refused when a place of this kind cannot lie there (rules.LIES_IN).
    """
    above = run_by or parent
    refuse_if(rules.why_not_in(kind, parent.kind if parent else None))
    place = Place(kind=kind, name=name, parent=parent, run_by=run_by, **fields)
    place.path = (above.path if above else "") + rules.new_segment()
    place.order = rules.order_of(name)
    if above:
        place.street_id, place.community_id, place.area_id = (
            above.street_id,
            above.community_id,
            above.area_id,
        )
    place.where = where_of(place, above)
    return place


def where_of(place: Place, above: Place | None) -> str:
    """From the area down: 听雨苑 3栋 2单元 301. Above that, the name alone says it."""
    inside = above is not None and above.kind in rules.CALLED_BY_WHAT_IS_AROUND
    return f"{above.where} {place.name}" if inside and above else place.name


@transaction.atomic
def add(
    *,
    kind: str,
    name: str,
    parent: Place | None,
    by: Person | None,
    at: datetime,
    run_by: Place | None = None,
    **fields: Any,
) -> Place:
    """A new place, with its line of history. See `build`."""
    name = name.strip()
    refuse_if(rules.why_not_name(name, taken=is_taken(name, kind=kind, above=run_by or parent)))
    code = fields["code"] = fields.get("code") or None
    refuse_if(codes.why_not_code(code or "", kind=kind, above=parent.code if parent else None))
    refuse_if(_why_not_new_code(code))
    place = build(kind=kind, name=name, parent=parent, run_by=run_by, **fields)
    place.save()
    if level := rules.OWN_LEVEL.get(Kind(kind)):
        setattr(place, level, place)
        place.save(update_fields=[level])
    PlaceChange.objects.create(place=place, did="added", says=f"登记了{place.where}", by=by, at=at)
    place_changed.send(Place, place=place, did="added", at=at)
    return place


def is_taken(name: str, *, kind: str, above: Place | None, but: Place | None = None) -> bool:
    """Whether an open place of this kind beside it has this name."""
    beside = Place.objects.filter(parts_of(above), kind=kind, name=name, closed_on=None)
    return (beside.exclude(pk=but.pk) if but else beside).exists()


def parts_of(place: Place | None) -> Q:
    """What lies directly in a place, or at the very top: run by it, or its part and run by nobody else (R8.3)."""
    return Q(run_by=place) | Q(parent=place, run_by=None) if place else Q(parent=None, run_by=None)


def _why_not_new_code(code: str | None) -> str:
    taken = bool(code) and Place.objects.filter(code=code).exists()
    return because("编码 %(code)s 已经有了。", code=code) if taken else YES


def under(place: Place) -> dict[str, Any]:
    """The filter for everything under a place, itself included."""
    low, high = rules.within(place.path)
    return {"path__gte": low, "path__lt": high}


def in_areas(paths: Iterable[str], field: str = "path") -> Q:
    """Whatever lies under any of these paths (permissions.rules.areas); nothing when there are none."""
    found = Q(pk__in=[])
    for path in paths:
        low, high = rules.within(path)
        found |= Q(**{f"{field}__gte": low, f"{field}__lt": high})
    return found


def repath(old: str, new: str) -> Any:
    """The expression that moves a path from under `old` to under `new`; later rooms use it for their own copies."""
    return Concat(Value(new), Substr(F("path"), len(old) + 1))
