"""What happens next with a matter and by when, as the resident is told. Plain values in, a sentence out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huisheng.collect.concerns.rules import CALLS_BEFORE_LAPSE, UNREACHABLE_LAPSES_AFTER
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.refusals import Because, because
from huisheng.echo.workdays.rules import Calendar
from huisheng.echo.workdays.words import on_day

WALK_NAMES = ("听到了", "联系您", "在办", "请您确认", "告诉您去处")
HERE = {
    Stage.HEARD: 1,
    Stage.WORKING: 2,
    Stage.PAUSED: 2,
    Stage.REFERRED: 2,
    Stage.JOINED: 2,
    Stage.DONE: 3,
    Stage.SETTLED: 4,
    Stage.EXITED: 4,
}


@dataclass(frozen=True)
class Next:
    """One sentence, and until when; no moment when nothing more is promised."""

    words: Because
    by: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Step:
    """One of the four segments: done, here, or still to come ("")."""

    name: str
    state: str


def steps_of(concern: Any) -> list[Step]:
    """The way of a matter in four segments. One that has another way out ends where it was told so."""
    here = HERE[Stage(concern.stage)]
    names = (*WALK_NAMES[:3], WALK_NAMES[4]) if concern.stage == Stage.EXITED else WALK_NAMES[:4]
    return [
        Step(name, "done" if place < here else "here" if place == here else "")
        for place, name in enumerate(names)
    ]


# By stage: what is promised, and what is said when the promised moment is over.
PROMISED = {
    Stage.HEARD: (
        because("%(who)s会在%(by)s前联系您。"),
        because("%(who)s本该在%(by)s前联系您，晚了，对不起。您可以直接打电话催。"),
    ),
    Stage.WORKING: (
        because("%(who)s在办，约定%(by)s前办好。"),
        because("%(who)s在办，约定%(by)s前办好，已经晚了，对不起。您可以直接打电话催。"),
    ),
    Stage.PAUSED: (
        because("在等条件，计时先停着，最晚%(by)s接着办。"),
        because("%(by)s等的日子到了，该接着办了。您可以直接打电话催。"),
    ),
    Stage.REFERRED: (
        because("已经转给%(body)s，请他们在%(by)s前答复。"),
        because("已经转给%(body)s，该在%(by)s前答复，还没有答复，对不起。您可以直接打电话催。"),
    ),
    Stage.JOINED: (
        because("和邻居说的同一件事一起办，约定%(by)s前办好。"),
        because("和邻居说的同一件事一起办，约定%(by)s前办好，已经晚了，对不起。您可以直接打电话催。"),
    ),
}
TO_BE_CALLED = (
    because("没有您的回音，社区会在%(by)s前打电话问您。"),
    because("社区本该在%(by)s前打电话问您，还没有打，对不起。您在这里说一声也一样。"),
)
TO_BE_CALLED_AGAIN = (
    because("社区打过电话，没有打通，会在%(by)s前再打。"),
    because("社区打过电话，没有打通，本该在%(by)s前再打，晚了，对不起。您在这里说一声也一样。"),
)
ENDS_BY_RULE = (
    because("打了 %(calls)s 次电话都没有打通，过了%(by)s就按规则结束；没办好的话，结束以后也能重新办。"),
    because(
        "打了 %(calls)s 次电话都没有打通，到%(by)s为止没有您的回音，要按规则结束了；没办好的话，结束以后也能重新办。"
    ),
)
NOBODY_CAN_CALL = (
    because("您没有留电话，我们问不到您；过了%(by)s就按规则结束，没办好的话，结束以后也能重新办。"),
    because(
        "您没有留电话，我们问不到您；到%(by)s为止没有您的回音，要按规则结束了，没办好的话，结束以后也能重新办。"
    ),
)


def next_step(
    concern: Any, *, who: str, at: datetime, calendar: Calendar, body: str = "", reachable: bool = True
) -> Next:
    """What comes next (SCREENS, my matter), one sentence with its date: promised, or over and sorry.

    `who` holds it; `body` has been asked; `reachable`: somebody can call.
    """
    stage = Stage(concern.stage)
    if stage is Stage.EXITED:
        return Next(because("不同意的话，请说一句为什么。"))
    if stage is Stage.SETTLED:
        return Next(because("这件事办结了。"))
    due = _due(concern, stage, reachable=reachable)
    promised, over = PROMISED[stage] if stage in PROMISED else _asks(concern.calls, reachable=reachable)
    pattern = over if due < at else promised
    values = {"who": who, "body": body or because("外单位"), "calls": concern.calls}
    needed = {name: value for name, value in values.items() if f"%({name})s" in pattern}
    return Next(because(pattern.pattern, by=on_day(due, at, calendar), **needed), due, due < at)


def _due(concern: Any, stage: Stage, *, reachable: bool) -> datetime:
    if stage is Stage.DONE and not reachable:
        return max(concern.due_at, concern.finished_at + UNREACHABLE_LAPSES_AFTER)
    moments = {Stage.HEARD: concern.contact_due, Stage.WORKING: concern.fix_due}
    return concern.lead.fix_due if stage is Stage.JOINED else moments.get(stage, concern.due_at)


def _asks(calls: int, *, reachable: bool) -> tuple[Because, Because]:
    if not reachable:
        return NOBODY_CAN_CALL
    if calls >= CALLS_BEFORE_LAPSE:
        return ENDS_BY_RULE
    return TO_BE_CALLED_AGAIN if calls else TO_BE_CALLED
