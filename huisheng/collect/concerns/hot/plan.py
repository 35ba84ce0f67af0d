"""Where it is hot, as a plan of the streets: a tile for each estate, block or lane, beside its neighbours (M163)."""

from dataclasses import dataclass, field

from huisheng.collect.concerns.hot.services import person_of
from huisheng.collect.concerns.models import Concern
from huisheng.people.permissions.rules import Hat, places_of
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS
from huisheng.territory.places.services import in_areas

LEVELS = (1, 3, 6, 12)  # from so many people a tile is drawn stronger
MOST_TILES = 400


@dataclass(frozen=True)
class Tile:
    """A place, how many people speak of something there, and how strongly it is drawn (0-4)."""

    place: Place
    people: int

    @property
    def level(self) -> int:
        return sum(self.people >= least for least in LEVELS)


@dataclass
class Ground:
    """A community (None: what lies in none), how many speak of the community itself, and its tiles in the order of the
    place tree."""

    place: Place | None
    people: int = 0
    tiles: list[Tile] = field(default_factory=list)


def plan(hats: list[Hat], topics: list[list[Concern]]) -> list[Ground]:
    """Every estate under one's own places, hot or not: the quiet ones make the map. One query."""
    people: dict[int | None, set[str]] = {}
    for members in topics:
        for one in members:
            people.setdefault(one.area_id or one.community_id, set()).add(person_of(one))
    areas = Place.objects.filter(in_areas(places_of(hats)), kind__in=AREAS, closed_on=None)
    grounds: dict[int | None, Ground] = {}
    for area in areas.select_related("community").order_by("path")[:MOST_TILES]:
        ground = grounds.setdefault(
            area.community_id, Ground(area.community, len(people.get(area.community_id, ())))
        )
        ground.tiles.append(Tile(area, len(people.get(area.pk, ()))))
    return list(grounds.values())
