"""Cadence, calendar and the rules of a session, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.deliberate.councils import cadence, rules
from huisheng.deliberate.councils.feed import Event, calendar_text, folded
from huisheng.deliberate.councils.terms import DECISIONS, STEPS, Act, Outcome, State, Step

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


@given(st.sampled_from(["weekly", "fortnightly", "monthly", "quarterly"]), st.integers(0, 900))
def test_M40_dates_are_ahead_in_order_and_as_many_as_asked(kind, days):
    after = FIRST + timedelta(days=days)
    dates = cadence.next_dates(kind, FIRST, after=after, n=4)
    assert len(dates) == 4
    assert all(after < one for one in dates)
    assert dates == sorted(set(dates))


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


@given(st.sampled_from(["weekly", "monthly", "quarterly"]), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_M113_periods_follow_each_other_without_a_gap(kind, first):
    every = cadence.periods(kind, first, until=first + timedelta(days=400))
    assert every[0].begins <= first <= every[0].ends
    assert all(two.begins - one.ends == timedelta(days=1) for one, two in zip(every, every[1:], strict=False))


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


@given(st.text(max_size=400).filter(lambda text: "\r" not in text and "\n" not in text))
def test_folding_loses_nothing(text):
    assert folded(text).replace("\r\n ", "") == text


@given(
    st.sampled_from(list(Outcome)), st.sets(st.sampled_from(STEPS)), st.lists(st.sampled_from(["物业", "业委会"])),
    st.sampled_from(["", "property"]),
)  # fmt: skip
def test_no_decision_without_quorum_steps_and_one_party(outcome, done, missing, party):
    allowed = not rules.why_not_decide(
        standing(missing=missing), outcome=outcome, resolution="定了。", accountable=party, done=done, lacks_legal=False
    )  # fmt: skip
    if allowed and outcome in DECISIONS:
        assert not missing
        assert set(STEPS[:4]) <= done
    if allowed and outcome is not Outcome.PUT_OFF:
        assert party


@given(st.sets(st.sampled_from(STEPS)), st.sampled_from(STEPS))
def test_M46_no_step_is_skipped(done, step):
    if not rules.why_not_step(step, done=done):
        assert set(STEPS[: STEPS.index(step)]) <= done
        assert step not in done


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_nothing_is_done_in_a_session_that_is_over(state):
    assert all(rules.why_not_in_phase(standing(state), act) for act in Act)
    assert rules.why_not_step(Step.NOTIFY, done={Step.TOPIC}) == "还没有定这件事请哪几方。"
