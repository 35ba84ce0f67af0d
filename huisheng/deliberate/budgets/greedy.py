"""The usual rule of cities: whoever has most votes is bought first, as long as the money lasts."""

from collections.abc import Iterable
from fractions import Fraction

from huisheng.deliberate.budgets.election import Election, ranks


def greedy(
    election: Election, *, utility: str = "cost", tie: str = "votes", already: Iterable[int] = ()
) -> list[int]:
    """The projects in the order in which they are bought, `already` bought ones first; the outcome is exhaustive.

    Order: satisfaction per unit of money, so with `cost` the number of votes, with `cardinality` votes / cost. What
    does not fit is passed over and the next one is asked. Projects that nobody wants come last.
    """
    votes, rank = election.votes, ranks(election, tie)
    chosen = list(already)
    left = election.budget - election.cost(chosen)
    waiting = set(range(len(election.projects))) - set(chosen)

    def worth(place: int) -> tuple[bool, Fraction, int]:
        cost = election.projects[place].cost
        free = cost == 0 and votes[place] > 0
        per_unit = Fraction(votes[place]) if utility == "cost" or not cost else votes[place] / cost
        return not free, -per_unit, rank[place]

    for place in sorted(waiting, key=worth):
        if election.projects[place].cost <= left:
            chosen.append(place)
            left -= election.projects[place].cost
    return chosen
