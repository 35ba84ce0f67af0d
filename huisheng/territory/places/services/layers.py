"""Clusters and grids: layers over the tree that gather places (M02, M07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.places import rules
from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services.making import place_changed, under


@dataclass(frozen=True)
class Border:
    """What a new border would change: places that come in, that go out, and that another grid gives up."""

    came: list[Place]
    went: list[Place]
    given_up: list[LayerPart]

    @property
    def touched(self) -> list[Place]:
        """Every place whose people may have another contact afterwards."""
        return [*self.came, *self.went]


@transaction.atomic
def gather(layer: Place, places: Iterable[Place], *, by: Person | None, at: datetime) -> None:
    """Let a cluster or grid gather these places as well (M02, M07)."""
    redraw(layer, [*gathered(layer), *places], by=by, at=at)


def gathered(layer: Place) -> QuerySet[Place]:
    """What a layer gathers, in order."""
    return Place.objects.filter(gathered_by__layer=layer).order_by("where", "pk")


def border(layer: Place, places: Iterable[Place]) -> Border:
    """M07: what would change if the layer gathered exactly these places. Nothing is written.

    Clusters may overlap and cut across; a grid lies in one community, and beside other grids, never over them: a
    place that a neighbouring grid gathers comes over whole. Refused otherwise, with the place that is in the way.
    """
    wanted = {place.pk: place for place in places}
    refuse_if(because("只有片区和网格才有边界。") if layer.kind not in rules.LAYERS else "")
    community = layer.community.path if layer.community else layer.path
    for place in wanted.values():
        refuse_if(rules.why_not_gather(layer.kind, community, place))
    now = {place.pk: place for place in gathered(layer)}
    came = [place for pk, place in wanted.items() if pk not in now]
    went = [place for pk, place in now.items() if pk not in wanted]
    return Border(came, went, _given_up(layer, came) if layer.kind == Kind.GRID else [])


def _given_up(grid: Place, came: list[Place]) -> list[LayerPart]:
    """What the grids beside this one lose. A part of what another grid holds whole has to be drawn there first."""
    beside = LayerPart.objects.filter(
        layer__kind=Kind.GRID, layer__parent=grid.parent_id, layer__closed_on=None
    )
    given_up = []
    for part in beside.exclude(layer=grid).select_related("layer", "place"):
        for place in came:
            if part.place_id == place.pk:
                given_up.append(part)
            elif _overlap(part.place.path, place.path):
                told = because(
                    "%(place)s和网格“%(grid)s”里的%(other)s重叠，请先改那个网格。",
                    place=place.where,
                    grid=part.layer.name,
                    other=part.place.where,
                )
                refuse_if(told)
    return given_up


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@transaction.atomic
def redraw(layer: Place, places: Iterable[Place], *, by: Person | None, at: datetime) -> Border:
    """M07: the layer gathers exactly these places from now on. Requests change hands in collect (regrid)."""
    change = border(layer, places)
    LayerPart.objects.filter(layer=layer, place__in=change.went).delete()
    LayerPart.objects.filter(pk__in=[part.pk for part in change.given_up]).delete()
    LayerPart.objects.bulk_create([LayerPart(layer=layer, place=place) for place in change.came])
    lines = [PlaceChange(place=layer, did="redrawn", says=_in_words(change)[:300], by=by, at=at)]
    lines += [
        PlaceChange(place=part.layer, did="redrawn", says=f"{part.place.where}划给{layer.name}", by=by, at=at)
        for part in change.given_up
    ]
    PlaceChange.objects.bulk_create(lines if change.touched else [])
    for place in change.touched:
        place_changed.send(Place, place=place, did="redrawn", at=at)
    return change


def _in_words(change: Border) -> str:
    came, went = ("、".join(place.where for place in places) for places in (change.came, change.went))
    return ";".join(
        words for words in (f"划入{came}" if came else "", f"划出{went}" if went else "") if words
    )


def leave_grids(place: Place) -> None:
    """After a move: what now lies in another community leaves the grids of the old one (M07). The move says it."""
    parts = LayerPart.objects.filter(**{f"place__{key}": value for key, value in under(place).items()})
    parts.filter(layer__kind=Kind.GRID).exclude(layer__community=F("place__community")).delete()
