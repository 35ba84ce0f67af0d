"""What everybody still holds during one run of equal shares, and what a project would cost its supporters.

Voters with the same ballot hold the same, and many ballots have paid for the same things: they share a purse. A purse
is its starting money less the payments it took part in, kept as whole numbers; floats only guess on which side of a
price it lies, and every guess is proved with whole numbers when it is close.
"""

from collections.abc import Mapping
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from huisheng.deliberate.budgets.election import Ballot, places, table

# Sums of a hundred floats are right to 1e-13 of the largest; what is closer than this is decided by whole numbers.
CLOSE = 1e-10
WIDTH = 32
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Crowd:
    """The ballots that name one of the projects in `live`, merged when they agree on them."""

    def __init__(self, alike: Mapping[Ballot, int], live: Ballot) -> None:
        merged: dict[Ballot, int] = {}
        for ballot, voters in alike.items():
            known = ballot & live
            merged[known] = merged.get(known, 0) + voters
        merged.pop(0, None)
        self.size = len(merged)
        weights = np.fromiter(merged.values(), float, self.size)
        names = np.ascontiguousarray(table(merged, live.bit_length()).T)
        self.members = {place: names[place].nonzero()[0] for place in places(live)}
        self.weights = {place: weights[groups] for place, groups in self.members.items()}


class Price(NamedTuple):
    """`paid / (rich * unit)` is the most that one supporter pays; purses before `split` give all that they have."""

    paid: int
    rich: int
    split: int
    unit: int


class Purses:
    """Everybody starts with `money` (a whole number of the smallest unit, as all costs are)."""

    def __init__(self, crowd: Crowd, money: int) -> None:
        self.crowd = crowd
        self.close = CLOSE * money
        self.unit = 1
        self.terms = [money]
        # Purse 0 is always the empty one.
        self.purse_of = np.ones(crowd.size, dtype=np.intp)
        self.holds = np.zeros((2, WIDTH), dtype=np.int8)
        self.holds[1, 0] = 1
        self.balance = np.array([0.0, float(money)])

    def price(self, place: int, cost: int) -> Price | None:
        """What the project would cost its supporters now; None when they cannot pay it together."""
        inside, voters = self.crowd.members[place], self.crowd.weights[place]
        people: Floats = np.bincount(self.purse_of[inside], voters, len(self.balance)).astype(
            np.float64, copy=False
        )
        held = people * self.balance
        poorer, counted = held.cumsum(), people.cumsum()
        margin = self.close * counted[-1]
        if poorer[-1] < cost + margin and (
            poorer[-1] < cost - margin or self._sum(people, people.nonzero()[0]) < cost * self.unit
        ):
            return None
        enough = cost - poorer + held <= self.balance * (counted[-1] - counted + people)
        return self._proved(people, counted, cost, int(enough.argmax()))

    def _proved(self, people: Floats, counted: Floats, cost: int, split: int) -> Price:
        """Move the guess until everybody before the split has too little and everybody after it enough."""
        some = people.nonzero()[0]
        last = int(some[-1])
        split = min(split, last)
        while True:
            before = some[: some.searchsorted(split)]
            paid = cost * self.unit - self._sum(people, before)
            rich = int(counted[-1] - counted[split] + people[split])
            price = Price(paid, rich, split, self.unit)
            if split and self._compare(split - 1, price) > 0:
                split -= 1
            elif split < last and self._compare(split, price) < 0:
                split += 1
            else:
                return price

    def _compare(self, purse: int, price: Price) -> int:
        """Whether the purse holds more (1), as much (0) or less (-1) than the price."""
        gap = self.balance[purse] - price.paid / (price.rich * price.unit)
        if abs(gap) <= self.close:
            gap = self._exact(purse) * price.rich - price.paid
        return int(gap > 0) - int(gap < 0)

    def _sum(self, people: Floats, purses: Places) -> int:
        """The money of the people in these purses, in 1/unit; floats count exactly up to 2**53."""
        counts = people[purses] @ self.holds[purses, : len(self.terms)].astype(np.float64)
        return sum(map(mul, map(int, counts.tolist()), self.terms))

    def _exact(self, purse: int) -> int:
        return sum(map(mul, self.holds[purse].tolist(), self.terms))

    def pay(self, place: int, price: Price) -> None:
        """The supporters pay: those before the split everything, the others the price."""
        inside, old = self.crowd.members[place], len(self.balance)
        held = self.purse_of[inside]
        self.purse_of[inside] = np.where(held < price.split, 0, held + old)
        after = self.balance - price.paid / (price.rich * self.unit)
        self.terms = [term * price.rich for term in self.terms] + [price.paid]
        self.unit *= price.rich
        self._number(np.concatenate((self.balance, after)), old)

    def _number(self, balance: Floats, old: int) -> None:
        """Number the purses in use by what they hold, the emptiest first; from `old` on they have just paid."""
        people = np.bincount(self.purse_of, minlength=len(balance))
        people[0] += 1
        used = people.nonzero()[0]
        used = used[balance[used].argsort(kind="stable")]
        self.balance = balance[used]
        if self.holds.shape[1] < len(self.terms):
            self.holds = np.pad(self.holds, ((0, 0), (0, WIDTH)))
        self.holds = self.holds.take(used % old, axis=0)
        self.holds[used >= old, len(self.terms) - 1] = -1
        number = np.zeros(len(balance), dtype=np.intp)
        number[used] = self._settled()
        self.purse_of = number[self.purse_of]

    def _settled(self) -> Places:
        """The number of each purse, after close neighbours were put in order, and made one, by whole numbers."""
        close = (self.balance[1:] - self.balance[:-1] <= self.close).nonzero()[0]
        if not len(close):
            return np.arange(len(self.balance))
        order = np.arange(len(self.balance))
        first = np.ones(len(order), dtype=bool)
        for run in np.split(close, np.flatnonzero(np.diff(close) > 1) + 1):
            known = sorted((self._exact(i), i) for i in range(run[0], run[-1] + 2))
            for at, (held, purse) in enumerate(known, start=run[0]):
                order[at] = purse
                first[at] = at == run[0] or held != known[at - run[0] - 1][0]
        number = np.empty_like(order)
        number[order] = np.cumsum(first) - 1
        self.balance, self.holds = self.balance[order[first]], self.holds[order[first]]
        return number
