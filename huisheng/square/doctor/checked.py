"""What one check looked at and what it found, in sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

EXAMPLES = 5
T = TypeVar("T")


@dataclass
class Checked:
    """`looked`: what was looked at. `wrong`: broken promises. `worries`: what somebody should look at soon."""

    promise: str
    looked: str
    wrong: list[str] = field(default_factory=list)
    worries: list[str] = field(default_factory=list)

    def breaks(self, words: str, found: "QuerySet[Any, Any]", name: str = "speaker__number") -> None:
        """One sentence about all rows of a query, with their number and the first few by name."""
        if said := sentence(_(words), found, name):
            self.wrong.append(said)

    def worries_about(self, words: str, found: "QuerySet[Any, Any]", name: str = "pk") -> None:
        """The same for what is no broken promise."""
        if said := sentence(_(words), found, name):
            self.worries.append(said)


def sentence(words: str, found: "QuerySet[Any, Any]", name: str) -> str:
    """`words: 12 (2648310927, …)`, or "" when there is no row."""
    first = [str(one) for one in found.order_by().values_list(name, flat=True)[: EXAMPLES + 1]]
    if not first:
        return ""
    n = len(first) if len(first) <= EXAMPLES else found.count()
    return told(words, n, first)


def told(words: str, n: int, examples: Iterable[object]) -> str:
    """A finding with its number and a few examples."""
    first = [str(one) for one in islice(examples, EXAMPLES)]
    return f"{words}: {n} ({', '.join(first)}{', …' if n > len(first) else ''})"


def in_chunks(rows: "QuerySet[Model, Any]", size: int = 2000) -> Iterator[list[Any]]:
    """A long query in pieces that fit into memory."""
    several = rows.iterator(chunk_size=size)
    while piece := list(islice(several, size)):
        yield piece
