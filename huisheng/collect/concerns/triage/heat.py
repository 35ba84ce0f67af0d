"""How hot a topic is (docs/hotspots.md). Plain numbers."""

from math import floor, sqrt

HALF_LIFE = 90  # days
PER_MORE = 0.5  # a further message of the same person


def heat_of(*, people: int, messages: int, cosigns: int = 0, days: int = 0) -> float:
    """(people + ½ × further + √co-signs) × (½ + ½ × 2^(−days ÷ 90)), one decimal, halves upward; `days` since its last."""
    further = min(messages - people, people)
    loud = people + PER_MORE * further + sqrt(max(cosigns, 0))
    return floor(loud * (0.5 + 0.5 * 2 ** (-max(days, 0) / HALF_LIFE)) * 10 + 0.5 + 1e-9) / 10
