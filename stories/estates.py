"""Who runs the estates: 听雨苑 has everything but a self-governance team, 桂花新村 no committee, of 荷风里 nobody knows."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.territory.branches.services import keep
from huisheng.territory.estates.rules import Body
from huisheng.territory.estates.services import mark
from huisheng.territory.nominations.services import train


def estates(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Two branches, five statements about bodies, a training."""
    month_ago = at - timedelta(days=30)
    known: dict[str, Any] = {"at": month_ago, "as_of": month_ago.date()}
    for body, name, contact in (
        (Body.COMMITTEE, "听雨苑业主委员会", told["chen"].name),
        (Body.PROPERTY, "听雨苑物业服务中心", "彭经理"),
    ):
        mark(told["tingyu"], body, present=True, name=name, contact=contact, by=told["lin"], **known)
    mark(told["tingyu"], Body.TEAM, present=False, by=told["lin"], **known)
    for body in (Body.COMMITTEE, Body.PROPERTY):
        mark(told["xincun"], body, present=False, by=told["yi"], **known)
    train(
        place=told["lianchi"], topic="楼道用电和飞线怎么劝", kind="safety", on=month_ago.date(),
        attended=[told["zhou"], told["wen"], told["mo"], told["liu"]],
    )  # fmt: skip
    return {
        "tingyu_branch": keep(
            None, home=told["lianchi"], estates=[told["tingyu"]], name="听雨苑党支部", members_count=31,
            founded_on=(at - timedelta(days=1200)).date(), duty_hours="周二、周四 19:00—20:30",
        ),
        "xincun_branch": keep(
            None, home=told["guihua"], estates=[told["xincun"]], name="桂花新村党支部", members_count=18,
            duty_hours="周三 15:00—17:00",
        ),
    }  # fmt: skip
