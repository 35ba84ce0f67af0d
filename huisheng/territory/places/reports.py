"""What an import did, row by row, in plain values."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """A row of the file and what is to be said about it."""

    number: int
    reason: str


@dataclass
class Report:
    """How many rows were read, how many places created or already there, and which rows were refused and why.

    `kind`: divisions or homes. `also`: places made on the way (estates, buildings, entrances), by kind.
    """

    kind: str
    read: int = 0
    created: int = 0
    already: int = 0
    changed: int = 0
    refused: list[Told] = field(default_factory=list)
    warned: list[Told] = field(default_factory=list)
    also: Counter[str] = field(default_factory=Counter)

    def refuse(self, number: int, reason: str) -> None:
        self.refused.append(Told(number, reason))

    def warn(self, number: int, reason: str) -> None:
        if reason:
            self.warned.append(Told(number, reason))
