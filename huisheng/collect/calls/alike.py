"""Which proposals may say the same: pairs of characters that few others use. Plain values, no Django.

Every pair is looked up once in an index, so 500 proposals take a fraction of a second and not 250,000 comparisons.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from huisheng.collect.concerns.triage.twins import pairs

LIKELY, MOST = 0.3, 4
COMMON = 40  # a pair in more proposals than this says nothing, and would cost most


@dataclass(frozen=True)
class Index:
    """The pairs of each proposal, who uses a pair, and what each weighs."""

    of: dict[int, frozenset[str]]
    users: dict[str, list[int]]
    weight: dict[str, float]
    total: dict[int, float]


@lru_cache(maxsize=32)
def index(words: tuple[tuple[int, str], ...]) -> Index:
    """Of numbers and their words; worked out once for the same words, so that the next forty cost nothing."""
    of = {number: pairs(text) for number, text in words}
    spread = Counter(pair for found in of.values() for pair in found)
    weight = {pair: math.log(1 + (len(of) + 1) / (1 + n)) for pair, n in spread.items()}
    total = {number: sum(weight[pair] for pair in found) for number, found in of.items()}
    users: dict[str, list[int]] = defaultdict(list)
    for number, found in of.items():
        for pair in found:
            if 1 < spread[pair] <= COMMON:
                users[pair].append(number)
    return Index(of, dict(users), weight, total)


def alike(words: Mapping[int, str], wanted: Collection[int] | None = None) -> dict[int, list[int]]:
    """For each number (of `wanted`, else all) the few others that may say the same, in order; a suggestion (R13.9)."""
    return dict(_alike(tuple(words.items()), None if wanted is None else frozenset(wanted)))


@lru_cache(maxsize=64)
def _alike(words: tuple[tuple[int, str], ...], wanted: frozenset[int] | None) -> dict[int, list[int]]:
    known = index(words)
    asked = known.of.keys() if wanted is None else known.of.keys() & wanted
    return {number: _likeliest(number, known) for number in asked}


def _likeliest(number: int, known: Index) -> list[int]:
    shared: Counter[int] = Counter()
    for pair in known.of[number]:
        for other in known.users.get(pair, ()):
            shared[other] += known.weight[pair]  # type: ignore[assignment]
    del shared[number]
    own, total = known.total[number], known.total
    scored = {other: value / max(min(own, total[other]), 0.01) for other, value in shared.items()}
    best = sorted((one for one, score in scored.items() if score >= LIKELY), key=lambda o: (-scored[o], o))
    return sorted(best[:MOST])
