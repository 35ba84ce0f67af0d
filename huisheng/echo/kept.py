"""What hardly ever changes is read once in a while by each process of the server, not once for every request."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

V = TypeVar("V")
_everything: "list[Kept[Any]]" = []


class Kept(Generic[V]):
    """`Kept(load, seconds=3)`, called as `load` is. What is answered is not to be changed by who asks.

    Whoever changes what is loaded calls `forget`: seen at once in the own process, in others when their seconds are over.
    """

    def __init__(self, load: Callable[..., V], *, seconds: float, most: int = 500) -> None:
        self.load, self.seconds, self.most = load, seconds, most
        self.known: OrderedDict[Any, tuple[float, V]] = OrderedDict()
        _everything.append(self)

    def __call__(self, *key: Any) -> V:
        found = self.known.get(key)
        if found and monotonic() < found[0]:
            return found[1]
        value = self.load(*key)
        if not connection.in_atomic_block:  # what is rolled back was never so
            self.known[key] = monotonic() + self.seconds, value
            self.known.move_to_end(key)
            if len(self.known) > self.most:
                self.known.popitem(last=False)
        return value

    def forget(self) -> None:
        """Load it again the next time, and once more when the transaction is through."""
        self.known.clear()
        transaction.on_commit(self.known.clear)


def forget_everything() -> None:
    """For tests: their databases go back in time."""
    for one in _everything:
        one.known.clear()
