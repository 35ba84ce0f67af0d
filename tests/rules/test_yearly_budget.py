"""M51, M67: what a yearly budget allows, which projects the owners decide, and each project's sentence."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.deciding import result
from huisheng.deliberate.budgets.matters import (
    CHANGE_USE,
    OTHER,
    RAISE_FUND,
    REBUILD,
    USE_FUND,
    owners_matter,
)
from huisheng.deliberate.budgets.pabulib import parse_pabulib
from huisheng.deliberate.budgets.published import command, pabulib
from huisheng.deliberate.budgets.rules import Stage, Standing

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
# docs/budgets.md: bench, lamps, swing, hedge.
SIX = {"a": "1,2", "b": "1,2", "c": "1,2", "d": "1", "e": "3", "f": "3,4"}
FOUR = [(1, "长椅", 30_000), (2, "路灯", 18_000), (3, "秋千", 24_000), (4, "绿篱", 12_000)]


def test_M51_converting_lawn_to_parking_is_the_owners_with_three_quarters():
    for title in (
        "把 2 栋北面的绿地改成 12 个停车位",
        "草坪改为停车场",
        "东边空地划成收费车位",
        "屋顶出租做广告",
    ):
        found = owners_matter(title)
        assert found is not None, title
        assert (found.item, found.threshold()) == (CHANGE_USE, "四分之三以上")
        assert "民法典第 278 条第一款第八项" in found.sentence()


def test_M51_using_the_repair_fund_is_the_owners_with_more_than_half():
    by_money, by_words = owners_matter("修屋面", source="repair_fund"), owners_matter("用维修资金修屋面")
    for found in (by_money, by_words):
        assert found is not None
        assert (found.item, found.threshold()) == (USE_FUND, "过半数")


def test_M51_raising_the_fund_and_rebuilding_are_the_owners_with_three_quarters():
    raised, built = owners_matter("续筹维修资金"), owners_matter("3 栋加装电梯")
    assert raised
    assert built
    assert [(one.item, one.threshold()) for one in (raised, built)] == [
        (RAISE_FUND, "四分之三以上"),
        (REBUILD, "四分之三以上"),
    ]


def test_M51_what_changes_common_land_is_strict_whoever_pays():
    found = owners_matter("绿地改成停车位", source="repair_fund")
    assert found
    assert found.item == CHANGE_USE


@pytest.mark.parametrize(
    "title", ["架空层添桌椅", "路灯更新", "换一座滑梯", "绿地补种桂花", "单元口装扶手", "道路补坑"]
)
def test_M51_what_changes_nothing_common_is_the_residents(title):
    assert owners_matter(title, source="street") is None


def test_M51_common_income_is_the_owners_unless_they_left_it_to_the_residents():
    found = owners_matter("添桌椅", source="public_income")
    assert found
    assert found.item == OTHER
    assert owners_matter("添桌椅", source="public_income", mandate="2025 年业主大会") is None
    still = owners_matter("绿地改成停车位", source="public_income", mandate="2025 年业主大会")
    assert still
    assert still.item == CHANGE_USE


def test_money_is_whole_fen_and_never_a_float():
    assert rules.fen_of(Decimal("18600.50")) == 1_860_050
    assert (rules.yuan(1_860_050), rules.yuan(2_400_000), rules.plain_yuan(1_860_050)) == (
        "18,600.50",
        "24,000",
        "18600.50",
    )
    for wrong in ("0.001", "-1", "99999999999999"):
        with pytest.raises(ValueError, match="分"):
            rules.fen_of(Decimal(wrong))


def test_a_window_leaves_people_days():
    asked = {"source": "street", "fen": 100, "opens": NOW}
    assert "至少开 3 天" in rules.why_not_plan("好", closes=NOW + 2 * DAY, **asked)
    assert rules.why_not_plan("好", closes=NOW + 3 * DAY, **asked) == ""
    assert "多少钱" in rules.why_not_plan("好", source="street", fen=0, opens=NOW, closes=NOW + 9 * DAY)


def test_after_the_announcement_nothing_changes():
    open_now = Standing(stage=Stage.OPEN, projects=3, voters=9)
    assert "不再变" in rules.why_not_add(open_now, "灯", fen=1, where="北门")
    assert "已经公告过" in rules.why_not_announce(open_now, opens=NOW, at=NOW)


def test_it_is_announced_with_something_to_choose_and_somebody_to_choose():
    for standing, word in (
        (Standing(Stage.DRAFT, 1, 9), "至少要有两个"),
        (Standing(Stage.DRAFT, 2, 0), "名册还是空的"),
    ):
        assert word in rules.why_not_announce(standing, opens=NOW + DAY, at=NOW)
    ready = Standing(Stage.DRAFT, 2, 9)
    assert "往后改" in rules.why_not_announce(ready, opens=NOW - DAY, at=NOW)
    assert rules.why_not_announce(ready, opens=NOW + DAY, at=NOW) == ""


def test_a_second_ballot_counts_only_where_the_budget_says_so():
    window = {"received": NOW, "opens": NOW - DAY, "closes": NOW + DAY, "already": True}
    assert rules.why_not_cast(Standing(Stage.OPEN, again="last"), **window) == ""
    assert "不能改" in rules.why_not_cast(Standing(Stage.OPEN, again="first"), **window)
    late = window | {"received": NOW + 2 * DAY, "already": False}
    assert "截止" in rules.why_not_cast(Standing(Stage.CLOSED), **late)


def test_voting_is_only_made_longer_with_a_reason_and_not_when_ballots_wait_to_be_counted():
    asked = {"closes": NOW, "until": NOW + DAY, "why": "下了三天雨。", "at": NOW - DAY}
    assert rules.why_not_extend(Standing(Stage.OPEN), **asked) == ""
    assert "往后延" in rules.why_not_extend(Standing(Stage.OPEN), **asked | {"until": NOW})
    assert "为什么延" in rules.why_not_extend(Standing(Stage.OPEN), **asked | {"why": ""})
    assert "不能再延" in rules.why_not_extend(Standing(Stage.CLOSED, ballots=1), **asked)
    assert rules.why_not_extend(Standing(Stage.CLOSED, ballots=0), **asked) == ""
    assert "先公告" in rules.why_not_extend(Standing(Stage.DRAFT), **asked)


def test_only_what_is_on_the_list_is_chosen():
    assert "一个也没有选" in rules.why_not_choose([], [1, 2])
    assert "不在这次的名单上" in rules.why_not_choose([3], [1, 2])
    assert rules.why_not_choose([2, 1], [1, 2]) == ""


def test_a_slip_is_read_however_it_is_typed():
    for typed in ("abcd-efgh-jkmn", "ＡＢＣＤ ＥＦＧＨ　ＪＫＭＮ", "ABCDEFGHJKMN"):
        assert rules.slip_of(typed) == "ABCD-EFGH-JKMN"


def test_a_pasted_list_is_one_resident_a_line():
    pasted = "3栋1单元402\t何婉宁\t13800000412\n3栋1单元401，周伯\n\n3栋1单元401，周伯\n"
    assert rules.voters_of(pasted) == [("3栋1单元402 何婉宁", "13800000412"), ("3栋1单元401 周伯", "")]


def told(rule="equal-shares", completion="add1", utility="cost"):
    return result(pabulib({}, 60_000, FOUR, SIX), rule, utility, completion)


def test_M67_each_project_has_its_sentence_by_shares():
    found = told()
    why = {one.name: str(one.why) for one in found.told}
    assert found.selected == ["1", "3"]
    assert "4 人合伙，每人最多出 75 元，凑够 300 元" in why["长椅"]
    assert "2 人合伙，每人最多出 120 元" in why["秋千"]
    assert "不够 180 元" in why["路灯"]


def test_M67_each_project_has_its_sentence_by_votes():
    found = told(rule="greedy")
    why = {one.name: str(one.why) for one in found.told}
    assert found.selected == ["1", "2", "4"]
    assert why["长椅"] == "4 人选了它，花 300 元，还剩 300 元。"
    assert why["秋千"] == "2 人选了它，轮到它时只剩 120 元，不够 240 元。"


def test_M67_who_is_represented_stands_beside_what_votes_alone_would_give():
    found = told()
    assert found.found.by_count == {1: 6}
    assert found.by_votes.by_count == {0: 1, 1: 2, 2: 3}


def test_the_published_file_has_its_ballots_in_the_order_of_codes():
    text = pabulib(
        {"description": "一；二"}, 60_050, [(1, "长椅；矮的", 30_000), (2, "灯", 100)], {"z": "1", "a": "1,2"}
    )
    election = parse_pabulib(text)
    assert election.budget == Fraction("600.50")
    assert election.notes == []
    assert text.index("a;1,2") < text.index("z;1")
    assert (
        command("greedy", "cost", "add1", "x.pb")
        == "python manage.py budget x.pb --rule greedy --utility cost"
    )
