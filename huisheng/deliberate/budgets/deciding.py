"""A vote decided by its rule, and told: each project's sentence, in the order in which the rule looked at it. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from huisheng.deliberate.budgets.account import amount
from huisheng.deliberate.budgets.election import Ballot, Election, ranks
from huisheng.deliberate.budgets.equal_shares import Outcome, equal_shares
from huisheng.deliberate.budgets.greedy import greedy
from huisheng.deliberate.budgets.pabulib import parse_pabulib
from huisheng.deliberate.budgets.represented import Represented, represented
from huisheng.echo.refusals import because

# What the platform never asks: add1 raises as long as it can, ties go to more votes, shares are exact.
FIXED = {"stop": "last-feasible", "tie": "votes", "whole": False}


def decided(election: Election, asked: Mapping[str, Any]) -> Outcome:
    """Who wins by the rule that was asked for (rule, utility, completion, stop, tie, whole)."""
    if asked["rule"] == "greedy":
        return Outcome(greedy(election, utility=asked["utility"], tie=asked["tie"]))
    names = ("utility", "completion", "stop", "tie", "whole")
    return equal_shares(election, **{name: asked[name] for name in names})


@dataclass(frozen=True)
class Told:
    """One project of a result: `order` of buying from 1 on, 0 for one that was not bought; `why` in a sentence."""

    id: str
    name: str
    cost: str
    votes: int
    order: int
    why: str


@dataclass(frozen=True)
class Result:
    """A result as a page shows it. `by_votes`: whom greedy would have left out; `same`: whether it would have bought the same."""

    told: list[Told]
    spent: Fraction
    budget: Fraction
    found: Represented
    by_votes: Represented
    by_votes_names: list[str]
    same: bool

    @property
    def selected(self) -> list[str]:
        """The ids, in the order of buying."""
        return [one.id for one in sorted(self.told, key=lambda one: one.order) if one.order]


@lru_cache(maxsize=64)
def result(text: str, rule: str, utility: str, completion: str) -> Result:
    """From the published file and nothing else; the same file is worked out once."""
    election = parse_pabulib(text)
    asked = {"rule": rule, "utility": utility, "completion": completion, **FIXED}
    outcome = decided(election, asked)
    plain = greedy(election)
    why = _by_votes(election, asked) if rule == "greedy" else _by_shares(election, outcome)
    order = {place: n for n, place in enumerate(outcome.chosen, 1)}
    told = [
        Told(one.id, one.name, amount(one.cost), election.votes[place], order.get(place, 0), why[place])
        for place, one in enumerate(election.projects)
    ]
    told.sort(key=lambda one: (one.order or len(told) + 1, -one.votes))
    return Result(
        told, election.cost(outcome.chosen), election.budget, represented(election, outcome.chosen),
        represented(election, plain), [election.projects[place].name for place in plain], set(plain) == set(outcome.chosen),
    )  # fmt: skip


def _by_votes(election: Election, asked: Mapping[str, Any]) -> dict[int, str]:
    """Walk as greedy walks: what was left when each one's turn came."""
    left, rank = election.budget, ranks(election, asked["tie"])
    why: dict[int, str] = {}
    bought = set(greedy(election, utility=asked["utility"], tie=asked["tie"]))

    def worth(place: int) -> tuple[Fraction, int]:
        cost = election.projects[place].cost
        per = Fraction(election.votes[place]) / (cost if asked["utility"] != "cost" and cost else 1)
        return -per, rank[place]

    for place in sorted(range(len(election.projects)), key=worth):
        cost, votes = election.projects[place].cost, election.votes[place]
        if place in bought:
            left -= cost
            why[place] = because("%(votes)s 人选了它，花 %(cost)s 元，还剩 %(left)s 元。", votes=votes, cost=amount(cost), left=amount(left))  # fmt: skip
        else:
            why[place] = because("%(votes)s 人选了它，轮到它时只剩 %(left)s 元，不够 %(cost)s 元。", votes=votes, left=amount(left), cost=amount(cost))  # fmt: skip
    return why


def _by_shares(election: Election, outcome: Outcome) -> dict[int, str]:
    """Replay the purchases with what everybody held: who paid how much, and what the others were short of."""
    held = dict.fromkeys(election.alike, outcome.endowment)
    shared = len(outcome.chosen) - outcome.completed
    why: dict[int, str] = {}
    for at, place in enumerate(outcome.chosen):
        cost, votes = election.projects[place].cost, election.votes[place]
        if at >= shared:
            why[place] = because("%(votes)s 人选了它。合伙买完以后剩下的钱按票数用，正好够。", votes=votes)
        elif not cost:
            why[place] = because("不用花钱，有 %(votes)s 人选了它。", votes=votes)
        else:
            most = pay(election, held, place)
            why[place] = because("选它的 %(votes)s 人合伙，每人最多出 %(most)s 元，凑够 %(cost)s 元。", votes=votes, most=rounded(most), cost=amount(cost))  # fmt: skip
    left = election.budget - election.cost(outcome.chosen)
    for place in set(range(len(election.projects))) - set(outcome.chosen):
        why[place] = _why_not(election, held, place, left)
    return why


def pay(election: Election, held: dict[Ballot, Fraction], place: int) -> Fraction:
    """Take the cost from its supporters, each the same or all that is left; answers the most that one of them pays."""
    cost, share = election.projects[place].cost, Fraction(0)
    supporters = sorted((b for b in held if b >> place & 1), key=held.__getitem__)
    left, people = cost, election.votes[place]
    for ballot in supporters:
        share = left / people
        if held[ballot] >= share:
            break
        left -= held[ballot] * election.alike[ballot]
        people -= election.alike[ballot]
    for ballot in supporters:
        held[ballot] -= min(held[ballot], share)
    return share


def _why_not(election: Election, held: Mapping[Ballot, Fraction], place: int, left: Fraction) -> str:
    cost, votes = election.projects[place].cost, election.votes[place]
    if not votes:
        return because("没有人选它。")
    if cost > election.budget:
        return because(
            "%(votes)s 人选了它，但它要 %(cost)s 元，比全部的钱还多。", votes=votes, cost=amount(cost)
        )
    purse = sum((held[b] * n for b, n in election.alike.items() if b >> place & 1), Fraction(0))
    return because(
        "选它的 %(votes)s 人手里合起来还有 %(purse)s 元，不够 %(cost)s 元；总共还剩 %(left)s 元。",
        votes=votes, purse=rounded(purse), cost=amount(cost), left=amount(left),
    )  # fmt: skip


def rounded(money: Fraction) -> str:
    """Yuan with two decimals at most, for a sentence."""
    cents = round(money * 100)
    return amount(Fraction(cents, 100))
