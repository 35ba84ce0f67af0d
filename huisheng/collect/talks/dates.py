"""The dates of talks that come again: weekly or every few weeks. Plain values, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY_NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
HELD, AHEAD, OFF, MISSED = "held", "ahead", "off", "missed"
LONGEST_LIST = 60


@dataclass(frozen=True)
class Rhythm:
    """From the first date on, every `weeks` weeks; `until` is the last possible day."""

    first: date
    weeks: int = 1
    until: date | None = None

    def between(self, since: date, until: date) -> list[date]:
        """Its dates in a period, both ends included."""
        step = timedelta(weeks=self.weeks)
        behind = max(0, -(-(since - self.first).days // step.days))
        one, last = self.first + behind * step, min(until, self.until or until)
        found: list[date] = []
        while one <= last and len(found) < LONGEST_LIST:
            found.append(one)
            one += step
        return found

    def includes(self, day: date) -> bool:
        """Whether it takes place on a day, unless it is called off."""
        return bool(self.between(day, day))


def state_of(day: date, *, held: Iterable[date], off: Iterable[date], on: date) -> str:
    """What became of a date: held, called off, still ahead, or missed, which everybody sees (M28, as M40)."""
    if day in set(held):
        return HELD
    if day in set(off):
        return OFF
    return AHEAD if day >= on else MISSED
