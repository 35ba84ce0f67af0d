"""Where it is hot: a tile for each estate, block or lane beside its neighbours, a circle on the map, a row of a table (M163)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt

from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.collect.concerns.hot.services import person_of
from huisheng.collect.concerns.models import Concern
from huisheng.people.permissions.rules import Hat, places_of
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS
from huisheng.territory.places.services import in_areas

LEVELS = (1, 3, 6, 12)  # from so many people a tile is drawn stronger
MOST_TILES = 400
QUIET, SMALLEST, LARGEST = 10, 26, 76  # across a circle of the map, in pixels


@dataclass(frozen=True)
class Spot:
    """A place, how many people speak of something there, how hot that is, and what is said most.

    `across`: how many pixels its circle on the map is, so that the circle's area grows with the heat.
    """

    place: Place
    people: int
    heat: float
    summary: str
    across: int

    @property
    def level(self) -> int:
        """How strongly it is drawn: 0 to 4."""
        return sum(self.people >= least for least in LEVELS)


@dataclass
class Ground:
    """A community (None: what lies in none) with its tiles in the order of the place tree."""

    spot: Spot | None
    tiles: list[Spot] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Everything under one's own places, hot or not: the quiet ones make the map."""

    grounds: list[Ground]

    def spots(self) -> Iterator[Spot]:
        for ground in self.grounds:
            yield from ([ground.spot] if ground.spot else [])
            yield from ground.tiles

    def hot(self) -> list[Spot]:
        """The rows of the table, the hottest first."""
        return sorted((spot for spot in self.spots() if spot.people), key=lambda spot: -spot.heat)

    def mapped(self) -> bool:
        """Whether there is anything to draw on a map."""
        return any(spot.place.position for spot in self.spots())


def plan(hats: list[Hat], topics: list[tuple[HotTopic, list[Concern]]]) -> Plan:
    """One query for the places. A topic's heat is shared by the places where it was said, by how often."""
    people, heat = _said(topics)
    hottest = max((sum(said.values()) for said in heat.values()), default=0.0)

    def spot(place: Place) -> Spot:
        said = heat.get(place.pk, {})
        hot = sum(said.values())
        across = round(SMALLEST + (LARGEST - SMALLEST) * sqrt(hot / hottest)) if hot else QUIET
        most = max(said, key=said.__getitem__, default="")
        return Spot(place, len(people.get(place.pk, ())), hot, most, across)

    areas = Place.objects.filter(in_areas(places_of(hats)), kind__in=AREAS, closed_on=None)
    grounds: dict[int | None, Ground] = {}
    for area in areas.select_related("community").order_by("path")[:MOST_TILES]:
        ground = grounds.setdefault(
            area.community_id, Ground(spot(area.community) if area.community else None)
        )
        ground.tiles.append(spot(area))
    return Plan(list(grounds.values()))


def _said(
    topics: list[tuple[HotTopic, list[Concern]]],
) -> tuple[dict[int | None, set[str]], dict[int | None, dict[str, float]]]:
    """Place id → who speaks there, and the heat of what is said there by its summary."""
    people: defaultdict[int | None, set[str]] = defaultdict(set)
    heat: defaultdict[int | None, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for topic, members in topics:
        for one in members:
            at = one.area_id or one.community_id
            people[at].add(person_of(one))
            heat[at][topic.summary] += float(topic.heat) / len(members)
    return people, heat
