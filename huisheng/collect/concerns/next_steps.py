"""What happens next with a matter and by when, as the resident is told. Plain values in, a sentence out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huisheng.collect.concerns.stages import Stage
from huisheng.echo.refusals import Because, because

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


def next_step(concern: Any, *, who: str, at: datetime, body: str = "", reachable: bool = True) -> Next:
    """What comes next (SCREENS, my matter). `who` holds it; `body` has been asked; `reachable`: somebody can call."""
    stage = Stage(concern.stage)
    if stage is Stage.HEARD:
        return _until(because("%(who)s会联系您", who=who), concern.contact_due, at)
    if stage is Stage.WORKING:
        return _until(because("%(who)s在办，约定办好", who=who), concern.fix_due, at)
    if stage is Stage.PAUSED:
        return _until(because("在等条件，计时先停着；接着办"), concern.due_at, at)
    if stage is Stage.REFERRED:
        return _until(because("请%(body)s答复", body=body or because("外单位")), concern.due_at, at)
    if stage is Stage.JOINED:
        return _until(because("和邻居说的同一件事一起办，约定办好"), concern.lead.fix_due, at)
    if stage is Stage.DONE:
        return _until(_asks(reachable), concern.due_at, at)
    return Next(
        because("不同意的话，请说一句为什么。") if stage is Stage.EXITED else because("这件事办结了。")
    )


def _asks(reachable: bool) -> Because:
    return (
        because("您没有回音，社区会打电话问您")
        if reachable
        else because("请您说一声；您没有留电话，我们问不到您")
    )


def _until(words: Because, due: datetime, at: datetime) -> Next:
    return Next(words, due, due < at)
