"""What a concern counts as, and how counts become figures. Numbers are computed from records, never typed (M151).

A measure is a word, a bucket a whole number (0 where a measure has only one). The roll-up (tallies) is the sum of
`counted_as` over all concerns; `doctor` adds it up again and compares.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Counted = set[tuple[str, int]]
FINE, MIDDLE = 15 * 24, 60 * 24


def hours_bucket(hours: float) -> int:
    """Hours, rounded up: to 1 h within 15 days, to 6 h within 60, to a day beyond. Whole days are never crossed."""
    step = 1 if hours <= FINE else 6 if hours <= MIDDLE else 24
    return max(1, math.ceil(hours / step) * step)


def counted_as(concern: Any) -> Counted:
    """Everything this concern counts as, now. Pure: depends on the concern's own fields alone."""
    counts: Counted = {("raised", 0), (f"stage:{concern.stage}", 0), ("category", concern.category_id)}
    counts |= _contact(concern) | _answer(concern) | _verdict(concern)
    if is_excluded(concern):
        counts.add(("excluded", 0))
    if concern.exit_kind:
        counts.add((f"exit:{concern.exit_kind}", 0))
    if concern.reopened:
        counts.add(("reopened", 0))
    if concern.lead_id:
        counts.add(("joined", 0))
    return counts


def is_excluded(concern: Any) -> bool:
    """R2.12: withdrawn, duplicate and exited matters are left out of the rates, and listed."""
    return bool(concern.exit_kind or concern.lead_id or concern.closed_as == "withdrawn")


def _contact(concern: Any) -> Counted:
    if not concern.contacted_at:
        return set()
    if is_excluded(concern):
        return {("contacted", 0)}
    in_time = concern.contacted_at <= concern.contact_due
    return {("contacted", 0), ("contact_in_time" if in_time else "contact_late", 0)}


def _answer(concern: Any) -> Counted:
    if not concern.finished_at:
        return set()
    hours = (concern.finished_at - concern.raised_at).total_seconds() / 3600
    in_time, kind = concern.finished_at <= concern.fix_due, concern.category_id
    counts: Counted = {
        ("finished", 0),
        ("hours", hours_bucket(hours)),
        (f"workdays:{kind}", concern.workdays_taken),
        ("fix_in_time" if in_time else "fix_late", kind),
    }
    if concern.no_content:
        counts.add(("no_content", 0))
    return counts


def _verdict(concern: Any) -> Counted:
    """Verdicts of joined matters count: each is a person's own (M35). Those withdrawn or exited do not (R2.12)."""
    counts: Counted = set()
    if concern.closed_as in ("lapsed", "withdrawn", "confirmed"):
        counts.add((concern.closed_as, 0))
    if concern.exit_kind or concern.closed_as == "withdrawn":
        return counts
    if concern.solved:
        counts |= {("verdict", 0), (f"solved:{concern.solved}", 0)}
    if concern.rating:
        counts |= {("rated", 0), (f"rated:{concern.rating}", 0)}
    if concern.closed_as == "confirmed" and concern.rating in ("very", "basically"):
        counts.add(("satisfied", 0))
    return counts


@dataclass(frozen=True)
class Rate:
    """A share that never goes without its numerator and denominator (R2.12, M154). `of` 0 means nothing to say yet."""

    part: int
    of: int

    @property
    def percent(self) -> float | None:
        """0-100 with one decimal, None when there is nothing to divide by."""
        return round(100 * self.part / self.of, 1) if self.of else None


def percentile(buckets: Counter[int], share: float) -> int | None:
    """The bucket below or at which `share` of all lie (lower of the two middle ones); None when empty."""
    total = sum(buckets.values())
    if not total:
        return None
    wanted, seen = math.ceil(total * share), 0
    for bucket in sorted(buckets):
        seen += buckets[bucket]
        if seen >= wanted:
            return bucket
    return None


def within(buckets: Counter[int], most: int) -> Rate:
    """How many lie at or below a bucket."""
    return Rate(sum(n for bucket, n in buckets.items() if bucket <= most), sum(buckets.values()))


def month_of(at: datetime) -> date:
    """The month under which a concern is counted: that of its raising, in local time."""
    return date(at.year, at.month, 1)


def months_before(day: date, months: int) -> date:
    """The first of the month so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
