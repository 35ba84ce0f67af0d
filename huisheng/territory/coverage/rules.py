"""Which homes have somebody, counted for every place above them in one pass. Paths in, figures out."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from huisheng.territory.places.rules import AREAS, Kind, prefixes
from huisheng.territory.posts.rules import Held, nearest

TALLIED = (Kind.STREET, Kind.COMMUNITY, *AREAS, Kind.BUILDING)


@dataclass
class Count:
    """Of so many occupied homes, so many have a named, active head."""

    occupied: int = 0
    named: int = 0


def count(homes: Iterable[str], covering: Container[str]) -> dict[str, Count]:
    """Occupied homes by path → figures of every place above them.

    `covering`: the paths of places where somebody holds a post that covers, or that a layer gathers where somebody
    does. A home is named when it lies under one of them (M03).
    """
    counts: dict[str, Count] = {}
    for home in homes:
        above = prefixes(home)
        named = any(step in covering for step in above)
        for step in above:
            one = counts.setdefault(step, Count())
            one.occupied += 1
            one.named += named
    return counts


def answers_for(home: str, posts: Mapping[str, Sequence[Held]]) -> Held | None:
    """Who answers for a home, among the posts held at (or gathered over) each path above it."""
    return nearest(post for step in prefixes(home) for post in posts.get(step, ()))
