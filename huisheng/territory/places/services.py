"""Make a place, move it, merge it, close it. A path follows the office that runs the place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.dispatch import Signal

from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.places import rules
from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.places.rules import Kind

# A place was added, closed, occupied, moved or imported; what counts homes (coverage) counts again. `place`: the
# narrowest place that holds everything that changed; after a move the old place above is announced as well.
place_changed = Signal()


def build(*, kind: str, name: str, parent: Place | None, run_by: Place | None = None, **fields: Any) -> Place:
    """An unsaved place with everything derived filled in; for `add` and for bulk imports alike.

    Refused when a place of this kind cannot lie there (rules.LIES_IN).
    """
    above = run_by or parent
    refuse_if(rules.why_not_in(kind, parent.kind if parent else None))
    place = Place(kind=kind, name=name, parent=parent, run_by=run_by, **fields)
    place.path = (above.path if above else "") + rules.new_segment()
    place.order = "".join(rules.in_order(name))[:120]
    place.street = place if kind == Kind.STREET else above.street if above else None
    place.community = place if kind == Kind.COMMUNITY else above.community if above else None
    place.area = place if kind in rules.AREAS else above.area if above else None
    place.where = _where(place, above)
    return place


def _where(place: Place, above: Place | None) -> str:
    """From the area down: 听雨苑 3栋 2单元 301. Above that, the name alone says it."""
    inside = above is not None and (
        above.area_id or above.kind in rules.AREAS or above.kind in (Kind.BUILDING,)
    )
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
    refuse_if(YES if name.strip() else because("请写名称。"))
    place = build(kind=kind, name=name.strip(), parent=parent, run_by=run_by, **fields)
    point_at_itself = {level: getattr(place, level) is place for level in ("street", "community", "area")}
    for level in [level for level, self_made in point_at_itself.items() if self_made]:
        setattr(place, level, None)
    place.save()
    if any(point_at_itself.values()):
        for level, self_made in point_at_itself.items():
            setattr(place, level, place if self_made else getattr(place, level))
        place.save(update_fields=["street", "community", "area"])
    PlaceChange.objects.create(place=place, did="added", says=f"登记了{place.where}", by=by, at=at)
    place_changed.send(Place, place=place, did="added", at=at)
    return place


def gather(layer: Place, places: Iterable[Place], *, by: Person | None, at: datetime) -> None:
    """Let a cluster or grid gather these places as well (M02, M07)."""
    places = list(places)
    for place in places:
        refuse_if(rules.why_not_gather(layer.kind, layer.path, place.path))
    LayerPart.objects.bulk_create(
        [LayerPart(layer=layer, place=place) for place in places], ignore_conflicts=True
    )
    PlaceChange.objects.create(place=layer, did="gathered", says=f"划入 {len(places)} 处", by=by, at=at)


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


@transaction.atomic
def close(place: Place, *, by: Person | None, at: datetime, why: str) -> None:
    """A place that is no more; it stays for the record and takes no new matters."""
    refuse_if(YES if why.strip() else because("请写停用的原因。"))
    Place.objects.filter(**under(place), closed_on=None).update(closed_on=at.date())
    PlaceChange.objects.create(place=place, did="closed", says=f"停用:{why}", by=by, at=at)
    place_changed.send(Place, place=place, did="closed", at=at)


def repath(old: str, new: str) -> Any:
    """The expression that moves a path from under `old` to under `new`; later rooms use it for their own copies."""
    return Concat(Value(new), Substr(F("path"), len(old) + 1))
