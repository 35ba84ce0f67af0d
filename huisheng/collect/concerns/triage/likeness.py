"""How often two matters that are so alike were one: a probability for each score, learned from what people joined (M35).

Plain values, no Django. The curve only rises (isotonic regression) and never says 0 or 1.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_PAIRS, LEAST_JOINED = 100, 20

Pair = tuple[float, bool]  # a score from 0 to 1, and whether people made one matter of the two


@dataclass(frozen=True)
class Likeness:
    """`knots`: (score, probability), both rising. `error`: how far its probabilities were off on pairs that it had not
    seen, on average (0-1)."""

    knots: tuple[tuple[float, float], ...]
    pairs: int
    joined: int
    error: float

    def sure(self, score: float) -> float:
        """The probability that two matters with this score are one."""
        at = bisect_left(self.knots, (score,))
        if at == 0:
            return self.knots[0][1]
        if at == len(self.knots):
            return self.knots[-1][1]
        (x, low), (y, high) = self.knots[at - 1], self.knots[at]
        return low + (high - low) * (score - x) / (y - x)


def reliability(guessed: Sequence[Pair], *, bins: int = 10) -> float:
    """The mean distance between what was said and what was so, over tenths of probability, each by its weight (0-1)."""
    sums = [[0.0, 0.0, 0] for _ in range(bins)]
    for probability, same in guessed:
        one = sums[min(int(probability * bins), bins - 1)]
        one[0], one[1], one[2] = one[0] + probability, one[1] + same, one[2] + 1
    return sum(abs(said - was) for said, was, _n in sums) / max(len(guessed), 1)
