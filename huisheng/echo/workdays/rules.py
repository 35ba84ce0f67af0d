"""When something is due, in working time: over holidays, and into years that no announcement knows yet (R15).

Moments are aware datetimes; answers are in the community's own zone. A year that is not announced
follows what is seeded for it, else Monday to Friday; nothing here raises because a year is unknown.

How a period is counted, 民法典 第二百零一条、第二百零三条: the day on which it begins does not count; its
last day ends when the office closes; a last day without work moves to the next working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from huisheng.echo.refusals import Because, because

LOCAL = ZoneInfo("Asia/Shanghai")
OFFICE_CLOSES = time(18)
ONE_DAY = timedelta(days=1)


class Calendar:
    """Which days are worked. Built once, asked often: each question costs a few microseconds.

    `days` maps a date to (worked?, name, "" for none); it needs only the days that differ from
    Monday to Friday or have a name. `known_years` are those whose shifted days were announced
    (all the years of `days`, when not given); every other day is provisional.
    """

    def __init__(
        self, days: Mapping[date, tuple[bool, str]], known_years: Collection[int] | None = None
    ) -> None:
        self._known = frozenset({day.year for day in days} if known_years is None else known_years)
        self._names = {day: name for day, (_, name) in days.items() if name}
        odd = sorted(day for day, (worked, _) in days.items() if worked != (day.weekday() < 5))
        self._odd = [day.toordinal() for day in odd]
        self._odd_set = frozenset(self._odd)
        self._gained = [0, *accumulate(1 if days[day][0] else -1 for day in odd)]

    def is_workday(self, day: date) -> bool:
        """Worked by announcement, else by what is seeded, else Monday to Friday."""
        return (day.weekday() < 5) != (day.toordinal() in self._odd_set)

    def is_provisional(self, day: date) -> bool:
        """Nobody has announced this day's year yet: shifted days may still move it."""
        return day.year not in self._known

    def name(self, day: date) -> str:
        """What the day is called, such as 国庆节; "" for an ordinary day."""
        return self._names.get(day, "")

    def nth_workday_after(self, day: date, n: int) -> date:
        """The n-th working day later than `day`, n >= 1."""
        first = day.toordinal() + 1
        days = range(first, first + 2 * (n + len(self._odd)) + 14)  # more than half of any span is worked
        return date.fromordinal(days[bisect_left(days, self._through(first - 1) + n, key=self._through)])

    def first_workday_from(self, day: date) -> date:
        """`day` itself when it is worked, else the next that is."""
        return self.nth_workday_after(day - ONE_DAY, 1)

    def workdays_through(self, day: date) -> int:
        """Working days from the year 1 to `day`, itself included: only differences mean something."""
        return self._through(day.toordinal())

    def _through(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal, 7)  # ordinal 1 is a Monday
        return weeks * 5 + min(rest, 5) + self._gained[bisect_right(self._odd, ordinal)]


class _OpenDays(Protocol):
    def is_workday(self, day: date) -> bool: ...
    def nth_workday_after(self, day: date, n: int) -> date: ...
    def workdays_through(self, day: date) -> int: ...


class _EveryDay:
    """Weekends and holidays too, for clocks that run every day."""

    def is_workday(self, day: date) -> bool:
        return True

    def nth_workday_after(self, day: date, n: int) -> date:
        return day + timedelta(days=n)

    def workdays_through(self, day: date) -> int:
        return day.toordinal()


EVERY_DAY = _EveryDay()


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of a day in which a clock runs. It closes later than it opens, on the same day, else ValueError."""

    opens: time = time(8)
    closes: time = time(20)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("a window must close after it opens, on the same day")

    @property
    def length(self) -> timedelta:
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def run_on(self, day: date, until: datetime) -> timedelta:
        """How much of the window of `day` has passed at `until`."""
        run = until - _at(day, self.opens)
        return min(max(run, timedelta(0)), self.length)


CONTACT_HOURS = Window()  # R2.13: the contact clock runs 08:00-20:00

Unit = Literal["minutes", "hours", "same_day", "working_days", "calendar_days"]
Runs = Literal["always", "window"]
PROMISE_WORDS: dict[str, str] = {
    "minutes": "%(amount)d 分钟内",
    "hours": "%(amount)d 小时内",
    "same_day": "当个工作日内",
    "working_days": "%(amount)d 个工作日内",
    "calendar_days": "%(amount)d 天内",
}


@dataclass(frozen=True, slots=True)
class Term:
    """How long a policy gives (M21, R2.13). `runs` matters to minutes and hours; `same_day` needs no amount.

    ValueError for an unknown unit or an amount below 1.
    """

    amount: int
    unit: Unit
    runs: Runs = "always"

    def __post_init__(self) -> None:
        if self.unit not in PROMISE_WORDS or self.runs not in ("always", "window"):
            raise ValueError(f"no such term: {self.unit}, {self.runs}")
        if self.amount < 1 and self.unit != "same_day":
            raise ValueError("a term lasts at least 1")

    @property
    def length(self) -> timedelta:
        """Of a term in minutes or hours."""
        return timedelta(minutes=self.amount * (60 if self.unit == "hours" else 1))

    def in_words(self) -> Because:
        """Such as 3 个工作日内."""
        return because(PROMISE_WORDS[self.unit], amount=self.amount)


def due(
    start: datetime,
    term: Term,
    calendar: Calendar,
    *,
    window: Window = CONTACT_HOURS,
    day_ends: time = OFFICE_CLOSES,
) -> datetime:
    """The moment by which what began at `start` is promised. Never earlier than `start`; later starts, later dues."""
    match term.unit:
        case "same_day":
            return same_day_due(start, window, calendar)
        case "working_days":
            return add_working_days(start, term.amount, calendar, day_ends=day_ends)
        case "calendar_days":
            last = calendar.first_workday_from(local(start).date() + timedelta(days=term.amount))
            return _at(last, day_ends)
    if term.runs == "always":
        return local(start.astimezone(UTC) + term.length)
    return _add_window(local(start), term.length, window, EVERY_DAY)


def add_working_days(
    start: datetime, n: int, calendar: Calendar, *, day_ends: time = OFFICE_CLOSES
) -> datetime:
    """The end of the office day on the n-th working day after the day of `start`, n >= 1 (else ValueError).

    A Friday and the weekend after it have the same first working day, Monday; so always
    working_days_between(start, due) == n.
    """
    if n < 1:
        raise ValueError("a term lasts at least 1 working day")
    return _at(calendar.nth_workday_after(local(start).date(), n), day_ends)


def add_window_time(
    start: datetime, minutes: int, window: Window, calendar: Calendar, *, working_days_only: bool
) -> datetime:
    """`minutes` later on a clock that runs only inside the window, each day or on working days.

    Time that is used up exactly when the window closes is due then, not at the next opening. 0 is due at once.
    """
    if minutes < 0:
        raise ValueError("time runs forwards")
    open_days = calendar if working_days_only else EVERY_DAY
    return _add_window(local(start), timedelta(minutes=minutes), window, open_days)


def same_day_due(start: datetime, window: Window, calendar: Calendar, at_least_minutes: int = 60) -> datetime:
    """Contact on the same working day (M21): when the window closes, on the day of `start` or the next working day.

    Whoever hears of it late keeps `at_least_minutes`; what is missing runs on from the next working
    day's opening: filed Friday 16:30, due 20:00; Friday 19:50, due Monday 08:50; Saturday, due Monday 20:00.
    """
    closing = _at(calendar.first_workday_from(local(start).date()), window.closes)
    return max(closing, add_window_time(start, at_least_minutes, window, calendar, working_days_only=True))


def working_days_between(a: datetime, b: datetime, calendar: Calendar) -> int:
    """Working days later than the day of `a`, up to and with the day of `b`; 0 when b is not later (M155)."""
    days = calendar.workdays_through(local(b).date()) - calendar.workdays_through(local(a).date())
    return max(0, days)


def calendar_days_between(a: datetime, b: datetime) -> float:
    """Days of 24 hours from `a` to `b`, with fractions; below 0 when b is earlier."""
    return (b.astimezone(UTC) - a.astimezone(UTC)) / ONE_DAY


def shift_for_pause(
    due: datetime,
    paused_from: datetime,
    resumed_at: datetime,
    term: Term,
    calendar: Calendar,
    *,
    window: Window = CONTACT_HOURS,
) -> datetime:
    """The due moment after a pause: what was left of the term when it began is left when it ends.

    Terms in days move by days and keep their time of day, the others by the time that their clock
    would have run; on resuming there is always some of it left. A term that had already run out stays run out: pausing late mends nothing.
    """
    due = local(due)
    if resumed_at <= paused_from or paused_from >= due:
        return due
    if term.unit in ("working_days", "calendar_days"):
        return _shift_by_days(due, local(paused_from), local(resumed_at), term, calendar)
    if term.unit != "same_day" and term.runs == "always":
        return local(due.astimezone(UTC) + (resumed_at.astimezone(UTC) - paused_from.astimezone(UTC)))
    open_days = calendar if term.unit == "same_day" else EVERY_DAY
    until_resumed = _window_run(local(resumed_at), window, open_days)
    until_paused = _window_run(local(paused_from), window, open_days)
    return _add_window(due, until_resumed - until_paused, window, open_days)


def _shift_by_days(
    due: datetime, paused_from: datetime, resumed_at: datetime, term: Term, calendar: Calendar
) -> datetime:
    if term.unit == "working_days":
        paused = working_days_between(paused_from, resumed_at, calendar)
        last = calendar.nth_workday_after(due.date(), paused) if paused else due.date()
    else:
        away = resumed_at.date() - paused_from.date()
        last = calendar.first_workday_from(due.date() + away) if away else due.date()
    if _at(last, due.time()) < resumed_at:  # paused on the last day and resumed after hours
        last = calendar.nth_workday_after(last, 1)
    return _at(last, due.time())


def local(moment: datetime) -> datetime:
    """The same moment on the community's wall clock. A moment without a zone is a ValueError, never a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(LOCAL)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LOCAL)


def _add_window(start: datetime, left: timedelta, window: Window, open_days: _OpenDays) -> datetime:
    if not left:
        return start
    day = start.date()
    if open_days.is_workday(day):
        run = window.run_on(day, start)
        if run + left <= window.length:
            return _at(day, window.opens) + run + left
        left -= window.length - run
    more_days = -(-left // window.length)  # rounded up, so that a full window ends at its closing
    last = open_days.nth_workday_after(day, more_days)
    return _at(last, window.opens) + left - (more_days - 1) * window.length


def _window_run(moment: datetime, window: Window, open_days: _OpenDays) -> timedelta:
    day = moment.date()
    run = open_days.workdays_through(day - ONE_DAY) * window.length
    return run + window.run_on(day, moment) if open_days.is_workday(day) else run
