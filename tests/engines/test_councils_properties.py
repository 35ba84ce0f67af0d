"""Councils, whatever is tried: dates, steps, decisions and the feed (M40, M46, M113)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huisheng.deliberate.councils import cadence, rules
from huisheng.deliberate.councils.feed import folded
from huisheng.deliberate.councils.terms import DECISIONS, STEPS, Act, Outcome, State

FIRST = datetime(2026, 8, 14, 19, 30, tzinfo=UTC)  # the second Friday
ALLOWS = {State.OPEN: set(Act)}


def standing(state=State.OPEN, missing=()):
    return rules.Standing(state, FIRST, ALLOWS, missing)


@given(st.sampled_from(["weekly", "fortnightly", "monthly", "quarterly"]), st.integers(0, 900))
def test_M40_dates_are_ahead_in_order_and_as_many_as_asked(kind, days):
    after = FIRST + timedelta(days=days)
    dates = cadence.next_dates(kind, FIRST, after=after, n=4)
    assert len(dates) == 4
    assert all(after < one for one in dates)
    assert dates == sorted(set(dates))


@given(st.sampled_from(["weekly", "monthly", "quarterly"]), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_M113_periods_follow_each_other_without_a_gap(kind, first):
    every = cadence.periods(kind, first, until=first + timedelta(days=400))
    assert every[0].begins <= first <= every[0].ends
    assert all(two.begins - one.ends == timedelta(days=1) for one, two in zip(every, every[1:], strict=False))


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
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
