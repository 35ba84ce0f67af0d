"""When a council meets, and in which of its weeks or months it did not (M40, M113). Plain dates in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

STEP_MONTHS = {"monthly": 1, "quarterly": 3}
STEP_DAYS = {"weekly": 7, "fortnightly": 14}
A_DAY = timedelta(days=1)


def next_dates(cadence: str, first: datetime, *, after: datetime, n: int) -> list[datetime]:
    """The next `n` dates of a series that began at `first`, all later than `after`; none of an irregular one.

    Months keep the weekday: the second Friday stays the second Friday; a fifth one is the last.
    """
    if cadence in STEP_DAYS:
        step = timedelta(days=STEP_DAYS[cadence])
        begun = max(0, -((first - after) // step))
        dates = (first + step * (begun + i) for i in range(n + 2))
        return [one for one in dates if one > after][:n]
    if cadence not in STEP_MONTHS:
        return []
    found, i = list[datetime](), 0
    while len(found) < n and i < 1200:
        one = _in_month(first, i * STEP_MONTHS[cadence])
        if one > after:
            found.append(one)
        i += 1
    return found


def _in_month(first: datetime, months: int) -> datetime:
    """The same weekday of the month, so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    opening = first.replace(year=year, month=month + 1, day=1)
    day = 1 + (first.weekday() - opening.weekday()) % 7 + 7 * ((first.day - 1) // 7)
    return opening.replace(day=day if day <= _last_day(year, month + 1) else day - 7)


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


@dataclass(frozen=True)
class Period:
    """A week, a fortnight, a month or a quarter; `ends` is its last day."""

    begins: date
    ends: date


def periods(cadence: str, first: date, *, until: date) -> list[Period]:
    """The periods from the first session's to the one that holds `until`, oldest first."""
    begins, found = _first_of(cadence, first), list[Period]()
    while begins <= until and (cadence in STEP_DAYS or cadence in STEP_MONTHS):
        following = _following(cadence, begins)
        found.append(Period(begins, following - timedelta(days=1)))
        begins = following
    return found


def _first_of(cadence: str, day: date) -> date:
    if cadence in STEP_DAYS:
        return day - timedelta(days=day.weekday())
    step = STEP_MONTHS.get(cadence, 1)
    return day.replace(day=1, month=(day.month - 1) // step * step + 1)


def _following(cadence: str, begins: date) -> date:
    if cadence in STEP_DAYS:
        return begins + timedelta(days=STEP_DAYS[cadence])
    year, month = divmod(begins.year * 12 + begins.month - 1 + STEP_MONTHS[cadence], 12)
    return date(year, month + 1, 1)


@dataclass(frozen=True)
class Met:
    """A session as far as the calendar needs it: its day, whether it was held, why it was called off."""

    on: date
    held: bool
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """One period and what became of it: held, cancelled (with its reason), missed, coming, or running still."""

    period: Period
    state: str
    why: str = ""


def marks(every: list[Period], met: Iterable[Met], *, today: date) -> list[Mark]:
    """A period without a session is shown as missed; one that was called off says why (M40, M113)."""
    met = list(met)
    return [_mark(one, [each for each in met if one.begins <= each.on <= one.ends], today) for one in every]


def _mark(period: Period, met: list[Met], today: date) -> Mark:
    if any(each.held for each in met):
        return Mark(period, "held")
    if any(not each.why and each.on >= today for each in met):
        return Mark(period, "coming")
    if why := next((each.why for each in met if each.why), ""):
        return Mark(period, "cancelled", why)
    return Mark(period, "missed" if period.ends < today else "running")
