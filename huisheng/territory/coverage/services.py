"""Coverage counted again whenever a post or a home changes, in the same transaction; and the homes left without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.territory.coverage import rules
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.places.models import LayerPart, Place
from huisheng.territory.places.rules import AREAS, LAYERS, Kind, order_of, prefixes
from huisheng.territory.places.services import place_changed, under
from huisheng.territory.posts.models import Appointment
from huisheng.territory.posts.rules import Held
from huisheng.territory.posts.services import held, kind_changed, post_ended, post_filled


@receiver([post_filled, post_ended], dispatch_uid="coverage.post")
def post_changed(sender: type, *, post: Appointment, at: datetime, **_: Any) -> None:
    """A post began or ended: at once, and with it or not at all."""
    if post.kind.covers:
        recount(post.place, at=at)


@receiver(place_changed, dispatch_uid="coverage.place")
def homes_changed(sender: type, *, place: Place, at: datetime, did: str = "", **_: Any) -> None:
    """Homes were added, closed, occupied or moved. A place added without an occupied home in it changes nothing."""
    if did != "added" or (place.kind == Kind.HOME and place.occupied):
        recount(place, at=at)


@receiver(kind_changed, dispatch_uid="coverage.kind")
def kind_counts_otherwise(sender: type, *, at: datetime, **_: Any) -> None:
    """A kind of post began or ceased to cover (M08): every street is counted again."""
    CoverageTally.objects.filter(place__kind=Kind.STREET).update(counted_on=None)
    keep_up(at=at)


def keep_up(*, at: datetime) -> int:
    """Count every street once a day: terms that begin today count, whatever drifted is put right. Returns how many."""
    today = localtime(at).date()
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None)
    behind = list(streets.exclude(coverage__counted_on__gte=today))
    for street in behind:
        recount(street, at=at)
    return len(behind)


@transaction.atomic
def recount(place: Place, *, at: datetime) -> None:
    """Count the homes of a place again, and put the difference on everything above it.

    A layer counts what it gathers; a home or an entrance its building. One street counts one at a time, so that
    two posts that begin together are both seen.
    """
    for top in _tops(place):
        if top.street_id:
            CoverageTally.objects.get_or_create(place_id=top.street_id)
            CoverageTally.objects.select_for_update().get(place_id=top.street_id)
        before = CoverageTally.objects.filter(place=top).first() or CoverageTally()
        after = _count_under(top, on=localtime(at).date())
        _add_above(top, occupied=after.occupied - before.occupied, named=after.named - before.named)


def _tops(place: Place) -> list[Place]:
    """The places with figures of their own that a change touches."""
    if place.kind in LAYERS:
        parts = Place.objects.filter(gathered_by__layer=place)
        return [top for part in parts for top in _tops(part)]
    if place.kind not in (Kind.HOME, Kind.ENTRANCE):
        return [place]
    above = Place.objects.filter(path__in=prefixes(place.path), kind__in=rules.TALLIED)
    return [max(above, key=lambda one: len(one.path))]


def _count_under(top: Place, *, on: date) -> rules.Count:
    """Write the figures of a place and of everything in it; returns its own."""
    homes = Place.objects.filter(**under(top), kind=Kind.HOME, occupied=True, closed_on=None)
    counts = rules.count(homes.values_list("path", flat=True).iterator(), covering(top.path, on=on))
    inside = Place.objects.filter(**under(top), kind__in=rules.TALLIED).values_list("path", "pk")
    rows = [
        CoverageTally(place_id=pk, occupied=one.occupied, named=one.named, counted_on=on)
        for path, pk in inside
        for one in [counts.get(path, rules.Count())]
    ]
    CoverageTally.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["occupied", "named", "counted_on"],
    )
    return counts.get(top.path, rules.Count())


def _add_above(top: Place, *, occupied: int, named: int) -> None:
    if not occupied and not named:
        return
    above = Place.objects.filter(path__in=prefixes(top.path)[:-1], kind__in=rules.TALLIED)
    ids = list(above.values_list("pk", flat=True))
    CoverageTally.objects.bulk_create([CoverageTally(place_id=pk) for pk in ids], ignore_conflicts=True)
    CoverageTally.objects.filter(place__in=ids).update(
        occupied=F("occupied") + occupied, named=F("named") + named
    )


def covering(path: str, *, on: date) -> set[str]:
    """The paths above and under a place where a post that covers is held, or that a layer gathers where one is."""
    posts = held(on).filter(kind__covers=True)
    at_places = posts.filter(_along("place__path", path)).values_list("place__path", flat=True)
    by_layers = LayerPart.objects.filter(_along("place__path", path), layer__in=posts.values("place"))
    return {*at_places, *by_layers.values_list("place__path", flat=True)}


def _along(field: str, path: str) -> Q:
    """On the way from the top to a place, or under it."""
    return Q(**{f"{field}__in": prefixes(path)}) | Q(**{f"{field}__startswith": path})


def coverage_of(place: Place) -> CoverageTally:
    """The figures of a street, community, area or building, as kept. One query."""
    return CoverageTally.objects.filter(place=place).first() or CoverageTally(place=place)


def parts_of(place: Place) -> QuerySet[CoverageTally]:
    """The figures one level down: communities of a street, areas of a community, buildings of an area."""
    inside = CoverageTally.objects.filter(
        place__path__startswith=place.path, place__closed_on=None
    ).select_related("place")
    levels = {
        Kind.STREET: Q(place__kind=Kind.COMMUNITY) | Q(place__kind__in=AREAS, place__community=None),
        Kind.COMMUNITY: Q(place__kind__in=AREAS) | Q(place__kind=Kind.BUILDING, place__area=None),
        **dict.fromkeys(AREAS, Q(place__kind=Kind.BUILDING)),
    }
    level = levels.get(Kind(place.kind), Q(pk__in=[]))
    return inside.filter(level).order_by("place__order", "place__path")


@dataclass(frozen=True)
class Gap:
    """An occupied home without a named head, and who answers for it instead (None: nobody at all)."""

    home: Place
    instead: Appointment | None


def gaps(place: Place, *, on: date) -> list[Gap]:
    """I1: every occupied home under a place that lacks a named head or any contact, in the order of doors.

    Five queries however many homes there are.
    """
    covered = covering(place.path, on=on)
    homes = Place.objects.filter(**under(place), kind=Kind.HOME, occupied=True, closed_on=None)
    posts, by_path = _contacts_along(place.path, on=on)
    found = []
    for home in homes:
        if not covered.isdisjoint(prefixes(home.path)):
            continue
        answering = rules.answers_for(home.path, by_path)
        found.append(Gap(home, posts[answering.id] if answering else None))
    return sorted(found, key=lambda gap: order_of(gap.home.where))


def _contacts_along(path: str, *, on: date) -> tuple[dict[int, Appointment], dict[str, list[Held]]]:
    """Contact posts on the way to a place and under it: by id, and by each path over which they answer."""
    contacts = held(on).filter(kind__is_contact=True, kind__rank__gt=0)
    layers = LayerPart.objects.filter(_along("place__path", path)).values_list("layer", "place__path")
    gathered: dict[int, list[str]] = {}
    for layer, part in layers:
        gathered.setdefault(layer, []).append(part)
    posts = {
        post.pk: post for post in contacts.filter(_along("place__path", path) | Q(place__in=list(gathered)))
    }
    by_path: dict[str, list[Held]] = {}
    for post in posts.values():
        one = Held(post.pk, post.kind.rank, len(post.place.path), post.starts)
        for where in (post.place.path, *gathered.get(post.place_id, ())):
            by_path.setdefault(where, []).append(one)
    return posts, by_path


def by_building(found: Iterable[Gap]) -> list[tuple[str, list[Gap]]]:
    """Gaps grouped by the building (or whatever the homes lie in), with its full name."""
    groups: dict[str, list[Gap]] = {}
    for gap in found:
        groups.setdefault(gap.home.where.removesuffix(gap.home.name).strip(), []).append(gap)
    return list(groups.items())
