"""What a machine may say about a matter, and when it may act on it (R13.9: it suggests; a person decides)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huisheng.echo.refusals import because

LEAST_LESSONS = 60
LEAST_OF_A_KIND = 5
LEAST_KINDS = 2
LEAST_EXAM = 20
LEAST_PRECISION, MOST_PRECISION = 0.90, 0.999
MORE_WORDS, NEW_WORDS, FEWER_KEPT = 1.5, 0.05, 0.10  # what counts as drift
UNSURE = 0.35  # below this a learned category is not named; the keywords speak instead


@dataclass(frozen=True)
class Lesson:
    """Words and the kind that a person decided, when. `ref` names the matter among the reasons of later suggestions."""

    words: str
    kind: str
    ref: str
    at: datetime


def usable(lessons: list[Lesson]) -> list[Lesson]:
    """The lessons of the kinds that were decided often enough to be learned."""
    often = Counter(lesson.kind for lesson in lessons)
    known = {kind for kind, n in often.items() if n >= LEAST_OF_A_KIND}
    return [lesson for lesson in lessons if lesson.kind in known]


def why_not_learn(lessons: list[Lesson]) -> str:
    """Too few decided matters teach nothing but chance. `lessons`: the usable ones."""
    if len(lessons) < LEAST_LESSONS or len({lesson.kind for lesson in lessons}) < LEAST_KINDS:
        return because(
            "还不够学：一类定过 %(each)s 件以上才算数，要至少 %(kinds)s 类、%(least)s 件；现在算数的有 %(m)s 类、%(n)s 件。",
            least=LEAST_LESSONS, kinds=LEAST_KINDS, each=LEAST_OF_A_KIND, n=len(lessons),
            m=len({lesson.kind for lesson in lessons}),
        )  # fmt: skip
    return ""


def why_not_better(new: float, used: float | None) -> str:
    """A new model is refused when it is worse than the one in use on the same examination (macro-F1 of both)."""
    if used is None or new >= used:
        return ""
    return because(
        "没有换上：同样的考法，新的 %(new)s，在用的 %(used)s。", new=f"{new:.1%}", used=f"{used:.1%}"
    )


def why_not_precision(precision: float) -> str:
    """What a street may ask of automatic sorting."""
    if LEAST_PRECISION <= precision <= MOST_PRECISION:
        return ""
    return because("把握要在 90% 到 99.9% 之间。")


def is_worth_saying(guess: Any) -> bool:
    """A learned kind (category.Guess) is named only with a reason: words that tell it, or matters like it."""
    return guess.probability >= UNSURE and bool(guess.telling or guess.like)


def is_automatic(guess: Any, *, switched_on: bool, precision: float) -> bool:
    """Sorted without a person: only where the street switched it on, surer than it asked for, by words that can be named."""
    return switched_on and guess.probability >= precision and bool(guess.telling)


def examined(lessons: list[Lesson], *, since: datetime) -> tuple[list[Lesson], list[Lesson]]:
    """To learn from, and to be examined on: every second lesson that the model in use cannot have seen (decided after
    it was made). No examination while there are too few of these; then the cards are compared."""
    fresh = [lesson for lesson in lessons if lesson.at > since][::2]
    if len(fresh) < LEAST_EXAM:
        return lessons, []
    kept = {lesson.ref for lesson in fresh}
    return [lesson for lesson in lessons if lesson.ref not in kept], fresh


def drifted(lately: Any) -> list[str]:
    """Sentences about a model that no longer fits: words that it never saw, suggestions that people change more often.

    `lately` (models.Drift): shares `unseen`, `unseen_before` (0-1 or None) and counts `decided`, `kept`, `decided_before`,
    `kept_before`. Nothing while too few were decided, or it does as it did."""
    told: list[str] = []
    unseen, before = lately.unseen, lately.unseen_before
    if (
        unseen is not None
        and before is not None
        and unseen >= MORE_WORDS * before
        and unseen - before >= NEW_WORDS
    ):
        told.append(because(
            "近 30 天说的话里，每 100 个词有 %(now)s 个它没学过，刚学完时是 %(before)s 个。再学一次会好些。",
            now=round(unseen * 100), before=round(before * 100),
        ))  # fmt: skip
    if min(lately.decided, lately.decided_before) >= LEAST_EXAM:
        now, then = lately.kept / lately.decided, lately.kept_before / lately.decided_before
        if then - now >= FEWER_KEPT:
            told.append(because(
                "它近 30 天的建议，%(n)s 件里人改了 %(changed)s 件；刚学完时 %(m)s 件里改 %(then)s 件。再学一次会好些。",
                n=lately.decided, changed=lately.decided - lately.kept,
                m=lately.decided_before, then=lately.decided_before - lately.kept_before,
            ))  # fmt: skip
    return told


def in_percent(probability: float) -> str:
    """How sure, as people read it: never 100 %, for nothing here is."""
    return f"{min(probability, 0.999):.1%}" if probability > 0.99 else f"{probability:.0%}"
