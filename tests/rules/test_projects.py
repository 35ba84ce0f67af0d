"""M67: a project's road, its one owner and its timetable."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from huisheng.resolve.projects import rules
from huisheng.resolve.projects.rules import LEADS_TO, OPEN, ROAD, STAGE_NAMES, Stage

TODAY = date(2026, 3, 1)
SAYS = "灯装好了一半。"


def move(stage, to, **more):
    return rules.why_not_move(stage, to, **({"percent": 0, "says": SAYS, "on": TODAY} | more))


def test_M67_no_stage_is_forgotten():
    assert set(LEADS_TO) == set(Stage) == set(STAGE_NAMES)
    assert [STAGE_NAMES[stage] for stage in ROAD] == ["提出", "投票", "设计", "采购", "施工", "验收", "质保"]
    reached = {Stage.DESIGN}
    for _ in Stage:
        reached |= {there for stage in reached for there in LEADS_TO[stage]}
    assert reached == set(Stage) - {Stage.PROPOSAL, Stage.VOTE}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("to", Stage)
def test_M67_a_project_moves_only_along_its_road(stage, to):
    more = {"percent": 100, "until": TODAY + timedelta(days=365)}
    allowed = bool(LEADS_TO[stage]) and (to == stage or to in LEADS_TO[stage])
    assert (move(stage, to, **more) == "") == allowed


def test_M67_every_change_is_a_sentence():
    assert "居民会读到" in move("build", "build", percent=90, says="好")
    assert move("build", "build", percent=90) == ""
    assert "0 到 100" in move("build", "build", percent=101)


def test_M67_what_is_not_built_is_not_accepted_and_a_warranty_has_its_day():
    assert "才能验收" in move("build", "accept", percent=90, was=90)
    assert move("build", "accept", was=100) == ""
    assert "质保到哪天" in move("accept", "warranty")
    assert move("accept", "warranty", until=TODAY + timedelta(days=1)) == ""
    assert "之后不能是" in move("design", "warranty")
    assert "已经结束" in move("over", "build")


def test_M67_one_owner_who_is_still_there():
    here, gone = SimpleNamespace(ended_at=None), SimpleNamespace(ended_at=TODAY)
    assert "由谁来做" in rules.why_not_begin("灯", fen=1, owner=None)
    assert "不在这里了" in rules.why_not_hand("build", now=None, to=gone, why="他搬走了。")
    assert "已经由" in rules.why_not_hand("build", now=here, to=here, why="他搬走了。")
    assert "为什么换人" in rules.why_not_hand("build", now=None, to=here, why="")
    assert rules.why_not_hand("build", now=None, to=here, why="他搬走了。") == ""


def test_M67_a_timetable_is_in_the_order_of_the_road_and_moved_with_a_reason():
    later = {"design": TODAY, "buy": TODAY + timedelta(days=9), "build": TODAY + timedelta(days=40)}
    first = {"planned": False, "on": TODAY, "why": ""}
    assert rules.why_not_plan("design", later, **first) == ""
    assert "为什么改日子" in rules.why_not_plan("design", later, **first | {"planned": True})
    assert "先后不对" in rules.why_not_plan("design", later | {"design": TODAY + timedelta(days=99)}, **first)
    assert "至少写一个" in rules.why_not_plan("design", {}, **first)
    assert "十年以内" in rules.why_not_plan("design", {"build": TODAY + timedelta(days=9999)}, **first)


def test_M67_the_percentage_is_said_where_it_says_something():
    assert rules.told("build", 90) == "施工，90%"
    assert rules.told("warranty", 0) == "质保"
    assert [stage for stage in OPEN if "%" in rules.told(stage, 1)] == ["design", "buy", "build"]
    assert (rules.late_by(TODAY, on=TODAY + timedelta(days=3)), rules.late_by(None, on=TODAY)) == (3, 0)
