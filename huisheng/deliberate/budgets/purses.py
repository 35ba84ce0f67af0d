"""What everybody still holds during one run of equal shares, and what a project would cost its supporters.

Voters with the same ballot hold the same, and many ballots have paid for the same things: they share a purse. A purse
is its starting money less the payments it took part in, kept as whole numbers; floats only guess on which side of a
price it lies, and every guess is proved with whole numbers when it is close.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from huisheng.deliberate.budgets.election import Ballot, places

# Sums of a hundred floats are right to 1e-13 of the largest; what is closer than this is decided by whole numbers.
CLOSE = 1e-10
ZERO = np.zeros(1)


class Crowd:
    """The ballots that name one of the projects in `live`, merged when they agree on them."""

    def __init__(self, alike: Mapping[Ballot, int], live: Ballot) -> None:
        merged: Counter[Ballot] = Counter()
        for ballot, voters in alike.items():
            merged[ballot & live] += voters
        merged.pop(0, None)
        self.size = len(merged)
        members: dict[int, list[int]] = defaultdict(list)
        for group, ballot in enumerate(merged):
            for place in places(ballot):
                members[place].append(group)
        weights = np.fromiter(merged.values(), float, self.size)
        self.members = {place: np.array(groups) for place, groups in members.items()}
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
        self.purse_of = np.zeros(crowd.size, dtype=np.intp)
        self.holds: NDArray[np.float64] = np.ones((1, 1))
        self.balance = np.array([float(money)])

    def price(self, place: int, cost: int) -> Price | None:
        """What the project would cost its supporters now; None when they cannot pay it together."""
        inside = self.crowd.members[place]
        people = np.bincount(
            self.purse_of[inside], weights=self.crowd.weights[place], minlength=len(self.balance)
        )
        money = np.concatenate((ZERO, np.cumsum(people * self.balance)))
        rich = people[::-1].cumsum()[::-1]
        if money[-1] < cost + self.close * rich[0]:
            if money[-1] < cost - self.close * rich[0] or self._sum(people) < cost * self.unit:
                return None
        guess = int(np.argmax(cost - money[:-1] <= self.balance * rich))
        return self._proved(people, rich, cost, guess)

    def _proved(
        self, people: NDArray[np.float64], rich: NDArray[np.float64], cost: int, split: int
    ) -> Price:
        """Move the guess until everybody before the split has too little and everybody after it enough."""
        last = int(np.flatnonzero(people)[-1])
        split = min(split, last)
        while True:
            paid = cost * self.unit - self._sum(people[:split])
            price = Price(paid, int(rich[split]), split, self.unit)
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

    def _sum(self, people: NDArray[np.float64]) -> int:
        """The money of so many people in each purse, in 1/unit. Counts below 2**53 are exact as floats."""
        weights = people @ self.holds[: len(people)]
        return sum(map(mul, map(int, weights.tolist()), self.terms))

    def _exact(self, purse: int) -> int:
        return sum(map(mul, map(int, self.holds[purse].tolist()), self.terms))

    def pay(self, place: int, price: Price) -> None:
        """The supporters pay: those before the split everything, the others the price."""
        inside, old = self.crowd.members[place], len(self.balance)
        held = self.purse_of[inside]
        self.purse_of[inside] = np.where(held < price.split, 2 * old, held + old)
        self.terms = [term * price.rich for term in self.terms] + [price.paid]
        self.unit *= price.rich
        holds = np.zeros((2 * old + 1, len(self.terms)))
        holds[:old, :-1] = holds[old:-1, :-1] = self.holds
        holds[old:-1, -1] = -1
        self._sort(holds)

    def _sort(self, holds: NDArray[np.float64]) -> None:
        """Number the purses that are in use by what they hold, the emptiest first."""
        used = np.flatnonzero(np.bincount(self.purse_of, minlength=len(holds)))
        floats = np.array([term / self.unit for term in self.terms])
        balance = holds[used] @ floats
        order = np.argsort(balance, kind="stable")
        self.holds, self.balance = holds[used[order]], balance[order]
        if (np.diff(self.balance) <= self.close).any():
            exact = self._exact_order()
            order = order[exact]
            self.holds, self.balance = self.holds[exact], self.balance[exact]
        number = np.empty(len(holds), dtype=np.intp)
        number[used[order]] = np.arange(len(order))
        self.purse_of = number[self.purse_of]

    def _exact_order(self) -> Sequence[int]:
        """The order by whole numbers, worked out only where neighbours are close."""
        near = np.diff(self.balance) <= self.close
        run = np.concatenate(([0], np.cumsum(~near)))
        doubtful = np.concatenate((near, [False])) | np.concatenate(([False], near))
        key = [(int(run[i]), self._exact(i) if doubtful[i] else 0) for i in range(len(run))]
        return sorted(range(len(key)), key=key.__getitem__)
