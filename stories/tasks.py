"""What people took on: an evening's clearing that is counted, a lane that is late, a gate that came back once, a link given out."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.concerns.services import matter_closed
from huisheng.collect.models import Concern
from huisheng.deliberate.models import Item
from huisheng.deliberate.promises import services as promises
from huisheng.resolve.models import Task
from huisheng.resolve.tasks import services as tasks
from huisheng.resolve.tasks.services import Outcome
from huisheng.territory.models import Place

HAT = "莲池社区 社区经办人"


def taken_on(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Done and counted; late; given back once and handed on; waiting for the property company's answer."""
    tasks.seed_rules()
    at = at.replace(hour=10, minute=20)
    _looked_at_again(told["tap"], at=at)
    return {
        "task_done": _cleared(told, at=at - timedelta(days=20)),
        "task_late": _late(told, at=at - timedelta(days=9)),
        "task_back": _came_back(told, at=at - timedelta(days=4)),
        "task_out": _given_out(told, at=at - timedelta(days=1)),
    }


def promised(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """What 红网格议事厅 was promised: kept, overdue, coming; the property company and the secretary are the owners."""
    decided = {
        item.title: item for item in Item.objects.filter(session__council=told["council"], outcome="agreed")
    }
    shed, ramp = decided["单车棚太挤，晚上推不出来"], decided["三栋门口的坡道"]
    place, stalls = decided["北门充电棚放在哪里"], decided["北门外的夜宵摊"]
    notices = _promise(told, shed, "贴认领告示，十四天后清走没人认的旧车", "property", days=16)
    _promise(told, ramp, "找三家报价，做一段木坡道试用一个月", "chen_post", days=40)
    drawing = _promise(told, place, "改图，把充电棚挪到围墙边再公示一次", "property", days=21)
    promises.move(
        drawing, due=at.date() + timedelta(days=9), why="电缆走向要重画，设计院排在下周", at=drawing.at + timedelta(days=18),
        by=told["lin"], hat=HAT,
    )  # fmt: skip
    _promise(told, stalls, "和商户一起走一遍，把让出盲道的线画出来", "enforcement", days=45)
    when = notices.item.decided_at + timedelta(days=15)
    outcome = Outcome(
        words="贴了十四天，认领七辆，其余登记后捐掉，棚里画好了格子。", who="物业阳经理",
        outputs=[("清走旧单车", 24, "辆"), ("画格子", 56, "个")],
    )  # fmt: skip
    tasks.finish(Task.objects.get(promise=notices), outcome=outcome, by=told["lin"], at=when, hat=HAT)
    return {"promise_kept": notices}


def _promise(told: dict[str, Any], item: Item, words: str, owner: str, *, days: int) -> Any:
    decided = item.decided_at
    assert decided is not None
    due = decided.date() + timedelta(days=days)
    by: dict[str, Any] = {"by": told["lin"], "hat": HAT, "at": decided + timedelta(minutes=5)}
    return promises.promise(item, words=words, owner=told[owner], due=due, **by)


def _give(
    told: dict[str, Any], words: str, place: Place, owner: Any, *, days: int, at: datetime, **more: Any
) -> Any:
    giver = tasks.giver_at(place, by=told["lin"], at=at)
    due = at.date() + timedelta(days=days)
    return tasks.give(
        words, place=place, owner=owner, due=due, giver=giver, by=told["lin"], at=at, hat=HAT, **more
    )


def _cleared(told: dict[str, Any], *, at: datetime) -> Any:
    steps = ("贴告示，请各家自己先搬", "叫车清运", "画线")
    task = _give(
        told,
        "清理荷风里北侧堆放的杂物，腾出地方画停车位。",
        told["hefeng"],
        told["mo_post"],
        days=6,
        at=at,
        steps=steps,
    )
    by = {"by": told["mo"], "hat": "荷风里 1栋 邻长"}
    tasks.accept(task, at=at + timedelta(hours=3), **by)
    for n, step in enumerate(task.steps.all(), start=1):
        tasks.tick_off(step, at=at + timedelta(days=n), **by)
    outcome = Outcome(
        words="三天清完，线画好了，各家都看过。", who="莫少锋和十一位邻居",
        outputs=[("清理杂物", 12, "立方米"), ("停车区", 8, "平方米"), ("充电桩", 15, "个")],
        evidence="物业和邻长一起验收，清运单在社区服务台。", paid_by="物业公司和社区",
    )  # fmt: skip
    return tasks.finish(task, outcome=outcome, at=at + timedelta(days=3, hours=6), **by)


def _late(told: dict[str, Any], *, at: datetime) -> Any:
    task = _give(
        told,
        "把麓溪巷两边的花箱往里挪，让出一辆轮椅的宽度。",
        told["luxi"],
        told["xiang_post"],
        days=6,
        at=at,
    )
    by = {"by": told["xiang"], "hat": "莲池社区 片长"}
    tasks.accept(task, at=at + timedelta(days=1), **by)
    tasks.add_steps(
        task, steps=["请花店的人一起量过", "一家一家说好", "周末一起搬"], at=at + timedelta(days=1), **by
    )
    tasks.tick_off(task.steps.all()[0], at=at + timedelta(days=2), **by)
    return task


def _came_back(told: dict[str, Any], *, at: datetime) -> Any:
    task = _give(
        told, "看看莲池广场东门的门轴，卡住了推不动轮椅。", told["plaza"], told["xiang_post"], days=9, at=at
    )
    tasks.return_(
        task,
        why="门轴断了，要请焊工，我这里没有工具。",
        by=told["xiang"],
        at=at + timedelta(days=1),
        hat="莲池社区 片长",
    )
    return task


def _given_out(told: dict[str, Any], *, at: datetime) -> Any:
    return _give(
        told, "给听雨苑北门坡道补上防滑条，雨天老人滑倒过。", told["tingyu"], told["property"], days=12, at=at
    )


def _looked_at_again(tap: Concern, *, at: datetime) -> None:
    """The tap was settled three months ago, as far as the table of re-checks is concerned."""
    tap.refresh_from_db()
    matter_closed.send(Concern, concern=tap, at=at - timedelta(days=90))
