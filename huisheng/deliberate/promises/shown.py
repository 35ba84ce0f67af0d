"""How promises are shown: plain rows, in public without anybody's name unless they agreed to it (R13.4).

A session may have three hundred: rows are read as values, and whoever promised many times is looked up once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huisheng.deliberate.councils.models import Council, CouncilSession
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.models import Promise, PromiseMove
from huisheng.deliberate.promises.services import overdue_promises, promises_of
from huisheng.echo.asking import in_words
from huisheng.echo.naming import called_outside, with_name
from huisheng.echo.voices.masking import masked
from huisheng.echo.workdays.words import month_day
from huisheng.territory.models import Appointment

MOST_OPEN, MOST_KEPT = 100, 30
SHOWN = ("pk", "item", "words", "due", "post", "body__name", "kept__words", "kept__at")
BOARD = (*SHOWN, "item__title", "item__session__token", "item__session__council__name")


def rows_of(found: QuerySet[Promise], *, on: date, columns: Iterable[str] = SHOWN) -> list[dict[str, Any]]:
    """Each promise: its words, `who` in public, `owner` for staff, its day, its clock in words. Three queries at most.

    With BOARD for `columns`, also the topic and the council that it came from.
    """
    rows = list(found.select_related(None).prefetch_related(None).values(*columns))
    posts = _posts({row["post"] for row in rows if row["post"]})
    moves, days = _moves([row["pk"] for row in rows]), cache(partial(_day, on=on))
    for row in rows:
        who, owner = posts.get(row["post"]) or (row["body__name"], row["body__name"])
        moved = moves.get(row["pk"], [])
        row |= {
            "words": masked(row["words"]), "who": who, "owner": owner, "kept": row["kept__at"] is not None,
            "kept_words": masked(row["kept__words"] or ""), "moved": moved_of(moved),
            "first_due": moved[0].was if moved else row["due"],
            **days(row["due"], row["kept__at"] is not None),
        }  # fmt: skip
    return rows


def _day(due: date, kept: bool, *, on: date) -> dict[str, Any]:
    """The day as it is written and its clock; many promises have the same."""
    return {"day": date_format(due, _("n月j日")), "clock": _clock(due, kept=kept, on=on)}


def _posts(keys: set[int]) -> dict[int, tuple[str, str]]:
    """By post: in public its kind, and the person's name only when that person agreed; for staff who it is."""
    found = Appointment.objects.select_related("person", "kind", "place").in_bulk(keys)
    return {key: (publicly(post), str(post)) for key, post in found.items()}


def who_of(one: Promise) -> str:
    """Who does it, in public: a body by its name; a post as `publicly` calls it."""
    return str(one.owner) if one.post is None else publicly(one.post)


def publicly(post: Appointment) -> str:
    """A post by its kind, and by the person's name only when that person agreed."""
    return with_name(post.kind, post.person.name) if post.public else called_outside(post.kind)


def _moves(keys: list[int]) -> dict[int, list[PromiseMove]]:
    found: dict[int, list[PromiseMove]] = defaultdict(list)
    for one in PromiseMove.objects.filter(promise__in=keys):
        found[one.promise_id].append(one)
    return found


def moved_of(moves: Iterable[Any]) -> str:
    """原定11月29日前，改过 1 次：等材料. Empty when the day is the one that was promised."""
    several = list(moves)
    if not several:
        return ""
    said = {"day": in_words(month_day(several[0].was)), "n": len(several), "why": masked(several[-1].why)}
    return (
        ngettext(
            "原定%(day)s前，改过 %(n)s 次：%(why)s", "原定%(day)s前，改过 %(n)s 次：%(why)s", len(several)
        )
        % said
    )


def _clock(due: date, *, kept: bool, on: date) -> dict[str, str]:
    if kept:
        return {"words": _("做到了"), "what": "", "state": "ok"}
    over = rules.days_over(due, on=on)
    if over:
        return {"words": _("过了 %(n)s 天") % {"n": over}, "what": "", "state": "late"}
    left = (due - on).days
    words = _("今天到期") if not left else _("还有 %(n)s 天") % {"n": left}
    return {"words": words, "what": "", "state": "due" if left <= 2 else ""}


def of_session(session: CouncilSession, *, only: int | None = None) -> dict[int, list[dict[str, Any]]]:
    """The promises of each item of a session, or of one item `only`. Three queries at most."""
    return by_item(promises_of(session, only=only))


def by_item(found: QuerySet[Promise]) -> dict[int, list[dict[str, Any]]]:
    """Rows by item, in the order of their days."""
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(found, on=localdate()):
        rows[row["item"]].append(row)
    return dict(rows)


def overdue_of(council: Council) -> list[dict[str, Any]]:
    """What opens the next session: promised for a day that has passed, and not done. Three queries at most."""
    today = localdate()
    return rows_of(overdue_promises(council, on=today), on=today)


def in_three(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """A board: what is late, what is coming, what was kept (the latest first)."""
    board: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        board["kept" if row["kept"] else "late" if row["clock"]["state"] == "late" else "coming"].append(row)
    board["kept"].sort(key=lambda row: row["kept__at"], reverse=True)
    return dict(board)


def board(found: QuerySet[Promise]) -> dict[str, list[dict[str, Any]]]:
    """The board of some promises: all that is open as far as a page holds it, and what was kept last."""
    today = localdate()
    still = found.filter(kept=None).order_by("due", "pk")[:MOST_OPEN]
    done = found.exclude(kept=None).order_by("-kept__at")[:MOST_KEPT]
    return in_three([row for some in (still, done) for row in rows_of(some, on=today, columns=BOARD)])
