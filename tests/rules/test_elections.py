"""M49: how an election begins, before anything is stored."""

from datetime import date

import pytest

from huisheng.deliberate.elections import rules
from huisheng.deliberate.elections.rules import Named, Standing

SETTLED = Standing(settled=True)


def named(**more):
    return Named(**{"name": "李明", "how": "self", "owners": ["李明"], "agreed": True} | more)


def why_not(one, now=SETTLED, known=(), needed=10, arrears_rule=""):
    return rules.why_not_candidate(now, one, known=known, needed=needed, arrears_rule=arrears_rule)


@pytest.mark.parametrize(
    ("sides", "leaders", "why"),
    [
        ([], [], "还没有写成员"),
        (["street", "owner", "owner"], [], "组长由街道的代表担任"),
        (["street", "owner", "owner"], ["owner"], "组长由街道的代表担任"),
        (["street", "owner", "owner", "community"], ["street"], "单数"),
        (["street", "community", "owner"], ["street"], "不能少于一半"),
        (["street", "owner", "owner"], ["street"], ""),
    ],
)
def test_M49_the_group_is_odd_led_by_the_street_and_half_of_it_are_owners(sides, leaders, why):
    told = rules.why_not_settle(Standing(), sides, leaders)
    assert why in told
    assert bool(told) == bool(why)


def test_M49_a_candidate_is_an_owner_by_the_roll():
    assert why_not(named()) == ""
    assert "名册上没有这一套" in why_not(named(owners=None))
    assert "还没有卖出" in why_not(named(owners=[]))
    assert "业主不是王芳" in why_not(named(name="王芳"))
    assert why_not(named(name="王芳", owners=[""])) == ""  # a roll without names
    assert why_not(named(name="李明（3栋）")) == ""


def test_M49_two_of_the_same_name_are_told_apart_on_the_ballot():
    assert "同名" in why_not(named(), known=["李明"])
    assert "一次只写一位" in why_not(named(name="李明、王芳"))


def test_M49_ten_owners_name_one_and_all_are_on_the_roll():
    assert "要 10 位业主，现在有 9 位" in why_not(named(how="owners", backers=9))
    assert why_not(named(how="owners", backers=10)) == ""
    assert why_not(named(how="owners", backers=3), needed=3) == ""
    assert "没有这几套：9栋101" in why_not(named(how="owners", backers=10, unknown=("9栋101",)))


def test_M49_nobody_asks_about_arrears_unless_the_rules_of_procedure_say_so():
    assert why_not(named(clear=False)) == ""
    assert "按议事规则第 12 条" in why_not(named(clear=False), arrears_rule="议事规则第 12 条")
    assert why_not(named(clear=True), arrears_rule="议事规则第 12 条") == ""


def test_M49_candidates_come_after_the_group_and_before_the_list():
    assert "先公布筹备组" in why_not(named(), now=Standing())
    assert "不能再加" in why_not(named(), now=Standing(settled=True, listed=True))
    assert "本人同意" in why_not(named(agreed=False))


@pytest.mark.parametrize(
    ("now", "candidates", "why"),
    [
        (SETTLED, 5, "还没有公示"),
        (Standing(settled=True, listed=True), 5, "公示还没有结束"),
        (Standing(settled=True, listed=True, over=True), 2, "只有 2 位"),
        (Standing(settled=True, listed=True, over=True), 3, ""),
        (Standing(settled=True, listed=True, over=True, made=True), 3, "已经做好"),
    ],
)
def test_M49_the_ballot_is_made_when_the_list_has_hung(now, candidates, why):
    told = rules.why_not_ballot(now, candidates=candidates, seats=3)
    assert why in told
    assert bool(told) == bool(why)


def test_M49_the_days_of_the_group_are_counted_from_the_request():
    day = date(2026, 3, 1)
    first, second = rules.dues(
        asked_on=day, founded_on=date(2026, 4, 1), settled_on=None, made_on=None, within=60, days=90
    )
    assert (first.by, second.by) == (date(2026, 4, 30), date(2026, 6, 30))
    assert (
        len(rules.dues(asked_on=None, founded_on=day, settled_on=None, made_on=None, within=60, days=90)) == 1
    )
