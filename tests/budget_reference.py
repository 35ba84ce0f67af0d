"""Equal shares straight from the definition, voter by voter in fractions: slow, and short enough to be believed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from huisheng.deliberate.budgets.election import Election, ballot_of

Purse = list[Fraction]


class Vote(NamedTuple):
    """`ballots`: what each voter wants; `costs` and `budget` in money; `rank`: who is first when all else is equal."""

    costs: Sequence[Fraction]
    ballots: Sequence[frozenset[int]]
    budget: Fraction
    rank: Sequence[int]


def highest_payment(vote: Vote, project: int, purses: Purse) -> Fraction | None:
    """The smallest p at which the supporters, each paying min(p, what is left), pay the project; None if they cannot."""
    left = sorted(purses[i] for i, ballot in enumerate(vote.ballots) if project in ballot)
    missing = vote.costs[project]
    if sum(left) < missing:
        return None
    for poorer, purse in enumerate(left):
        equal = missing / (len(left) - poorer)
        if equal <= purse:
            return equal
        missing -= purse
    raise AssertionError("the supporters had enough")


def shares(vote: Vote, money: Fraction, utility: str) -> list[int]:
    purses = [money] * len(vote.ballots)
    bought: list[int] = []
    while True:
        payments = {
            project: payment
            for project in range(len(vote.costs))
            if project not in bought
            and any(project in ballot for ballot in vote.ballots)
            and (payment := highest_payment(vote, project, purses)) is not None
        }
        if not payments:
            return bought

        def rate(project: int) -> tuple[Fraction, int]:
            cost = vote.costs[project]
            satisfaction = cost if utility == "cost" and cost else Fraction(1)
            return payments[project] / satisfaction, vote.rank[project]  # noqa: B023

        best = min(payments, key=rate)
        bought.append(best)
        purses = [
            purse - min(purse, payments[best]) if best in ballot else purse
            for purse, ballot in zip(purses, vote.ballots, strict=True)
        ]


def cost(vote: Vote, chosen: Sequence[int]) -> Fraction:
    return sum((vote.costs[project] for project in chosen), Fraction(0))


def exhaustive(vote: Vote, chosen: Sequence[int]) -> bool:
    spent = cost(vote, chosen)
    return not any(
        spent + each <= vote.budget for project, each in enumerate(vote.costs) if project not in chosen
    )


def add1(vote: Vote, utility: str, stop: str, whole: bool) -> list[int]:
    money = vote.budget / len(vote.ballots)
    chosen = shares(vote, money, utility)
    money = Fraction(money // 1) if whole else money
    wanted = frozenset().union(*vote.ballots)
    while len(chosen) < len(wanted) and not (stop == "exhaustive" and exhaustive(vote, chosen)):
        money += 1
        more = shares(vote, money, utility)
        if cost(vote, more) > vote.budget:
            break
        chosen = more
    return chosen


def by_votes(vote: Vote, chosen: Sequence[int], utility: str = "cost") -> list[int]:
    """Greedy: most votes (per unit of money, with cardinality) first, passing over what does not fit."""
    votes = [sum(project in ballot for ballot in vote.ballots) for project in range(len(vote.costs))]

    def worth(project: int) -> tuple[bool, Fraction, int]:
        price = vote.costs[project]
        if not price:
            return votes[project] == 0, Fraction(0), vote.rank[project]
        per = Fraction(votes[project]) / (1 if utility == "cost" else price)
        return True, -per, vote.rank[project]

    result = list(chosen)
    for project in sorted(set(range(len(vote.costs))) - set(chosen), key=worth):
        if cost(vote, result) + vote.costs[project] <= vote.budget:
            result.append(project)
    return result


def decided(vote: Vote, utility: str, completion: str, stop: str, whole: bool) -> list[int]:
    if completion == "none":
        return shares(vote, vote.budget / len(vote.ballots), utility)
    chosen = add1(vote, utility, stop, whole)
    return by_votes(vote, chosen) if completion == "add1-utilitarian" else chosen


def as_vote(election: Election, rank: Sequence[int]) -> Vote:
    """The same vote, every voter on their own."""
    ballots = [
        frozenset(place for place in range(len(election.projects)) if ballot & ballot_of([place]))
        for (ballot, _), voters in election.ballots.items()
        for _ in range(voters)
    ]
    return Vote([each.cost for each in election.projects], ballots, election.budget, rank)
