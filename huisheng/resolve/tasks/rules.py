"""A task has one owner and a day; it is given back once, never loses its clock, and ends with what came of it (M60, M63).

Every function answers with its reason; empty means yes. Plain values and unsaved rows, no Django.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

LONGEST_WORDS, LONGEST_UNIT, MOST_STEPS, MOST_OUTPUTS = 500, 12, 20, 12
FARTHEST = timedelta(days=3 * 366)
MOST_OF_ANYTHING = Decimal(10**9)


class Stage(StrEnum):
    """Where a task stands. `back`: given back, whoever gave it decides again."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    BACK = "back"
    DONE = "done"
    DROPPED = "dropped"


class Act(StrEnum):
    """What can be done with a task; the value is what its Line says."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    HANDED = "handed"
    NOTED = "noted"
    MOVED = "moved"
    FINISHED = "finished"
    DROPPED = "dropped"


STAGE_NAMES = {
    Stage.GIVEN: "等接手",
    Stage.ACCEPTED: "在做",
    Stage.BACK: "退回了，等重新安排",
    Stage.DONE: "做完了",
    Stage.DROPPED: "不用做了",
}
S, A = Stage, Act
LEADS_TO: dict[Stage, dict[Act, Stage]] = {
    S.GIVEN: {
        A.ACCEPTED: S.ACCEPTED, A.RETURNED: S.BACK, A.HANDED: S.GIVEN, A.NOTED: S.GIVEN, A.MOVED: S.GIVEN,
        A.FINISHED: S.DONE, A.DROPPED: S.DROPPED,
    },
    S.ACCEPTED: {
        A.RETURNED: S.BACK, A.HANDED: S.GIVEN, A.NOTED: S.ACCEPTED, A.MOVED: S.ACCEPTED,
        A.FINISHED: S.DONE, A.DROPPED: S.DROPPED,
    },
    S.BACK: {
        A.HANDED: S.GIVEN, A.NOTED: S.BACK, A.MOVED: S.BACK, A.FINISHED: S.DONE, A.DROPPED: S.DROPPED,
    },
    S.DONE: {},
    S.DROPPED: {},
}  # fmt: skip
OPEN = (S.GIVEN, S.ACCEPTED, S.BACK)
# What people count, offered while typing; any other word is as good (M63: free units).
COMMON_UNITS = ("平方米", "立方米", "米", "盏", "个", "处", "棵", "户", "车")
SAME_UNIT = {
    "㎡": "平方米", "m2": "平方米", "m²": "平方米", "平米": "平方米", "平": "平方米", "方": "立方米",
    "m3": "立方米", "m³": "立方米", "立方": "立方米", "m": "米",
}  # fmt: skip


def why_not_act(stage: str, act: Act) -> str:
    """Whether the table lets this happen now."""
    if act in LEADS_TO[Stage(stage)]:
        return YES
    if act is Act.ACCEPTED and stage == Stage.ACCEPTED:
        return because("已经接下了。")
    return because("这项任务现在是“%(stage)s”，不能这样做。", stage=because(STAGE_NAMES[Stage(stage)]))


def why_not_give(words: str, *, owner: Any, due: date | None, on: date) -> str:
    """A task says what is to be done, who does it and by which day."""
    if not words.strip():
        return because("请写要做什么。")
    if len(words) > LONGEST_WORDS:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS)
    return why_not_owner(owner) or why_not_due(due, on=on)


def why_not_owner(owner: Any) -> str:
    """One owner who is still there: a post that is held, or an outside body in use."""
    if owner is None:
        return because("请选由谁来做。")
    if getattr(owner, "ended_at", None) or getattr(owner, "is_active", True) is False:
        return because("%(who)s已经不在这里了，请选别人。", who=str(owner))
    return YES


def why_not_due(due: date | None, *, on: date) -> str:
    """A day, not in the past and not beyond what anybody remembers."""
    if due is None:
        return because("请写哪天前做完。")
    if due < on:
        return because("%(day)s已经过了，请写今天或以后的日子。", day=month_day(due))
    return because("日子太远了，请写三年以内的。") if due > on + FARTHEST else YES


def why_not_return(stage: str, *, returned_at: datetime | None, why: str | None = None) -> str:
    """Once, with its reason (M60); the day stays. `why` None: not asked yet, for the button."""
    if returned_at:
        return because("这项任务已经退回过一次，不能再退；可以转给别人。")
    if reason := why_not_act(stage, Act.RETURNED):
        return reason
    return YES if why is None else why_not_why(why, because("请写退回的原因。"))


def why_not_hand(stage: str, *, now: Any, to: Any) -> str:
    """To somebody else who is there; the day stays."""
    if to is not None and to == now and stage != Stage.BACK:
        return because("这项任务已经由%(who)s来做。", who=str(to))
    return why_not_act(stage, Act.HANDED) or why_not_owner(to)


def why_not_drop(stage: str, *, promised: bool, why: str | None = None) -> str:
    """What a council was promised is kept or handed on, never dropped."""
    if promised:
        return because("这是会上答应的事，不能取消；做不了的请退回或转给别人。")
    if reason := why_not_act(stage, Act.DROPPED):
        return reason
    return YES if why is None else why_not_why(why, because("请写为什么不用做了。"))


def why_not_move(stage: str, was: date, due: date | None, why: str, *, on: date) -> str:
    """Another day, ahead, with its reason, while somebody is at it."""
    if reason := why_not_act(stage, Act.MOVED):
        return reason
    if due == was:
        return because("日子没有变。")
    return why_not_due(due, on=on) or why_not_why(why, because("请写为什么改，说过这件事的人会看到。"))


def why_not_add(stage: str, *, steps: int, more: int) -> str:
    """A few steps more, as long as somebody is at it; a list that nobody reads is no help."""
    if reason := why_not_act(stage, Act.NOTED):
        return reason
    if not more:
        return because("请写一步，一行一步。")
    return because("最多分 %(most)s 步。", most=MOST_STEPS) if steps + more > MOST_STEPS else YES


def why_not_reword(stage: str, *, done: bool, words: str | None = None) -> str:
    """Until it is done. `words` None: not asked yet, for the link."""
    if reason := why_not_act(stage, Act.NOTED):
        return reason
    if done:
        return because("这一步已经做完了，不再改。")
    return YES if words is None or words.strip() else because("请写这一步做什么。")


def why_not_finish(stage: str, *, words: str, who: str, outputs: Iterable[tuple[Any, str]]) -> str:
    """Done says what was done and by whom; quantities are numbers with a unit. No photo is asked for (R1.3)."""
    if reason := why_not_act(stage, Act.FINISHED):
        return reason
    if not words.strip():
        return because("请写做了什么。")
    if not who.strip():
        return because("请写是谁做的。")
    return next((reason for one in outputs if (reason := why_not_output(*one))), YES)


def why_not_output(quantity: Any, unit: str) -> str:
    """A quantity above nothing, with what it counts."""
    number = quantity_of(quantity)
    if number is None or number <= 0 or number > MOST_OF_ANYTHING:
        return because("“%(what)s”不是数量，请写数字，例如 60 或 2.5。", what=str(quantity))
    if not unit_of(unit) or len(unit_of(unit)) > LONGEST_UNIT:
        return because("请写单位，例如平方米、盏、个。")
    return YES


def why_not_cost(cost: Decimal | None, paid_by: str) -> str:
    """Money that was spent was somebody's."""
    return because("请写钱是谁出的。") if cost and not paid_by.strip() else YES


def why_not_why(why: str, ask: str) -> str:
    """A reason is a few words at least."""
    return YES if len(why.strip()) >= 4 else ask


LINE = re.compile(r"^(?P<what>.*?\D)\s*(?P<quantity>[0-9０-９][0-9０-９.,，．]*)\s*(?P<unit>[^\d\s].*)$")


def outputs_of(text: str) -> list[tuple[str, Decimal, str]]:
    """One a line: 清理杂物 12 立方米. ValueError carries the reason for the first line that is none."""
    found = []
    for line in [line.strip() for line in text.splitlines() if line.strip()]:
        match = LINE.match(line)
        if match is None:
            raise ValueError(because("“%(line)s”看不明白，请写成：清理杂物 12 立方米。", line=line[:40]))
        quantity, unit = quantity_of(match["quantity"]), unit_of(match["unit"].rstrip("。"))
        if reason := why_not_output(match["quantity"], unit):
            raise ValueError(reason)
        assert quantity is not None
        found.append((match["what"].strip(" ：:")[:60], quantity, unit))
    if len(found) > MOST_OUTPUTS:
        raise ValueError(because("最多写 %(most)s 样。", most=MOST_OUTPUTS))
    return found


def quantity_of(text: Any) -> Decimal | None:
    """A number as people type it (full-width digits, thousands commas); None when it is none."""
    try:
        number = Decimal(unicodedata.normalize("NFKC", str(text)).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.001")) if number.is_finite() and abs(number) < 10**12 else None


def unit_of(text: str) -> str:
    """The unit as it is summed: ㎡, m2 and 平米 are 平方米."""
    plain = text.strip()
    return SAME_UNIT.get(plain.lower(), plain)


def amount(quantity: Decimal) -> str:
    """60, 2.5: without the zeros nobody said."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def steps_of(text: str) -> list[str]:
    """One step a line; empty lines are none."""
    return [line.strip()[:120] for line in text.splitlines() if line.strip()][:MOST_STEPS]


def days_over(due: date, *, on: date) -> int:
    """How many days late; 0 while there is time."""
    return max(0, (on - due).days)


def title_of(words: str) -> str:
    """The first line, short enough for a list."""
    first = words.strip().splitlines()[0].rstrip("。") if words.strip() else ""
    return first if len(first) <= 40 else first[:39] + "…"
