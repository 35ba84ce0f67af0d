"""A promise of a council has an owner and a day; ending the last one of an item hands its matters back (M41, M42).

Every function answers with its reason; empty means yes. Plain values, no Django.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

LONGEST_WORDS = 300
FARTHEST = timedelta(days=3 * 366)
# What an item must have come to before somebody promises something for it (councils/terms.Outcome).
AGREED = "agreed"
DECIDED = (AGREED, "escalated")
SHORTEST_WHY, LONGEST_WHY = 4, 300


def why_not_promise(outcome: str, words: str, *, owner: Any, due: date | None, on: date) -> str:
    """After a decision, in words, by somebody, by a day."""
    if outcome not in DECIDED:
        return because("这一项还没有形成决议，先有结论，再写谁哪天前做。")
    return why_not_words(words) or why_not_owner(owner) or why_not_due(due, on=on)


def why_not_conclude(outcome: str, *, promised: bool, none_needed: str) -> str:
    """What was agreed is done by somebody, or says why nobody has to do anything."""
    if promised and none_needed.strip():
        return because("已经有人去做了，不用再写为什么不用安排。")
    if promised or outcome != AGREED or len(none_needed.strip()) >= SHORTEST_WHY:
        return YES
    return because("请写第一件由谁、在哪天前做什么；不用谁去做的，请写为什么。")


def why_not_words(words: str) -> str:
    """What is promised, in a sentence."""
    if not words.strip():
        return because("请写要做什么。")
    if len(words) > LONGEST_WORDS:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS)
    return YES


def why_not_owner(owner: Any) -> str:
    """No promise without an owner who is still there."""
    if owner is None:
        return because("请选由谁来做：没有人认领的事不会有人做。")
    if getattr(owner, "ended_at", None) or getattr(owner, "is_active", True) is False:
        return because("%(who)s已经不在这里了，请选别人。", who=str(owner))
    return YES


def why_not_due(due: date | None, *, on: date) -> str:
    """No promise without a day, and none for a day that has passed."""
    if due is None:
        return because("请写哪天前做到。")
    if due < on:
        return because("%(day)s已经过了，请写今天或以后的日子。", day=month_day(due))
    return because("日子太远了，请写三年以内的。") if due > on + FARTHEST else YES


def why_not_move(was: date, due: date | None, why: str, *, kept: bool, on: date) -> str:
    """Another day, ahead, with a reason that those who spoke read. What was kept has no day to move."""
    if kept:
        return because("这件已经做到了。")
    if due == was:
        return because("日子没有变。")
    if reason := why_not_due(due, on=on):
        return reason
    return YES if len(why.strip()) >= SHORTEST_WHY else because("请写为什么改，说过这件事的人会看到。")


def why_not_keep(*, kept: bool, words: str | None = None, who: str | None = None) -> str:
    """Once, with what was done and by whom. `None`: not asked yet, for the button."""
    if kept:
        return because("这件已经做到了。")
    if words is not None and not words.strip():
        return because("请写做了什么。")
    return because("请写是谁做的。") if who is not None and not who.strip() else YES


def all_kept(kept: Iterable[bool]) -> bool:
    """Whether there is a promise and every one of them is kept."""
    all_of_them = list(kept)
    return bool(all_of_them) and all(all_of_them)


def days_over(due: date, *, on: date) -> int:
    """How many days late; 0 while there is time."""
    return max(0, (on - due).days)
