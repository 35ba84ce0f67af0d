"""Keep the working calendar: start with the shipped days, read each year's announcement, hand out the engine."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from time import monotonic

from django.db import transaction

from huisheng.echo.audit.rules import written
from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.workdays.announced import Day, calendar_of, read_days, shipped_days, why_incomplete
from huisheng.echo.workdays.models import CalendarDay
from huisheng.echo.workdays.rules import Calendar
from huisheng.people.models import Person

KEPT_SECONDS = 300


def calendar() -> Calendar:
    """The calendar as the table has it; one query at most every five minutes.

    A year that the table does not have follows the shipped days, so an empty table knows its holidays too.
    An import is seen at once in its own process, in others when their five minutes are over.
    """
    return _load(int(monotonic() // KEPT_SECONDS))


def forget_calendar() -> None:
    """Read the table again the next time. Whoever changes a CalendarDay calls this; import_days does."""
    _load.cache_clear()


@transaction.atomic
def seed_calendar(years: Iterable[int] | None = None) -> int:
    """Write the shipped days (2004-2040) of these years, all when not given; answers how many were new.

    Years that are already announced stay as they are; provisional ones are written anew. Safe to run twice.
    """
    wanted = set(years) if years is not None else {day.day.year for day in shipped_days()}
    before = set(CalendarDay.objects.values_list("pk", flat=True))
    wanted -= _announced_years()
    days = [day for day in shipped_days() if day.day.year in wanted]
    CalendarDay.objects.filter(provisional=True, day__year__in=wanted).delete()
    CalendarDay.objects.bulk_create([CalendarDay(**day._asdict()) for day in days], batch_size=200)
    _forget_now_and_when_committed()
    return len({day.day for day in days} - before)


@transaction.atomic
def import_days(
    rows: Iterable[Mapping[str, str | None]], at: datetime, *, by: Person | None = None
) -> dict[int, int]:
    """A yearly announcement, rows as announced.read_days takes them; answers how many days each year got.

    All or nothing: Refused, a reason a line, when a row cannot be read, a day comes twice, or a
    year that was provisional lacks one of its festivals. An announced year may be corrected day by day.
    Due moments that were already promised stay as they were. What changes in a year is an entry of the security log.
    """
    days, wrong = read_days(rows)
    refuse_if(because("%(reasons)s", reasons="\n".join(wrong[:20])))
    seed_calendar()
    years = Counter(day.day.year for day in days)
    unannounced = set(years) - _announced_years()
    provisional = CalendarDay.objects.filter(provisional=True, day__year__in=unannounced)
    refuse_if(why_incomplete(days, _by_year(unannounced, provisional)))
    before = _days_of(years)
    provisional.delete()
    CalendarDay.objects.bulk_create(
        [CalendarDay(**day._asdict(), known_since=at) for day in days],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_workday", "name", "provisional", "known_since"],
    )
    _forget_now_and_when_committed()
    _keep_changes(before, _days_of(years), by=by, at=at)
    return dict(sorted(years.items()))


def _days_of(years: Iterable[int]) -> dict[date, str]:
    """Day → "1" worked, "0" off."""
    found = CalendarDay.objects.filter(day__year__in=list(years)).values_list("day", "is_workday")
    return {day: str(int(works)) for day, works in found}


def _keep_changes(
    before: dict[date, str], after: dict[date, str], *, by: Person | None, at: datetime
) -> None:
    for year in sorted({day.year for day in after}):
        days = sorted(day for day in before.keys() | after.keys() if day.year == year)
        changed = [
            (day.isoformat(), before.get(day, ""), after.get(day, ""))
            for day in days
            if before.get(day, "") != after.get(day, "")
        ]
        if changed:
            keep("setting_changed", by=by, at=at, about=f"calendar {year}", why=written(changed))


@lru_cache(maxsize=1)
def _load(five_minutes: int) -> Calendar:
    rows = CalendarDay.objects.values_list("day", "is_workday", "name", "provisional").order_by()
    days = [Day(*row) for row in rows]
    told = {day.day.year for day in days}
    return calendar_of([*days, *(day for day in shipped_days() if day.day.year not in told)])


def _announced_years() -> set[int]:
    return {day.year for day in CalendarDay.objects.filter(provisional=False).values_list("day", flat=True)}


def _by_year(years: Iterable[int], provisional: Iterable[CalendarDay]) -> dict[int, list[Day]]:
    days = [Day(row.day, row.is_workday, row.name, row.provisional) for row in provisional]
    grouped = {year: list(of_year) for year, of_year in groupby(sorted(days), key=lambda day: day.day.year)}
    return {year: grouped.get(year, []) for year in years}


def _forget_now_and_when_committed() -> None:
    forget_calendar()
    transaction.on_commit(forget_calendar)  # another thread may have read the old days meanwhile
