"""Which confirmed messages a new one resembles: an index from grams to the examples that lean on them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huisheng.collect.concerns.triage.grams import Table, Weights

STRONGEST = 30  # grams that are kept of each example
ASKED = 30  # strongest grams of a new message that are looked up
MOST_ALIKE = 3
ALIKE = 0.08  # below this nobody would see what two messages have in common


@dataclass(frozen=True)
class Examples:
    """`starts[column]:starts[column + 1]` are the places in `rows` and `weights` of the examples with that gram."""

    starts: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: Weights
    refs: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, refs: tuple[str, ...], grams: int) -> "Examples":
        """The index of a table's rows, over so many grams; nothing without references."""
        columns, rows, weights = [], [], []
        for row in range(len(refs)):
            part = slice(table.starts[row], table.starts[row + 1])
            strongest = np.argsort(-table.weights[part])[:STRONGEST]
            columns.append(table.columns[part][strongest])
            weights.append(table.weights[part][strongest])
            rows.append(np.full(len(strongest), row, np.int32))
        if not refs:
            nothing = np.zeros(0, np.int32)
            return cls(nothing, nothing, nothing.astype(np.float32), ())
        every = np.concatenate(columns)
        order = np.argsort(every, kind="stable")
        starts = np.searchsorted(every[order], np.arange(grams + 1)).astype(np.int32)
        return cls(starts, np.concatenate(rows)[order], np.concatenate(weights)[order], refs)

    def like(self, columns: NDArray[np.int64], weigh: Weights) -> tuple[str, ...]:
        """References of the most similar examples, the most similar first."""
        if not self.refs or not len(columns):
            return ()
        strongest = np.argsort(-weigh)[:ASKED]
        scores = np.zeros(len(self.refs), np.float32)
        for column, weight in zip(columns[strongest], weigh[strongest], strict=True):
            part = slice(self.starts[column], self.starts[column + 1])
            scores[self.rows[part]] += weight * self.weights[part]
        few = np.argpartition(-scores, min(MOST_ALIKE, len(scores) - 1))[:MOST_ALIKE]
        best = few[np.argsort(-scores[few])]
        return tuple(self.refs[row] for row in best if scores[row] > ALIKE)

    def as_numbers(self) -> dict[str, NDArray[Any]]:
        return {
            "like_starts": self.starts,
            "like_rows": self.rows,
            "like_weights": self.weights.astype(np.float16),
        }

    @classmethod
    def from_numbers(cls, numbers: dict[str, NDArray[Any]], refs: tuple[str, ...]) -> "Examples":
        weights = numbers["like_weights"].astype(np.float32)
        return cls(numbers["like_starts"], numbers["like_rows"], weights, refs)
