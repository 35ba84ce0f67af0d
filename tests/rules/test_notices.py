"""M56: a notice hangs for its days, wherever it must, and every objection is answered before it ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from huisheng.deliberate.notices import rules
from huisheng.deliberate.notices.rules import Standing
from huisheng.echo.workdays.rules import Calendar

MONDAY = date(2026, 3, 2)
SEVEN = Standing(begins=MONDAY, ends=MONDAY + timedelta(days=7))


def test_M56_the_day_on_which_it_is_put_up_does_not_count():
    ends = rules.last_day(MONDAY, days=7, counted="calendar_days", calendar=Calendar({}))
    assert ends == date(2026, 3, 9)


def test_M56_five_working_days_leave_out_the_weekend():
    ends = rules.last_day(MONDAY, days=5, counted="working_days", calendar=Calendar({}))
    assert ends == date(2026, 3, 9)


@pytest.mark.parametrize("day", [0, 1, 5, 6, 7])
def test_M56_a_seven_day_notice_cannot_be_closed_on_day_six_and_says_when_it_can(day):
    reason = rules.why_not_close(SEVEN, on=MONDAY + timedelta(days=day))
    assert reason == "要贴满到3月9日，3月10日起才能结束。"


def test_M56_after_its_days_it_can_be_closed():
    assert rules.why_not_close(SEVEN, on=date(2026, 3, 10)) == ""


def test_M56_not_with_an_objection_unanswered_and_not_where_it_never_hung():
    on = date(2026, 3, 10)
    assert rules.why_not_close(replace(SEVEN, unanswered=1), on=on) == "还有 1 条意见没有答复。"
    missing = rules.why_not_close(replace(SEVEN, missing=2), on=on)
    assert missing == "还有 2 处没有张贴记录，补上，或者写明为什么不贴。"


def test_M56_what_is_over_is_over():
    assert rules.why_not_close(replace(SEVEN, closed=True), on=date(2026, 4, 1)) == "已经结束了。"
    assert rules.why_not_withdraw(replace(SEVEN, closed=True, withdrawn=True), "写错了") == "已经撤回了。"


def test_M56_anybody_objects_while_it_hangs_and_not_before_or_after():
    assert rules.why_not_object(SEVEN, "离窗户太近", on=SEVEN.ends) == ""
    assert "公示期已经过了" in rules.why_not_object(SEVEN, "太近", on=SEVEN.ends + rules.ONE_DAY)
    assert "开始公示" in rules.why_not_object(SEVEN, "太近", on=MONDAY - rules.ONE_DAY)
    assert rules.why_not_object(SEVEN, " ", on=MONDAY) == "请写一写您的意见。"


def test_M56_it_may_hang_longer_than_the_table_says_and_not_shorter():
    assert rules.why_not_length(days=7, least=7, kind="public_notice") == ""
    assert rules.why_not_length(days=6, least=7, kind="public_notice") == "至少要 7 天。"


def test_M56_a_correction_says_what_was_corrected_and_changes_something():
    words = {"title": "标题", "body": "正文"}
    assert rules.why_not_correct(SEVEN, **words, why="面积写错了", same=False) == ""
    assert rules.why_not_correct(SEVEN, **words, why="", same=False) == "请写一句更正了什么。"
    assert "没有改动" in rules.why_not_correct(SEVEN, **words, why="面积", same=True)


def test_M56_nothing_is_posted_tomorrow_or_before_it_began():
    assert rules.why_not_post(SEVEN, places=2, at=MONDAY, on=MONDAY) == ""
    assert (
        rules.why_not_post(SEVEN, places=2, at=date(2026, 3, 4), on=date(2026, 3, 3))
        == "张贴的日子还没有到。"
    )
    assert "早于公示开始" in rules.why_not_post(SEVEN, places=2, at=date(2026, 3, 1), on=MONDAY)
    assert rules.why_not_post(SEVEN, places=0, at=MONDAY, on=MONDAY) == "请选贴好了的地方。"


def test_M56_the_days_left_count_today():
    assert rules.days_left(SEVEN, on=SEVEN.ends) == 1
    assert rules.days_left(SEVEN, on=SEVEN.ends + rules.ONE_DAY) == 0
    assert rules.days_left(replace(SEVEN, withdrawn=True), on=MONDAY) == 0
