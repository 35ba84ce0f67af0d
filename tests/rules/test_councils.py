"""Cadence, calendar and the rules of a session, without a database."""

from datetime import UTC, date, datetime

import pytest

from huisheng.deliberate.councils import cadence, rules
from huisheng.deliberate.councils.feed import Event, calendar_text
from huisheng.deliberate.councils.terms import Act, State, Step

FIRST = datetime(2026, 8, 14, 19, 30, tzinfo=UTC)  # the second Friday
ALLOWS = {State.OPEN: set(Act)}


def standing(state=State.OPEN, missing=()):
    return rules.Standing(state, FIRST, ALLOWS, missing)


def test_M40_a_monthly_council_keeps_its_weekday():
    dates = cadence.next_dates("monthly", FIRST, after=FIRST, n=3)
    assert [(one.month, one.day, one.weekday()) for one in dates] == [(9, 11, 4), (10, 9, 4), (11, 13, 4)]


def test_M40_a_fifth_weekday_is_the_last_one_where_there_are_only_four():
    fifth = FIRST.replace(month=5, day=29)
    assert [one.day for one in cadence.next_dates("monthly", fifth, after=fifth, n=2)] == [26, 31]


def test_M40_a_month_without_a_session_is_shown_as_missed_and_a_cancelled_one_says_why():
    every = cadence.periods("monthly", date(2026, 8, 14), until=date(2026, 11, 22))
    met = [
        cadence.Met(date(2026, 8, 14), held=True),
        cadence.Met(date(2026, 10, 9), held=False, why="台风"),
        cadence.Met(date(2026, 11, 27), held=False),
    ]
    marks = cadence.marks(every, met, today=date(2026, 11, 22))
    assert [one.state for one in marks] == ["held", "missed", "cancelled", "coming"]
    assert marks[2].why == "台风"


def test_the_feed_is_folded_escaped_and_says_what_was_cancelled():
    event = Event(
        "s1@huisheng", FIRST, "议事厅, 第一次", "3 栋前的亭子；有灯" * 9, "https://x", 2, True, "下雨\n改期"
    )
    text = calendar_text("听雨苑", [event], at=FIRST)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    for part in (
        "STATUS:CANCELLED",
        "SEQUENCE:2",
        "DTSTART:20260814T193000Z",
        "议事厅\\, 第一次",
        "下雨\\n改期",
    ):
        assert part in text.replace("\r\n ", "")


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_nothing_is_done_in_a_session_that_is_over(state):
    assert all(rules.why_not_in_phase(standing(state), act) for act in Act)
    assert rules.why_not_step(Step.NOTIFY, done={Step.TOPIC}) == "还没有定这件事请哪几方。"
