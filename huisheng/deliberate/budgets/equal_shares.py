"""The Method of Equal Shares (Peters and Skowron), completed by add1: exact, and fast enough for a city.

Everybody gets the same share of the budget. In each round the project is bought that its supporters can pay at the
lowest price per satisfaction, each paying the same, or all that is left. docs/budgets.md tells it with an example.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from huisheng.deliberate.budgets.election import Election, ballot_of, ranks
from huisheng.deliberate.budgets.greedy import greedy
from huisheng.deliberate.budgets.playing import Play, Run, Terms
from huisheng.deliberate.budgets.purses import Crowd

UTILITIES = ("cost", "cardinality")
COMPLETIONS = ("none", "add1", "add1-utilitarian")
STOPS = ("last-feasible", "exhaustive")


@dataclass(frozen=True)
class Outcome:
    """The projects in the order in which they were bought; `completed` of them, the last ones, by votes.

    `endowment`: what every voter held in the run that counts; `runs`: how many were played to find it.
    """

    chosen: list[int]
    endowment: Fraction = Fraction(0)
    runs: int = 0
    completed: int = 0


def equal_shares(
    election: Election,
    *,
    utility: str = "cost",
    completion: str = "none",
    stop: str = "last-feasible",
    tie: str = "votes",
    whole: bool = False,
) -> Outcome:
    """Equal shares of the budget, exact to the last coin.

    `completion`: add1 raises everybody's share by 1 again and again, from scratch each time, while what is bought
    fits the real budget; add1-utilitarian then spends the rest by votes. `stop`: last-feasible raises until the next
    step would cost too much; exhaustive also stops as soon as nothing more would fit. `whole`: after the first run
    the shares are whole numbers (equalshares.net), otherwise budget/voters + 1, + 2, … (pabutools).
    """
    market = Market(election, utility, tie)
    if completion == "none":
        run = market.play(market.start).through()
    else:
        run = market.raised(stop, whole)
    chosen = market.free + run.places
    money = Fraction(run.money, market.scale)
    if completion != "add1-utilitarian":
        return Outcome(chosen, money, market.runs)
    full = greedy(election, tie=tie, already=chosen)
    return Outcome(full, money, market.runs, len(full) - len(chosen))


class Market:
    """An election in whole numbers: all money is multiplied by `scale`, so that even budget / voters is whole."""

    def __init__(self, election: Election, utility: str, tie: str) -> None:
        costs = [each.cost for each in election.projects]
        self.election = election
        self.scale = election.voters * lcm(election.budget.denominator, *(each.denominator for each in costs))
        budget, cost, votes = (
            int(election.budget * self.scale),
            [int(c * self.scale) for c in costs],
            election.votes,
        )
        rank = ranks(election, tie)
        wanted = [place for place, count in enumerate(votes) if count]
        self.free = sorted((p for p in wanted if not cost[p]), key=rank.__getitem__)
        self.terms = Terms(budget, cost, votes, rank, utility == "cost", [p for p in wanted if cost[p]])
        self.start = budget // election.voters
        self.reach = -1
        self.runs = 0

    def play(self, money: int) -> Play:
        """A run from scratch with `money` per head, about to begin."""
        self.runs += 1
        return Play(self.terms, self.crowd(money), money)

    def crowd(self, money: int) -> Crowd:
        """The voters as far as projects matter that can be paid at all with `money` per head, or somewhat more."""
        if money > self.reach:
            self.reach = money + money // 4
            terms = self.terms
            live = [p for p in terms.offered if terms.votes[p] * self.reach >= terms.cost[p]]
            self._crowd = Crowd(self.election.alike, ballot_of(live))
        return self._crowd

    def raised(self, stop: str, whole: bool) -> Run:
        """Add1: the last run before the stop. Steps double while they are proved to change nothing."""
        unit, step = self.scale, 1
        begin = self.start // unit * unit if whole else self.start
        money = begin + self.idle_steps(begin) * unit
        held = self.play(self.start if money == begin else money).through()
        while not self.done(held, stop):
            there = money + step * unit
            ahead = self.play(there).through() if step == 1 else self.play(there).same(held)
            if ahead is None:
                step = max(1, step // 4)
                continue
            if ahead.spent > self.terms.budget:
                return held
            step = step * 2 if ahead.places == held.places else 1
            money, held = there, ahead
        return held

    def idle_steps(self, begin: int) -> int:
        """How many steps need no run: neither stop can apply to them, nor to any before them."""
        few, many = 0, 1
        while self.idle(begin + many * self.scale):
            few, many = many, many * 2
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (middle, many) if self.idle(begin + middle * self.scale) else (few, middle)
        return few

    def idle(self, money: int) -> bool:
        """Whether all who want something affordable could spend all they have and still leave the price of a project
        that cannot be bought yet. Then the same is true of less money: so fewer can spend, and less."""
        terms = self.terms
        live = ballot_of(p for p in terms.offered if terms.votes[p] * money >= terms.cost[p])
        spending = sum(voters for ballot, voters in self.election.alike.items() if ballot & live)
        left = terms.budget - spending * money
        return any(terms.cost[p] <= left for p in terms.offered if not live >> p & 1)

    def done(self, run: Run, stop: str) -> bool:
        everything = len(run.bought) == len(self.terms.offered)
        return everything or (stop == "exhaustive" and self.election.exhaustive(self.free + run.places))
