"""How a matter is shown to those who work on it: its clock in words, its lines, who spoke."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import ACT_NAMES, Act, Stage
from huisheng.echo.asking import in_words
from huisheng.echo.voices.models import Line, Speaker
from huisheng.echo.workdays.services import calendar
from huisheng.echo.workdays.words import in_words as due_in_words

SOON = timedelta(hours=4)
RESIDENTS_WORDS = {
    Act.RAISED, Act.THANKED, Act.OBJECTED, Act.WITHDRAWN, Act.REOPENED, Act.CONFIRMED, Act.DISPUTED,
}  # fmt: skip
AWAITED_WORDS = {
    Stage.HEARD: "联系",
    Stage.WORKING: "办好",
    Stage.PAUSED: "恢复计时",
    Stage.REFERRED: "外单位答复",
    Stage.JOINED: "随主件",
    Stage.DONE: "居民确认",
    Stage.SETTLED: "办结",
    Stage.EXITED: "已告知",
}


def clock(moment: datetime, what: str, *, at: datetime | None = None) -> dict[str, str]:
    """A due moment for `_clock.html`: its words, for what, and late, due (within four hours) or nothing."""
    at = at or right_now()
    state = "late" if moment < at else "due" if moment < at + SOON else ""
    return {"words": in_words(due_in_words(moment, at, calendar())), "what": _(what), "state": state}


def clock_of(concern: Concern, *, at: datetime | None = None) -> dict[str, str]:
    """The clock that runs now: of an open matter what is due next, of a closed one only how it ended."""
    stage = Stage(concern.stage)
    if not concern.is_open:
        return {"words": _(AWAITED_WORDS[stage]), "what": "", "state": ""}
    return clock(concern.due_at, AWAITED_WORDS[stage], at=at)


def both_clocks(concern: Concern, *, at: datetime | None = None) -> list[dict[str, str]]:
    """Contact and fix (R2.13): each as it runs, or whether it was met."""
    return [
        _run_out(concern, concern.contact_due, concern.contacted_at, "联系", at),
        _run_out(concern, concern.fix_due, concern.finished_at, "办好", at),
    ]


def _run_out(
    concern: Concern, due: datetime, done: datetime | None, what: str, at: datetime | None
) -> dict[str, str]:
    if done and not (what == "办好" and concern.stage in (Stage.WORKING, Stage.PAUSED, Stage.REFERRED)):
        words = _("按时%(what)s") if done <= due else _("%(what)s超了时限")
        return {"words": words % {"what": _(what)}, "what": "", "state": "ok" if done <= due else "late"}
    return clock(due, what, at=at)


def lines_of(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines for `_lines.html`, oldest first: a resident's words, what was done, and what only staff may read."""
    shown = []
    for line in lines:
        if line.says:
            kind = "said" if line.did in RESIDENTS_WORDS else "done"
            shown.append(_shown(line, kind, line.says))
        if line.inner:
            shown.append(_shown(line, "inner", line.inner))
    return shown


def _shown(line: Line, kind: str, words: str) -> dict[str, Any]:
    return {"kind": kind, "at": line.at, "who": _who(line), "words": words, "did": _did(line)}


def _who(line: Line) -> str:
    said_by_resident = line.did in RESIDENTS_WORDS and not _seen_by_staff(line)
    if line.by is None:
        return line.hat or (_("居民") if said_by_resident else _("系统"))
    helper = f"{line.hat} {line.by.name}".strip()
    return _("居民，由%(who)s代录") % {"who": helper} if said_by_resident else helper


def _seen_by_staff(line: Line) -> bool:
    """Opened again because whoever looked after some weeks found it broken (M91): nobody said it for a resident."""
    return line.did == Act.REOPENED and not line.says.startswith("居民")


def _did(line: Line) -> str:
    return _(ACT_NAMES[Act(line.did)]) if line.did in set(Act) else ""


def masked_name(speaker: Speaker) -> str:
    """王**: enough to talk about, too little to find out (R13.4). The whole name is a reading (I6)."""
    if speaker.anonymous:
        return _("没有留名")
    return speaker.name[:1] + "**" if speaker.name else _("没有留称呼")
