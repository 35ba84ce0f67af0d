"""How often two matters that are so alike were one: a probability for each score, learned from what people joined (M35).

Plain values, no Django. The curve only rises (isotonic regression) and never says 0 or 1.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_PAIRS, LEAST_JOINED = 100, 20
FOLDS = 5

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


def learn(pairs: Sequence[Pair]) -> Likeness | None:
    """From pairs that were shown; None while there are too few of them (100, of which 20 were joined) to say a number."""
    joined = sum(same for _score, same in pairs)
    if len(pairs) < LEAST_PAIRS or not LEAST_JOINED <= joined < len(pairs):
        return None
    guessed: list[Pair | tuple[float, bool]] = []
    for fold in range(FOLDS):
        rest = [pair for i, pair in enumerate(pairs) if i % FOLDS != fold]
        curve = Likeness(_knots(rest), 0, 0, 0.0)
        guessed += [(curve.sure(score), same) for score, same in pairs[fold::FOLDS]]
    return Likeness(_knots(pairs), len(pairs), joined, reliability(guessed))


def reliability(guessed: Sequence[Pair], *, bins: int = 10) -> float:
    """The mean distance between what was said and what was so, over tenths of probability, each by its weight (0-1)."""
    sums = [[0.0, 0.0, 0] for _ in range(bins)]
    for probability, same in guessed:
        one = sums[min(int(probability * bins), bins - 1)]
        one[0], one[1], one[2] = one[0] + probability, one[1] + same, one[2] + 1
    return sum(abs(said - was) for said, was, _n in sums) / max(len(guessed), 1)


def _knots(pairs: Sequence[Pair]) -> tuple[tuple[float, float], ...]:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415  (half a second that no page needs)

    least = 1 / (len(pairs) + 2)
    curve = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip")
    curve.fit([score for score, _same in pairs], [float(same) for _score, same in pairs])
    return tuple(zip(map(float, curve.X_thresholds_), map(float, curve.y_thresholds_), strict=True))
