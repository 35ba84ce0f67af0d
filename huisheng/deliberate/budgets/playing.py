"""One run of equal shares from scratch: rounds in which the cheapest project per satisfaction is bought."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

from huisheng.deliberate.budgets.purses import Crowd, Price, Purses

# Quotients of whole numbers are rounded once, to 1 in 2**53; nearer than this they are compared as whole numbers.
NEAR = 1 + 1e-12


class Offer(NamedTuple):
    """A project at the price of the round in which it was asked last: `over / under` per satisfaction.

    `about` is the quotient as a float, for the queue. From round to round prices only rise.
    """

    about: float
    place: int
    round: int
    over: int
    under: int
    price: Price


@dataclass
class Run:
    """What one run with `money` per head bought, in order; `spent` may be more than the real budget."""

    money: int
    bought: list[Offer] = field(default_factory=list)
    spent: int = 0

    @cached_property
    def places(self) -> list[int]:
        return [each.place for each in self.bought]


@dataclass
class Terms:
    """What all runs of one election share, in whole numbers; `offered`: the projects with a cost and with votes."""

    budget: int
    cost: Sequence[int]
    votes: Sequence[int]
    rank: Sequence[int]
    by_cost: bool
    offered: Sequence[int]

    @cached_property
    def opening(self) -> list[Offer]:
        """The prices while nobody has paid anything, the best first."""
        return sorted(self.offer(p, Price(self.cost[p], self.votes[p], 0, 1), 0) for p in self.offered)

    def offer(self, place: int, price: Price, at: int) -> Offer:
        """With cost utility satisfaction is the cost, so it divides the price; else every project counts as one."""
        under = price.rich * price.unit * (self.cost[place] if self.by_cost else 1)
        return Offer(price.paid / under, place, at, price.paid, under, price)

    def before(self, one: Offer, other: Offer) -> bool:
        """Whether `one` is bought rather than `other`: cheaper per satisfaction, or equal and first in the tie-break."""
        if one.about * NEAR < other.about or other.about * NEAR < one.about:
            return one.about < other.about
        mine, theirs = one.over * other.under, other.over * one.under
        return (mine, self.rank[one.place]) < (theirs, self.rank[other.place])


class Play:
    """A run under way. Only projects that might be cheapest are asked for their price again."""

    def __init__(self, terms: Terms, crowd: Crowd, money: int) -> None:
        self.terms = terms
        self.purses = Purses(crowd, money)
        # A list in order is a heap.
        self.waiting = [
            each for each in terms.opening if terms.votes[each.place] * money >= terms.cost[each.place]
        ]
        self.run = Run(money)

    def through(self) -> Run:
        """To the end, or to the purchase that overspends the real budget."""
        while self.run.spent <= self.terms.budget and (best := self.cheapest()):
            self.buy(best)
        return self.run

    def same(self, like: Run) -> Run | None:
        """To the end if every run with money between that of `like` and this one is proved to buy the same in order.

        While purchases are the same, more money means fuller purses and lower prices at every moment. So it is enough
        that each purchase of `like`, at its price then, comes before all other projects at their prices here.
        """
        for each in like.bought:
            best = self.cheapest()
            if best is None or best.place != each.place or not self.safe(each):
                return None
            self.buy(best)
        return None if self.cheapest() else self.run

    def cheapest(self) -> Offer | None:
        """The project to buy in this round, taken out of the queue."""
        best: Offer | None = None
        aside = []
        while self.waiting and (best is None or self.waiting[0].about <= best.about * NEAR):
            offer = heappop(self.waiting)
            if offer.round < len(self.run.bought):
                self.ask(offer.place)
            elif best is None or self.terms.before(offer, best):
                aside += [best] if best else []
                best = offer
            else:
                aside.append(offer)
        self.put(aside)
        return best

    def safe(self, bought: Offer) -> bool:
        """Whether `bought`, at a price of another run, comes before everything that waits here."""
        aside = []
        safe = True
        while safe and self.waiting and self.waiting[0].about <= bought.about * NEAR:
            offer = heappop(self.waiting)
            if offer.round < len(self.run.bought):
                self.ask(offer.place)
            else:
                safe = self.terms.before(bought, offer)
                aside.append(offer)
        self.put(aside)
        return safe

    def ask(self, place: int) -> None:
        """Queue the project at its price of now; one that its supporters cannot pay any more is out of the run."""
        price = self.purses.price(place, self.terms.cost[place])
        if price:
            heappush(self.waiting, self.terms.offer(place, price, len(self.run.bought)))

    def put(self, offers: list[Offer]) -> None:
        for offer in offers:
            heappush(self.waiting, offer)

    def buy(self, offer: Offer) -> None:
        self.purses.pay(offer.place, offer.price)
        self.run.bought.append(offer)
        self.run.spent += self.terms.cost[offer.place]
