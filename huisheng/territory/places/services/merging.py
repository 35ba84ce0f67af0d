"""Two places become one, with everything inside and everything that points at them (M01)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Q
from django.dispatch import Signal

from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person
from huisheng.territory.places import rules
from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services.changing import above_of, hand_over, move, now_locked
from huisheng.territory.places.services.making import parts_of, place_changed, under

# Later rooms have rows that point at a place; they follow in the same transaction.
place_merging = Signal()  # place, into, by, at: before the parts of the place go over
place_merged = Signal()  # the same, after, when the place is closed


@transaction.atomic
def merge(place: Place, *, into: Place, by: Person | None, at: datetime) -> None:
    """One place becomes part of the other: what lies in it goes over (parts of one name merge), then it is closed.

    Its matters, posts and residents follow (place_merging). It is never deleted: old papers still name it.
    """
    above = [above_of(one) or one for one in (now_locked(place), now_locked(into))]
    _absorb(place, into, bare=_bare_homes(place), by=by, at=at)
    for changed in above:
        place_changed.send(Place, place=now_locked(changed), did="merged", at=at)


def _absorb(place: Place, into: Place, *, bare: set[int], by: Person | None, at: datetime) -> None:
    """One merge and those inside it; the places above are counted again once, by `merge`."""
    place, into = now_locked(place), now_locked(into)
    refuse_if(rules.why_not_merge(place, into=into))
    place_merging.send(Place, place=place, into=into, by=by, at=at)
    _take_parts(place, into, bare=bare, by=by, at=at)
    _take_layers(place, into)
    occupied, phone = place.occupied or into.occupied, into.phone or place.phone
    lat, long = into.position or place.position or (None, None)
    brand = into.brand or place.brand  # M165: residents go on under a name and colour that they know
    Place.objects.filter(pk=into.pk).update(occupied=occupied, phone=phone, lat=lat, long=long, brand=brand)
    Place.objects.filter(**under(place), closed_on=None).update(closed_on=at.date())
    Place.objects.filter(pk=place.pk).update(merged_into=into, occupied=False)
    PlaceChange.objects.bulk_create(_lines(place, into, by=by, at=at))
    place_merged.send(Place, place=place, into=into, by=by, at=at)


def _take_parts(place: Place, into: Place, *, bare: set[int], by: Person | None, at: datetime) -> None:
    """What lies in the one goes over to the other. What is coded in it and run elsewhere (R8.3), or coded elsewhere
    and run by it, keeps its other parent."""
    beside = {(part.kind, part.name): part for part in Place.objects.filter(parts_of(into), closed_on=None)}
    only_by_name = []
    for part in list(Place.objects.filter(parts_of(place), closed_on=None)):
        twin = beside.get((part.kind, part.name))
        if twin and part.pk in bare:
            only_by_name.append((part, twin))
        elif twin:
            _absorb(part, twin, bare=bare, by=by, at=at)
        elif part.run_by_id and part.parent_id != place.pk:
            hand_over(part, run_by=into, by=by, at=at)
        else:
            move(part, under=into, by=by, at=at)
    _absorb_together(only_by_name, by=by, at=at)
    Place.objects.filter(parent=place, closed_on=None).exclude(run_by=None).update(parent=into)


def _bare_homes(place: Place) -> set[int]:
    """The homes in it at which nothing points but their own history: nobody has to be asked about them one by one.

    Asked of every relation of every room, so that a new one is not forgotten; a statement each."""
    homes = Place.objects.filter(**under(place), kind=Kind.HOME, closed_on=None, lat=None)
    bare = set(homes.values_list("pk", flat=True))
    for relation in Place._meta.get_fields(include_hidden=True):
        if not bare:
            break
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not PlaceChange:
            name = relation.field.name
            rows: Any = relation.related_model._base_manager.filter(**{f"{name}__in": homes})
            bare.difference_update(rows.values_list(name, flat=True).distinct())
    return bare


def _absorb_together(pairs: list[tuple[Place, Place]], *, by: Person | None, at: datetime) -> None:
    """Homes of one name at which nothing points: three statements for all of them."""
    lived = [twin.pk for part, twin in pairs if part.occupied]
    for part, twin in pairs:
        part.merged_into, part.closed_on, part.occupied = twin, at.date(), False
    Place.objects.bulk_update(
        [part for part, _twin in pairs], ["merged_into", "closed_on", "occupied"], batch_size=500
    )
    Place.objects.filter(pk__in=lived).update(occupied=True)
    PlaceChange.objects.bulk_create(
        [line for part, twin in pairs for line in _lines(part, twin, by=by, at=at)], batch_size=500
    )


def _take_layers(place: Place, into: Place) -> None:
    """What gathered the place gathers the other one now; a layer that is merged gathers what both did."""
    old = LayerPart.objects.filter(Q(place=place) | Q(layer=place))
    new = [
        (
            into.pk if part.layer_id == place.pk else part.layer_id,
            into.pk if part.place_id == place.pk else part.place_id,
        )
        for part in old
    ]
    LayerPart.objects.bulk_create(
        [LayerPart(layer_id=one, place_id=two) for one, two in new], ignore_conflicts=True
    )
    old.delete()


def _lines(place: Place, into: Place, *, by: Person | None, at: datetime) -> list[PlaceChange]:
    """What the history of both says."""
    return [
        PlaceChange(place=place, did="merged", says=f"并入{into.where}"[:300], by=by, at=at),
        PlaceChange(place=into, did="took in", says=f"{place.where}并了进来"[:300], by=by, at=at),
    ]
