"""A message as numbers: its words, pairs of words and runs of one to four characters, each known by a 32-bit number.

Numbers instead of the texts themselves keep a model small and quick, and nobody's name can be read out of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint32]
Weights = NDArray[np.float32]

LEAD = 14  # the first words, the title or what it is about, count twice
LONGEST_RUN = 4
MOST_GRAMS = 300_000  # the commonest are known; a model stays below 10 MB
ODD = np.uint64(0x9E3779B97F4A7C15)
OTHER_ODD = np.uint64(0xC2B2AE3D27D4EB4F)
TOP_HALF = np.uint64(32)


class Grams(NamedTuple):
    """Keys of one message in rising order and how often each occurs; words and runs apart."""

    words: Keys
    words_count: Weights
    runs: Keys
    runs_count: Weights


def grams(words: Sequence[str]) -> Grams:
    """The words, pairs of neighbours and runs of characters of a message that is cut into words."""
    return Grams(*_counted(_of_words(words, min(LEAD, len(words)))), *_counted(_of_runs("".join(words))))


def word_key(word: str) -> np.uint32:
    """The number of a single word."""
    return np.uint32(crc32(word.encode()))


@lru_cache(maxsize=65_536)
def _key(word: str) -> int:
    return crc32(word.encode())


def _of_words(words: Sequence[str], lead: int) -> Keys:
    single = np.fromiter(map(_key, words), np.uint32, len(words))
    wide = single.astype(np.uint64)
    pairs = ((wide[:-1] * ODD + wide[1:]) * OTHER_ODD >> TOP_HALF).astype(np.uint32)
    return np.concatenate([single, single[:lead], pairs, pairs[: max(lead - 1, 0)]])


def _of_runs(text: str) -> Keys:
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    runs, found = codes, []
    for length in range(1, LONGEST_RUN + 1):
        found.append(((runs + np.uint64(length)) * OTHER_ODD >> TOP_HALF).astype(np.uint32))
        runs = runs[:-1] * ODD + codes[length:]
    return np.concatenate(found)


def _counted(keys: Keys) -> tuple[Keys, Weights]:
    known, counts = np.unique(keys, return_counts=True)
    return known, counts.astype(np.float32)


class Table(NamedTuple):
    """Messages as rows: for each its columns and their weights, one after another (the parts of a sparse table)."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    weights: Weights

    def rows(self) -> Iterator[tuple[NDArray[Any], Weights]]:
        """Columns and weights of each message."""
        for start, end in pairwise(self.starts):
            yield self.columns[start:end], self.weights[start:end]


class Vocabulary:
    """Which grams are known, in rising order of their keys, and how telling each is (inverse document frequency)."""

    def __init__(self, keys: Keys, rarity: Weights) -> None:
        self.keys = keys
        self.rarity = rarity

    @classmethod
    def learned(cls, messages: Sequence[Grams], least: int = 3) -> "Vocabulary":
        """What occurs in at least `least` messages (in two, when there are few messages), the commonest of it."""
        found = np.concatenate([part for each in messages for part in (each.words, each.runs)])
        keys, counts = np.unique(found, return_counts=True)
        often = np.flatnonzero(counts >= (least if len(messages) > 1_000 else 2))
        often = np.sort(often[np.argsort(-counts[often], kind="stable")[:MOST_GRAMS]])
        rarity = 1 + np.log((1 + len(messages)) / (1 + counts[often]))
        return cls(keys[often], rarity.astype(np.float32))

    def row(self, message: Grams) -> tuple[NDArray[np.int64], Weights]:
        """Columns and weights of one message; the weights of its words and of its runs have length 1 each."""
        words, words_weigh = self._part(message.words, message.words_count)
        runs, runs_weigh = self._part(message.runs, message.runs_count)
        return np.concatenate([words, runs]), np.concatenate([words_weigh, runs_weigh])

    def table(self, messages: Iterable[Grams]) -> Table:
        rows = [self.row(each) for each in messages]
        if not rows:
            return Table(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows]).astype(np.int32)
        return Table(starts, columns, np.concatenate([weights for _, weights in rows]))

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The columns of those keys that are known, and which these are."""
        if not len(self.keys):
            return np.zeros(0, np.int64), np.zeros(len(keys), np.bool_)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        return at[known], known

    def _part(self, keys: Keys, counts: Weights) -> tuple[NDArray[np.int64], Weights]:
        at, known = self.find(keys)
        weights = (1 + np.log(counts[known])) * self.rarity[at]
        length = float(np.sqrt(weights @ weights))
        return at, weights / length if length else weights
