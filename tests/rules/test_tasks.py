"""M60, M63: what may be done with a task, and how outputs are read. No database."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.rules import LEADS_TO, OPEN, STAGE_NAMES, Act, Stage

TODAY = date(2026, 11, 22)
SOMEBODY = SimpleNamespace(ended_at=None)


def test_every_stage_has_a_name_a_row_and_a_way_out():
    assert set(STAGE_NAMES) == set(LEADS_TO) == set(Stage)
    assert all(Stage.DONE in LEADS_TO[stage].values() for stage in OPEN)
    assert [stage for stage in Stage if not LEADS_TO[stage]] == [Stage.DONE, Stage.DROPPED]


@pytest.mark.parametrize(
    ("words", "owner", "due", "why"),
    [
        ("", SOMEBODY, TODAY, "请写要做什么"),
        ("换灯", None, TODAY, "请选由谁来做"),
        ("换灯", SimpleNamespace(ended_at=datetime(2026, 1, 1)), TODAY, "已经不在这里"),
        ("换灯", SimpleNamespace(is_active=False), TODAY, "已经不在这里"),
        ("换灯", SOMEBODY, None, "请写哪天前做完"),
        ("换灯", SOMEBODY, date(2026, 11, 21), "11月21日已经过了"),
        ("换灯", SOMEBODY, date(2036, 11, 21), "日子太远"),
        ("换" * 501, SOMEBODY, TODAY, "写得太长"),
        ("换灯", SOMEBODY, TODAY, ""),
    ],
)
def test_M60_no_task_without_words_owner_and_day(words, owner, due, why):
    reason = rules.why_not_give(words, owner=owner, due=due, on=TODAY)
    assert why in reason
    assert bool(reason) == bool(why)


def test_M60_it_is_given_back_once_and_with_a_reason():
    assert rules.why_not_return(Stage.GIVEN, returned_at=None, why="没有梯子，够不着") == ""
    assert "退回的原因" in rules.why_not_return(Stage.GIVEN, returned_at=None, why="不")
    assert "退回过一次" in rules.why_not_return(Stage.GIVEN, returned_at=datetime(2026, 1, 1), why="没有梯子")
    assert "做完了" in rules.why_not_return(Stage.DONE, returned_at=None)


def test_M60_nothing_happens_to_a_task_that_is_over():
    for stage in (Stage.DONE, Stage.DROPPED):
        assert all(rules.why_not_act(stage, act) for act in Act)


def test_M42_what_a_council_was_promised_is_never_dropped():
    assert "会上答应" in rules.why_not_drop(Stage.GIVEN, promised=True, why="没有钱了")
    assert rules.why_not_drop(Stage.GIVEN, promised=False, why="灯自己好了") == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("清理杂物 12 立方米", ("清理杂物", Decimal(12), "立方米")),
        ("停车区８㎡", ("停车区", Decimal(8), "平方米")),
        ("补种绿化 1,000.5 m2", ("补种绿化", Decimal("1000.5"), "平方米")),
        ("充电桩15个", ("充电桩", Decimal(15), "个")),
        ("2栋楼道灯：3 盏", ("2栋楼道灯", Decimal(3), "盏")),
    ],
)
def test_M63_a_line_is_what_how_much_and_of_what(line, found):
    assert rules.outputs_of(line) == [found]


@pytest.mark.parametrize("line", ["清理了很多", "12", "清理杂物 12", "清理 0 车", "清理 99999999999 车"])
def test_M63_what_is_no_quantity_is_refused_in_words(line):
    with pytest.raises(ValueError, match=".") as refused:
        rules.outputs_of(line)
    assert str(refused.value.args[0]).strip()


def test_M60_money_that_was_spent_was_somebodys():
    assert "谁出" in rules.why_not_cost(Decimal(38), " ")
    assert rules.why_not_cost(None, "") == rules.why_not_cost(Decimal(38), "公共收益") == ""


def test_amounts_have_no_zeros_that_nobody_said():
    assert [rules.amount(Decimal(n)) for n in ("12.000", "2.500", "100")] == ["12", "2.5", "100"]
