"""Which confirmed messages a new one resembles, and what these say: an index from words to the examples that lean on them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huisheng.collect.concerns.triage.grams import Table, Weights

STRONGEST = 30  # words that are kept of each example, and looked up of a new message
MOST_ALIKE = 3
ALIKE = 0.1  # below this nobody would see what two messages have in common
VOTERS = 30  # the most similar examples, which vote for their labels
NEARER_COUNTS = 3  # a vote is the likeness to this power
STRAY = 0.01  # a share of the votes below this is as good as none


@dataclass(frozen=True)
class Examples:
    """`starts[column]:starts[column + 1]` are the places in `rows` and `weights` of the examples with that word;
    `labels`: the number of each example's label."""

    starts: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: Weights
    labels: NDArray[np.int32]
    refs: tuple[str, ...]

    @classmethod
    def of(
        cls,
        table: Table,
        is_single: NDArray[np.bool_],
        labels: NDArray[Any],
        refs: tuple[str, ...] = (),
    ) -> "Examples":
        """The index of a table's rows. `is_single` marks the columns that are single words: only these count."""
        columns, rows, weights = [], [], []
        for row in range(len(labels)):
            part = slice(table.starts[row], table.starts[row + 1])
            single = is_single[table.columns[part]]
            known, weigh = _strongest(table.columns[part][single], table.weights[part][single])
            columns.append(known)
            weights.append(weigh)
            rows.append(np.full(len(known), row, np.int32))
        every = np.concatenate(columns)
        order = np.argsort(every, kind="stable")
        starts = np.searchsorted(every[order], np.arange(len(is_single) + 1)).astype(np.int32)
        return cls(
            starts,
            np.concatenate(rows)[order],
            np.concatenate(weights)[order].astype(np.float32),
            labels.astype(np.int32),
            refs,
        )

    def alike(self, columns: NDArray[Any], weigh: Weights) -> Weights:
        """How alike a message is to each example, from 0 to 1; grams that are no word of an example are passed over."""
        held = self.starts[columns + 1] > self.starts[columns]
        known, weight = _strongest(columns[held], weigh[held])
        starts, long = self.starts[known], self.starts[known + 1] - self.starts[known]
        at = np.repeat(starts - np.cumsum(long) + long, long) + np.arange(long.sum())
        found = np.repeat(weight, long) * self.weights[at]
        return np.bincount(self.rows[at], found, len(self.labels)).astype(np.float32)

    def votes(self, likeness: Weights, count: int) -> Weights:
        """The logarithm of each label's share in the votes of the most similar examples."""
        most = min(VOTERS, len(likeness))
        near = np.argpartition(-likeness, most - 1)[:most]
        mass = np.bincount(self.labels[near], likeness[near] ** NEARER_COUNTS, count) + 1e-9
        return np.log(mass / mass.sum() + STRAY).astype(np.float32)

    def like(self, likeness: Weights) -> tuple[str, ...]:
        """References of the most similar examples, the most similar first."""
        if not self.refs:
            return ()
        few = np.argpartition(-likeness, min(MOST_ALIKE, len(likeness) - 1))[:MOST_ALIKE]
        best = few[np.argsort(-likeness[few])]
        return tuple(self.refs[row] for row in best if likeness[row] > ALIKE)

    def fits(self, known: int, kinds: int) -> bool:
        """Whether every column, row and label that is pointed at is there."""
        count = len(self.labels)
        return (
            self.starts.shape == (known + 1,)
            and self.starts[0] == 0
            and bool((np.diff(self.starts) >= 0).all())
            and self.rows.shape == self.weights.shape == (self.starts[-1],)
            and _within(self.rows, count)
            and _within(self.labels, kinds)
            and len(self.refs) in (0, count)
        )

    def as_numbers(self) -> dict[str, NDArray[Any]]:
        return {
            "like_starts": self.starts,
            "like_rows": self.rows,
            "like_weights": self.weights.astype(np.float16),
            "like_labels": self.labels,
        }

    @classmethod
    def from_numbers(cls, numbers: dict[str, NDArray[Any]], refs: tuple[str, ...]) -> "Examples":
        weights = numbers["like_weights"].astype(np.float32)
        return cls(numbers["like_starts"], numbers["like_rows"], weights, numbers["like_labels"], refs)


def _within(numbers: NDArray[Any], end: int) -> bool:
    return numbers.dtype.kind == "i" and bool(((numbers >= 0) & (numbers < end)).all())


def _strongest(columns: NDArray[Any], weigh: Weights) -> tuple[NDArray[Any], Weights]:
    """The words that weigh most; their weights have length 1."""
    most = np.argsort(-weigh, kind="stable")[:STRONGEST]
    length = float(np.sqrt(weigh[most] @ weigh[most]))
    return columns[most], weigh[most] / length if length else weigh[most]
