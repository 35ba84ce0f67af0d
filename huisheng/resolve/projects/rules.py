"""The road of a project: proposal → vote → design → buy → build → accept → warranty; one owner, a timetable (M67).

Every function answers with its reason; empty means yes. Plain values, no Django.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from huisheng.echo.refusals import YES, because

LONGEST_TITLE, LONGEST_WORDS = 80, 500
FARTHEST = timedelta(days=10 * 366)
WHOLE = 100


class Stage(StrEnum):
    """Where a project stands. The first two are the budget's (deliberate/budgets); work begins with the third."""

    PROPOSAL = "proposal"
    VOTE = "vote"
    DESIGN = "design"
    BUY = "buy"
    BUILD = "build"
    ACCEPT = "accept"
    WARRANTY = "warranty"
    OVER = "over"
    STOPPED = "stopped"


STAGE_NAMES = {
    Stage.PROPOSAL: "提出",
    Stage.VOTE: "投票",
    Stage.DESIGN: "设计",
    Stage.BUY: "采购",
    Stage.BUILD: "施工",
    Stage.ACCEPT: "验收",
    Stage.WARRANTY: "质保",
    Stage.OVER: "质保期满",
    Stage.STOPPED: "停了",
}
S = Stage
ROAD = (S.PROPOSAL, S.VOTE, S.DESIGN, S.BUY, S.BUILD, S.ACCEPT, S.WARRANTY)
# A small thing needs no design and no tender; what is not accepted goes back to be built again.
LEADS_TO: dict[Stage, tuple[Stage, ...]] = {
    S.PROPOSAL: (),
    S.VOTE: (),
    S.DESIGN: (S.BUY, S.BUILD, S.STOPPED),
    S.BUY: (S.BUILD, S.DESIGN, S.STOPPED),
    S.BUILD: (S.ACCEPT, S.BUY, S.STOPPED),
    S.ACCEPT: (S.WARRANTY, S.BUILD),
    S.WARRANTY: (S.OVER, S.BUILD),
    S.OVER: (),
    S.STOPPED: (),
}
WORK = (S.DESIGN, S.BUY, S.BUILD, S.ACCEPT, S.WARRANTY)
OPEN = WORK
COUNTED = (S.DESIGN, S.BUY, S.BUILD)  # stages of which a percentage says something


def why_not_begin(title: str, *, fen: int, owner: Any) -> str:
    """Work has a name, a price and one owner from its first day."""
    if not title.strip():
        return because("请写这个项目叫什么。")
    if fen <= 0:
        return because("请写要多少钱，大概的也行。")
    return why_not_owner(owner)


def why_not_owner(owner: Any) -> str:
    """One owner who is still there."""
    if owner is None:
        return because("请选由谁来做。")
    if getattr(owner, "ended_at", None) or getattr(owner, "is_active", True) is False:
        return because("%(who)s已经不在这里了，请选别人。", who=str(owner))
    return YES


def why_not_move(
    stage: str, to: str, *, percent: int, says: str, until: date | None = None, on: date, was: int = 0
) -> str:
    """Forward along the road, or back with what was wrong; always with a sentence that residents read."""
    now, there = Stage(stage), Stage(to)
    if not LEADS_TO[now]:
        return because("这个项目已经结束了。")
    if there != now and there not in LEADS_TO[now]:
        return because(
            "“%(now)s”之后不能是“%(to)s”。", now=because(STAGE_NAMES[now]), to=because(STAGE_NAMES[there])
        )
    if not 0 <= percent <= WHOLE:
        return because("进度写 0 到 100。")
    if len(says.strip()) < 4:
        return because("请写一句现在怎么样，居民会读到。")
    if len(says) > LONGEST_WORDS:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS)
    return _why_not_there(now, there, percent=percent, until=until, on=on, was=was)


def _why_not_there(now: Stage, there: Stage, *, percent: int, until: date | None, on: date, was: int) -> str:
    if there is Stage.ACCEPT and now is Stage.BUILD and was < WHOLE and percent < WHOLE:
        return because("施工写到 100，才能验收。")
    if there is Stage.WARRANTY and now is not Stage.WARRANTY and (until is None or until <= on):
        return because("请写质保到哪天。")
    return YES


def why_not_hand(stage: str, *, now: Any, to: Any, why: str) -> str:
    """To somebody else who is there, with the reason."""
    if Stage(stage) not in OPEN:
        return because("这个项目已经结束了。")
    if to is not None and to == now:
        return because("这个项目已经由%(who)s负责。", who=str(to))
    return why_not_owner(to) or (
        YES if len(why.strip()) >= 4 else because("请写一句为什么换人，居民会读到。")
    )


def why_not_plan(stage: str, dates: Mapping[str, date | None], *, why: str, planned: bool, on: date) -> str:
    """A timetable is in the order of the road; who moves it says why."""
    if Stage(stage) not in OPEN:
        return because("这个项目已经结束了。")
    given = [dates[one] for one in WORK if dates.get(one)]
    if not given:
        return because("请至少写一个日子。")
    if any(day is not None and abs(day - on) > FARTHEST for day in given):
        return because("日子太远了，请写十年以内的。")
    if any(later < earlier for earlier, later in zip(given, given[1:], strict=False) if later and earlier):
        return because("日子的先后不对：设计、采购、施工、验收、质保，一步比一步晚。")
    return because("请写一句为什么改日子，居民会读到。") if planned and len(why.strip()) < 4 else YES


def told(stage: str, percent: int) -> str:
    """施工，90%."""
    name = because(STAGE_NAMES[Stage(stage)])
    return (
        because("%(stage)s，%(percent)s%%", stage=name, percent=percent)
        if stage in (S.DESIGN, S.BUY, S.BUILD)
        else name
    )


def late_by(due: date | None, *, on: date) -> int:
    """How many days after its day; 0 while there is time, or where none was set."""
    return max(0, (on - due).days) if due else 0
