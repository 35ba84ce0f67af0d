"""Learn how sure each likeness is (likeness.py), beside the server."""

from collections.abc import Sequence

from huisheng.collect.concerns.triage.likeness import LEAST_JOINED, LEAST_PAIRS, Likeness, Pair, reliability
from huisheng.echo.later import Later

FOLDS = 5
isotonic = Later("sklearn.isotonic")


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


def _knots(pairs: Sequence[Pair]) -> tuple[tuple[float, float], ...]:
    least = 1 / (len(pairs) + 2)
    curve = isotonic.IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip")
    curve.fit([score for score, _same in pairs], [float(same) for _score, same in pairs])
    return tuple(zip(map(float, curve.X_thresholds_), map(float, curve.y_thresholds_), strict=True))
