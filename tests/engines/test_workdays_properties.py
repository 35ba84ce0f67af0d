"""What holds for every start, calendar and term of the clocks (M21, M155, R15)."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.echo.workdays.announced import calendar_of, shipped_days
from huisheng.echo.workdays.rules import (
    CONTACT_HOURS,
    LOCAL,
    Calendar,
    Term,
    add_window_time,
    add_working_days,
    calendar_days_between,
    due,
    local,
    shift_for_pause,
    working_days_between,
)

CALENDAR = calendar_of(shipped_days())
SAME_DAY = Term(1, "same_day")
THREE_DAYS = Term(3, "working_days")
HALF_HOUR = Term(30, "minutes", "window")
TWO_HOURS = Term(2, "hours")
A_WEEK = Term(7, "calendar_days")

EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2200, 1, 1)
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)) | st.datetimes(
    datetime(2026, 9, 15), datetime(2027, 2, 20), timezones=st.just(LOCAL)
)
spans = st.timedeltas(timedelta(0), timedelta(days=60))
counts = st.integers(1, 400)
odd_days = st.dictionaries(
    st.dates(date(2026, 9, 1), date(2027, 3, 1)), st.tuples(st.booleans(), st.just("")), max_size=60
)
calendars = st.just(CALENDAR) | odd_days.map(Calendar)
terms = st.sampled_from(
    [
        TWO_HOURS,
        HALF_HOUR,
        SAME_DAY,
        THREE_DAYS,
        A_WEEK,
        Term(200, "working_days"),
        Term(50, "hours", "window"),
    ]
)
often = settings(max_examples=25, deadline=None)


@often
@given(moments, counts, calendars)
def test_the_nth_working_day_is_worked_and_n_working_days_lie_between(start, n, calendar):
    end = add_working_days(start, n, calendar)
    assert calendar.is_workday(end.date())
    assert working_days_between(start, end, calendar) == n
    assert end.time() == time(18)
    assert start < end


@often
@given(moments, spans, counts, st.integers(0, 9), calendars)
def test_working_days_grow_with_the_start_and_with_the_count(start, later, n, more, calendar):
    first = add_working_days(start, n, calendar)
    assert first <= add_working_days(start + later, n, calendar)
    assert first <= add_working_days(start, n + more, calendar)


@often
@given(st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(0, 40), odd_days.map(Calendar))
def test_counting_agrees_with_looking_at_each_day(first, length, calendar):
    days = [first + timedelta(days=n) for n in range(1, length + 1)]
    start, end = (datetime.combine(day, time(9), LOCAL) for day in (first, first + timedelta(days=length)))
    assert working_days_between(start, end, calendar) == sum(map(calendar.is_workday, days))
    assert calendar_days_between(start, end) == length


@often
@given(moments, spans, terms, calendars)
def test_whoever_files_later_is_never_due_earlier_and_nobody_before_they_filed(start, later, term, calendar):
    assert start < due(start, term, calendar) <= due(start + later, term, calendar)


@often
@given(moments, st.integers(1, 5000), st.integers(0, 5000), calendars, st.booleans())
def test_window_time_ends_inside_an_open_window_and_adds_up(
    start, minutes, more, calendar, working_days_only
):
    def later(begin: datetime, length: int) -> datetime:
        return add_window_time(begin, length, CONTACT_HOURS, calendar, working_days_only=working_days_only)

    end = later(start, minutes)
    assert time(8) < end.time() <= time(20)
    assert calendar.is_workday(end.date()) or not working_days_only
    assert later(end, more) == later(start, minutes + more)


@often
@given(moments, st.floats(0, 1), spans, terms, calendars)
def test_what_is_left_of_a_term_when_a_pause_begins_is_left_when_it_ends(start, share, pause, term, calendar):
    promised = due(start, term, calendar)
    paused_from = local(start) + (promised - local(start)) * share
    resumed = paused_from + pause
    moved = shift_for_pause(promised, paused_from, resumed, term, calendar)
    assert promised <= moved
    if paused_from >= promised:
        assert moved == promised
        return
    assert resumed <= moved
    if term == TWO_HOURS:
        assert moved - resumed == promised - paused_from
    if term.unit == "working_days":
        left = working_days_between(paused_from, promised, calendar)
        assert working_days_between(resumed, moved, calendar) in (left, left or 1)


@often
@given(moments, spans, spans, calendars)
def test_two_pauses_in_a_row_count_as_one(start, first, second, calendar):
    promised = due(start, Term(90, "working_days"), calendar)
    middle, end = start + first / 4, start + first / 4 + second / 4
    one = shift_for_pause(promised, start, end, THREE_DAYS, calendar)
    two = shift_for_pause(promised, start, middle, THREE_DAYS, calendar)
    assert shift_for_pause(two, middle, end, THREE_DAYS, calendar) == one
