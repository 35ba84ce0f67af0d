"""M29, M33: a window that only grows, nothing closed unanswered, no ranking while it is open."""

from datetime import date, timedelta

import pytest

from huisheng.collect.calls import rules
from huisheng.collect.calls.rules import Standing

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 15)
OPEN = Standing(kind="proposals", opens=FIRST, closes=LAST, proposals=3, unanswered=(2, 3))
DRAFT = Standing(kind="draft", opens=FIRST, closes=LAST)
NEXT = LAST + timedelta(days=1)


def test_M33_a_call_closes_only_after_its_last_day_and_with_everything_answered():
    assert "第二天起才能结束" in rules.why_not_close(OPEN, on=LAST)
    assert rules.why_not_close(OPEN, on=NEXT) == "还有 2 条没有答复：第 2、3 条。"
    assert not rules.why_not_close(DRAFT, on=NEXT)


@pytest.mark.parametrize(("on", "says"), [(FIRST - timedelta(days=1), "开始"), (NEXT, "截止")])
def test_M29_words_come_within_the_window(on, says):
    assert says in rules.why_not_propose(OPEN, "装扶手", on=on)
    assert not rules.why_not_propose(OPEN, "装扶手", on=LAST)
    assert rules.why_not_propose(OPEN, "。。", on=LAST)


def test_M29_a_window_begins_today_or_later_is_long_enough_and_is_never_shortened():
    assert "已经过了" in rules.why_not_open("问", "问什么", opens=FIRST, closes=LAST, on=NEXT)
    assert "太短" in rules.why_not_open("问", "问什么", opens=FIRST, closes=FIRST, on=FIRST)
    assert "只能往后延" in rules.why_not_extend(OPEN, closes=LAST, why="还想听", on=FIRST)
    assert not rules.why_not_extend(OPEN, closes=NEXT, why="还想听", on=FIRST)


def test_M29_the_shortlist_waits_until_everybody_had_their_time():
    fine = {"chosen": 1, "answered": False, "follows": False}
    assert "第二天起" in rules.why_not_list(OPEN, "扶手", on=LAST, **fine)
    assert not rules.why_not_list(OPEN, "扶手", on=NEXT, **fine)
    assert "不列清单" in rules.why_not_list(DRAFT, "扶手", on=NEXT, **fine)


def test_M33_an_opinion_may_be_answered_while_the_draft_is_open_a_proposal_not():
    fine = {"answered": False, "follows": False}
    assert not rules.why_not_answer(DRAFT, "照改第二条。", fate="accepted", on=FIRST, **fine)
    assert rules.why_not_answer(DRAFT, "好", fate="accepted", on=FIRST, **fine)
    assert rules.why_not_answer(DRAFT, "照改第二条。", fate="listed", on=FIRST, **fine)
    assert "截止" in rules.why_not_answer(OPEN, "钱不够这样办。", fate="not_listed", on=LAST, **fine)


def test_M29_support_is_one_a_person_and_a_draft_has_none():
    assert rules.why_not_support(OPEN, on=FIRST, already=True, known=True) == "您已经支持过这一条了。"
    assert "电话" in rules.why_not_support(OPEN, on=FIRST, already=False, known=False)
    assert "不比人数" in rules.why_not_support(DRAFT, on=FIRST, already=False, known=True)


def test_M33_a_draft_is_split_at_blank_lines_and_an_opinion_names_a_paragraph_or_the_whole():
    body = "一、先到先停。\r\n不占消防通道。\n \n\n二、每户一辆。\n"
    assert rules.paragraphs(body) == ["一、先到先停。\n不占消防通道。", "二、每户一辆。"]
    assert not rules.why_not_about("draft", body, 0)
    assert not rules.why_not_about("draft", body, 2)
    assert rules.why_not_about("draft", body, 3) == "草案只有 2 段，没有这一段。"
    assert "不分段" in rules.why_not_about("proposals", body, 1)
