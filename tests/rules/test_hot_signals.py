"""What a hot topic says beside its number (M163)."""

from datetime import datetime, timedelta

from huisheng.collect.concerns.hot.signals import Said, is_new, mostly, signals, this_week
from huisheng.collect.concerns.triage.heat import heat_of

NOW = datetime(2026, 11, 22, 12)


def said(days=0.0, hour=None, who="a", **more):
    at = NOW - timedelta(days=days)
    return Said(at.replace(hour=hour) if hour is not None else at, who, **more)


def told(*several):
    return [str(one) for one in signals(several, now=NOW)]


def test_what_nobody_spoke_of_before_this_week_is_new():
    assert is_new([said(6.9), said(1)], now=NOW)
    assert not is_new([said(8), said(1)], now=NOW)
    assert told(said(3), said(1, who="b")) == ["这一周才有人说起。"]


def test_what_goes_on_says_how_many_came_this_week():
    assert this_week([said(20), said(3), said(1)], now=NOW) == 2
    assert "这一周又有 1 件。" in told(said(20), said(3, who="b"))
    assert told(said(20), said(30, who="b")) == []


def test_who_was_not_called_in_time_stands_first():
    assert told(said(20, unanswered=True), said(2, who="b"))[0] == "1 件到了时间还没有人联系。"


def test_who_says_it_again_and_what_was_done_again_is_told():
    assert told(said(20), said(30), said(40, who="b", again=True)) == [
        "1 个人说了不止一次。",
        "1 件办过又重办。",
    ]


def test_the_part_of_the_day_is_told_when_most_were_said_in_it():
    night = [said(10 + i, hour=hour, who=str(i)) for i, hour in enumerate((23, 1, 0, 22, 15))]
    assert mostly(night).startswith("夜里")
    assert mostly(night[:4]) == ""
    assert mostly([said(10, hour=hour) for hour in (9, 11, 14, 16, 20)]) == ""
    assert "多在夜里（22 点到 6 点）说的。" in told(*night)


def test_heat_counts_people_before_messages_and_fades():
    assert heat_of(people=6, messages=8, cosigns=16, days=90) == 8.3
    assert heat_of(people=1, messages=60) == 1.5
    assert heat_of(people=2, messages=2, cosigns=-5) == 2
