"""M28: a weekly evening set once; every date says what became of it."""

from datetime import date

from huisheng.collect.talks import rules
from huisheng.collect.talks.dates import Rhythm, state_of

FIRST = date(2026, 3, 4)


def test_M28_a_weekly_series_has_its_weekday_from_the_first_date_to_the_last():
    weekly = Rhythm(FIRST, 1, date(2026, 3, 25))
    found = weekly.between(date(2026, 1, 1), date(2026, 12, 31))
    assert [day.day for day in found] == [4, 11, 18, 25]
    assert Rhythm(FIRST, 2).between(date(2026, 3, 5), date(2026, 4, 2)) == [
        date(2026, 3, 18),
        date(2026, 4, 1),
    ]
    assert weekly.includes(date(2026, 3, 11))
    assert not weekly.includes(date(2026, 3, 12))


def test_M28_a_date_that_passed_without_a_talk_or_a_reason_is_missed():
    dates = {"held": [FIRST], "off": [date(2026, 3, 11)], "on": date(2026, 3, 20)}
    assert state_of(FIRST, **dates) == "held"
    assert state_of(date(2026, 3, 11), **dates) == "off"
    assert state_of(date(2026, 3, 18), **dates) == "missed"
    assert state_of(date(2026, 3, 25), **dates) == "ahead"


def test_M28_a_date_is_called_off_before_it_is_over_with_a_reason():
    fine = {"planned": True, "already": False, "held": False}
    assert rules.why_not_call_off(FIRST, " ", on=FIRST, **fine) == "请写一句为什么不开，居民会看到。"
    assert "已经过了" in rules.why_not_call_off(FIRST, "下雨", on=date(2026, 3, 5), **fine)
    assert not rules.why_not_call_off(FIRST, "下雨", on=FIRST, **fine)


def test_a_series_never_begins_in_the_past():
    reason = rules.why_not_repeat(
        "晚饭后", "树下", first=FIRST, until=None, weeks=1, hosts=1, on=date(2026, 3, 5)
    )
    assert "已经过了" in reason
