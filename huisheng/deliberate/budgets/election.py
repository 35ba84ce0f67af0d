"""A vote on projects as plain values: what may be bought, with how much money, and how many want which."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# Bit i of a ballot says whether the voter wants the i-th project: 90,000 ballots are intersected in milliseconds.
Ballot = int


@dataclass(frozen=True)
class Project:
    """One proposal. `won` is what the file says about it: True, False, or None when it says nothing."""

    id: str
    cost: Fraction
    name: str = ""
    district: str = ""
    won: bool | None = None


@dataclass
class Election:
    """`ballots`: (ballot, district of the voter or "") → how many voters; empty ballots are voters too.

    `notes`: what the reader noticed and went on in spite of. Money is exact, in the file's own currency.
    """

    budget: Fraction
    projects: Sequence[Project]
    ballots: Mapping[tuple[Ballot, str], int]
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def voters(self) -> int:
        return sum(self.ballots.values())

    @cached_property
    def alike(self) -> Mapping[Ballot, int]:
        """Each ballot with how many voters cast it, wherever they live."""
        counted: Counter[Ballot] = Counter()
        for (ballot, _), voters in self.ballots.items():
            counted[ballot] += voters
        return counted

    @cached_property
    def votes(self) -> Sequence[int]:
        """How many want each project."""
        voters = np.fromiter(self.alike.values(), float, len(self.alike))
        ballots, named = np.nonzero(table(self.alike, len(self.projects)))
        votes = np.bincount(named, weights=voters[ballots], minlength=len(self.projects))
        return [int(count) for count in votes]

    def cost(self, chosen: Iterable[int]) -> Fraction:
        """What these projects cost together."""
        return sum((self.projects[place].cost for place in chosen), Fraction(0))

    def exhaustive(self, chosen: Iterable[int]) -> bool:
        """Whether none of the other projects could be paid from what is left of the budget."""
        chosen = set(chosen)
        left = self.budget - self.cost(chosen)
        return all(each.cost > left for place, each in enumerate(self.projects) if place not in chosen)


def places(ballot: Ballot) -> Iterator[int]:
    """The projects on a ballot, in the order of the file."""
    while ballot:
        lowest = ballot & -ballot
        yield lowest.bit_length() - 1
        ballot ^= lowest


def table(ballots: Collection[Ballot], width: int) -> NDArray[np.uint8]:
    """One row for each ballot, one column for each of `width` projects: 1 where the ballot names it."""
    size = width // 8 + 1
    packed = np.frombuffer(b"".join(ballot.to_bytes(size, "little") for ballot in ballots), dtype=np.uint8)
    return np.unpackbits(packed.reshape(-1, size), axis=1, count=width, bitorder="little")


def ballot_of(wanted: Iterable[int]) -> Ballot:
    """The ballot with these projects, each once however often it was named."""
    ballot = 0
    for place in wanted:
        ballot |= 1 << place
    return ballot


Tie = Callable[[Project, int], tuple[object, ...]]
TIES: dict[str, Tie] = {
    "votes": lambda project, votes: (-votes, project.cost),
    "cost": lambda project, votes: (project.cost, -votes),
    "id": lambda project, votes: (project.id,),
    "file": lambda project, votes: (),
}


def ranks(election: Election, tie: str = "votes") -> list[int]:
    """Who comes first when two are exactly equal: 0 for the first. What `tie` leaves open the order of the file decides.

    `votes`: more votes, then the cheaper; `cost`: the cheaper, then more votes; `id`: the id as text; `file`: the file.
    """
    key = TIES[tie]
    order = sorted(
        range(len(election.projects)),
        key=lambda place: (*key(election.projects[place], election.votes[place]), place),
    )
    rank = [0] * len(order)
    for at, place in enumerate(order):
        rank[place] = at
    return rank
