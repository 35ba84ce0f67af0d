"""The clocks: working time over holidays, pauses, and years that nobody has announced (M21, M155, R2.13, R15)."""

from datetime import date, datetime, time

import pytest

from huisheng.echo.workdays.announced import Day, calendar_of, read_days, shipped_days, why_incomplete
from huisheng.echo.workdays.rules import (
    LOCAL,
    Calendar,
    Term,
    Window,
    calendar_days_between,
    due,
    same_day_due,
    shift_for_pause,
)
from huisheng.echo.workdays.words import in_words

CALENDAR = calendar_of(shipped_days())
WEEKDAYS_ONLY = Calendar({}, ())
SAME_DAY = Term(1, "same_day")
THREE_DAYS = Term(3, "working_days")
HALF_HOUR = Term(30, "minutes", "window")
TWO_HOURS = Term(2, "hours")
A_WEEK = Term(7, "calendar_days")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LOCAL)


# which days are worked


def test_a_holiday_is_off_and_the_sunday_that_pays_for_it_is_worked():
    assert not CALENDAR.is_workday(date(2026, 10, 7))
    assert CALENDAR.name(date(2026, 10, 7)) == "国庆节"
    assert CALENDAR.is_workday(date(2026, 9, 20))
    assert CALENDAR.name(date(2026, 9, 21)) == ""


def test_a_year_without_an_announcement_keeps_the_law_s_festivals_and_is_provisional():
    assert not CALENDAR.is_workday(date(2027, 2, 5))
    assert CALENDAR.is_provisional(date(2027, 3, 1))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))


@pytest.mark.parametrize("year", [1900, 2003, 2041, 2200])
def test_a_year_that_nobody_knows_is_worked_from_monday_to_friday(year):
    days = [date(year, 6, day) for day in range(1, 31)]
    assert [CALENDAR.is_workday(day) for day in days] == [day.weekday() < 5 for day in days]
    assert CALENDAR.is_provisional(days[0])


# M21, in examples


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        ("2026-11-20 16:30", "2026-11-20 20:00"),  # Friday afternoon: that day
        ("2026-11-20 19:50", "2026-11-23 08:50"),  # ten minutes today, fifty on Monday
        ("2026-11-20 19:00", "2026-11-20 20:00"),
        ("2026-11-20 23:00", "2026-11-23 09:00"),
        ("2026-11-21 10:00", "2026-11-23 20:00"),  # Saturday: Monday
        ("2026-11-23 03:00", "2026-11-23 20:00"),
        ("2026-09-30 19:30", "2026-10-08 08:30"),  # over the National Day week
        ("2026-09-20 09:00", "2026-09-20 20:00"),  # a Sunday that is worked
    ],
)
def test_M21_contact_is_due_on_the_same_working_day(filed, expected):
    assert due(at(filed), SAME_DAY, CALENDAR) == at(expected)


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        ("2026-11-20 16:30", "2026-11-25 18:00"),
        ("2026-11-21 10:00", "2026-11-25 18:00"),  # a weekend has the same first working day as its Friday
        ("2026-09-29 09:00", "2026-10-09 18:00"),  # 30 September, then 8 and 9 October
        ("2026-12-30 09:00", "2027-01-05 18:00"),  # 31 December, 4 and 5 January
    ],
)
def test_M21_holiday_days_are_skipped_for_the_fix_clock(filed, expected):
    assert due(at(filed), THREE_DAYS, CALENDAR) == at(expected)


def test_danger_runs_day_and_night_and_a_leak_within_contact_hours():
    assert due(at("2026-11-20 23:30"), TWO_HOURS, CALENDAR) == at("2026-11-21 01:30")
    assert due(at("2026-11-20 19:45"), HALF_HOUR, CALENDAR) == at("2026-11-21 08:15")
    assert due(at("2026-11-20 19:30"), HALF_HOUR, CALENDAR) == at("2026-11-20 20:00")


def test_a_term_in_calendar_days_that_ends_on_a_holiday_ends_on_the_next_working_day():
    assert due(at("2026-09-25 11:00"), A_WEEK, CALENDAR) == at("2026-10-08 18:00")
    assert due(at("2026-11-20 11:00"), A_WEEK, CALENDAR) == at("2026-11-27 18:00")


def test_thirty_working_days_from_today_cross_new_year():
    assert due(at("2026-11-21 12:00"), Term(30, "working_days"), CALENDAR) == at("2027-01-04 18:00")


def test_a_term_says_itself():
    assert [term.in_words() for term in (THREE_DAYS, SAME_DAY, HALF_HOUR)] == [
        "3 个工作日内",
        "当个工作日内",
        "30 分钟内",
    ]


@pytest.mark.parametrize(
    "wrong", [(0, "hours"), (-1, "working_days"), (1, "weeks"), (1, "hours", "sometimes")]
)
def test_there_is_no_term_below_one_or_of_another_unit(wrong):
    with pytest.raises(ValueError, match="term"):
        Term(*wrong)


def test_a_moment_without_a_zone_is_refused_not_guessed():
    with pytest.raises(ValueError, match="no time zone"):
        due(datetime(2026, 11, 20, 9), THREE_DAYS, CALENDAR)


# pauses


def test_a_pause_over_two_working_days_moves_the_fix_by_two():
    paused, resumed = at("2026-11-20 17:00"), at("2026-11-24 09:00")
    assert shift_for_pause(at("2026-11-25 18:00"), paused, resumed, THREE_DAYS, CALENDAR) == at(
        "2026-11-27 18:00"
    )


def test_a_pause_moves_a_contact_by_the_contact_hours_it_took():
    paused, resumed = at("2026-11-23 10:00"), at("2026-11-25 09:00")
    assert shift_for_pause(at("2026-11-23 20:00"), paused, resumed, SAME_DAY, CALENDAR) == at(
        "2026-11-25 19:00"
    )


@pytest.mark.parametrize("resumed", ["2026-11-20 18:30", "2026-11-21 09:00"])
def test_whoever_resumes_after_hours_on_the_last_day_has_the_next_working_day(resumed):
    promised, paused = at("2026-11-20 18:00"), at("2026-11-20 16:00")
    assert shift_for_pause(promised, paused, at(resumed), THREE_DAYS, CALENDAR) == at("2026-11-23 18:00")


def test_a_pause_begun_too_late_mends_nothing():
    late = at("2026-11-20 18:00")
    for term in (TWO_HOURS, HALF_HOUR, SAME_DAY, THREE_DAYS, A_WEEK):
        assert shift_for_pause(late, late, at("2026-11-30 09:00"), term, CALENDAR) == late


def test_hours_are_real_hours_even_where_the_wall_clock_was_put_forward():
    start = at("1990-04-15 00:30")  # clocks in China went from 2:00 to 3:00 that night
    assert calendar_days_between(start, due(start, TWO_HOURS, CALENDAR)) * 24 == 2


def test_a_window_closes_after_it_opens():
    with pytest.raises(ValueError, match="close after"):
        Window(time(20), time(8))


def test_contact_may_leave_less_time_where_the_window_is_another():
    office = Window(time(9), time(17))
    assert same_day_due(at("2026-11-20 16:50"), office, WEEKDAYS_ONLY, 30) == at("2026-11-23 09:20")


# in words


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ("2026-11-23 08:20", "已超 40 分"),
        ("2026-11-23 07:00", "已超 2 时"),
        ("2026-11-22 21:55", "已超 11 时 05"),
        ("2026-11-20 18:00", "已超 2 天"),
        ("2026-11-23 09:00", "刚到时限"),
        ("2026-11-23 09:20", "还剩 20 分"),
        ("2026-11-23 10:20", "还剩 1 时 20"),
        ("2026-11-23 12:00", "还剩 3 时"),
        ("2026-11-23 18:00", "今天 18:00"),
        ("2026-11-24 18:00", "明天 18:00"),
        ("2026-11-25 17:00", "周三 17:00"),
        ("2026-11-29 17:00", "周日 17:00"),
        ("2026-12-05 18:00", "12 月 5 日"),
        ("2027-01-05 18:00", "2027 年 1 月 5 日（暂定）"),
    ],
)
def test_a_due_moment_is_told_as_people_tell_it(promised, expected):
    assert in_words(at(promised), at("2026-11-23 09:00"), CALENDAR) == expected


def test_a_late_date_in_an_announced_year_is_not_provisional():
    known = Calendar({date(2027, 1, 1): (False, "元旦")})
    assert in_words(at("2027-01-05 18:00"), at("2026-11-23 09:00"), known) == "2027 年 1 月 5 日"


# announcements


def test_a_file_is_read_in_both_languages_and_its_faults_are_named_by_row():
    days, wrong = read_days(
        [
            {"日期": "2027/2/6", "是否工作日": "休", "名称": "春节"},
            {"day": "2027-02-06", "is_workday": "0", "name": ""},
            {"day": "the sixth", "is_workday": "0", "name": ""},
            {"day": "1900-01-01", "is_workday": "0", "name": ""},
            {"day": "2027-02-20", "is_workday": "maybe", "name": ""},
            {"day": "", "is_workday": None, "name": " "},
        ]
    )
    assert days == [Day(date(2027, 2, 6), False, "春节")]
    assert [reason.values["row"] for reason in wrong] == [3, 4, 5, 6]
    assert read_days([])[1] != []


def test_half_an_announcement_is_refused_so_that_no_festival_becomes_a_working_day():
    festivals = [day for day in shipped_days() if day.day.year == 2027]
    without_spring = [day for day in festivals if day.day.month != 2]
    assert why_incomplete(festivals, {2027: festivals}) == ""
    assert "2-5、2-6、2-7、2-8" in why_incomplete(without_spring, {2027: festivals})
    assert why_incomplete(without_spring, {}) == ""
