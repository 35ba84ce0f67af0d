"""How promises are shown: plain rows, in public without anybody's name unless they agreed to it (R13.4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huisheng.deliberate.councils.models import Council, CouncilSession
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.models import Promise
from huisheng.deliberate.promises.services import overdue_promises, promises_of
from huisheng.echo.naming import called_outside, with_name
from huisheng.echo.voices.masking import masked

MOST_OPEN, MOST_KEPT = 100, 30


def row_of(one: Promise, *, on: date) -> dict[str, Any]:
    """One promise: its words, who in public, who for staff, and its day in words."""
    kept, moves = getattr(one, "kept", None), list(one.moves.all())
    return {
        "promise": one,
        "words": masked(one.words),
        "who": who_of(one),
        "clock": _clock(one, kept, on=on),
        "kept": kept,
        "moved": moved_of(moves, rules.day),
        "first_due": moves[0].was if moves else one.due,
        "kept_words": masked(kept.words) if kept else "",
    }


def moved_of(moves: Iterable[Any], day: Callable[[date], str]) -> str:
    """原定11月29日前，改过 1 次：等材料. Empty when the day is the one that was promised."""
    several = list(moves)
    if not several:
        return ""
    said = {"day": day(several[0].was), "n": len(several), "why": masked(several[-1].why)}
    return (
        ngettext(
            "原定%(day)s前，改过 %(n)s 次：%(why)s", "原定%(day)s前，改过 %(n)s 次：%(why)s", len(several)
        )
        % said
    )


def who_of(one: Promise) -> str:
    """A body by its name; a post by its kind, and by the person's name only when that person agreed."""
    if one.post is None:
        return str(one.owner)
    return (
        with_name(one.post.kind, one.post.person.name) if one.post.public else called_outside(one.post.kind)
    )


def _clock(one: Promise, kept: Any, *, on: date) -> dict[str, str]:
    if kept:
        return {"words": _("做到了"), "what": "", "state": "ok"}
    over = rules.days_over(one.due, on=on)
    if over:
        return {"words": _("过了 %(n)s 天") % {"n": over}, "what": "", "state": "late"}
    left = (one.due - on).days
    words = _("今天到期") if not left else _("还有 %(n)s 天") % {"n": left}
    return {"words": words, "what": "", "state": "due" if left <= 2 else ""}


def of_session(session: CouncilSession, *, only: int | None = None) -> dict[int, list[dict[str, Any]]]:
    """The promises of each item of a session, or of one item `only`. One query."""
    today = localdate()
    return {
        item: [row_of(one, on=today) for one in several]
        for item, several in promises_of(session, only=only).items()
    }


def overdue_of(council: Council) -> list[dict[str, Any]]:
    """What opens the next session: promised for a day that has passed, and not done. One query."""
    today = localdate()
    return [row_of(one, on=today) for one in overdue_promises(council, on=today)]


def in_three(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """A board: what is late, what is coming, what was kept (the latest first)."""
    board: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        board["kept" if row["kept"] else "late" if row["clock"]["state"] == "late" else "coming"].append(row)
    board["kept"].sort(key=lambda row: row["kept"].at, reverse=True)
    return dict(board)


def board(found: QuerySet[Promise]) -> dict[str, list[dict[str, Any]]]:
    """The board of some promises: all that is open as far as a page holds it, and what was kept last. Two queries."""
    today = localdate()
    still = found.filter(kept=None).order_by("due", "pk")[:MOST_OPEN]
    done = found.exclude(kept=None).order_by("-kept__at")[:MOST_KEPT]
    return in_three([row_of(one, on=today) for one in (*still, *done)])
