"""A board of promises in pages of a hundred, the newest day first; what was asked for stays in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_noop

from huisheng.deliberate.promises.models import Promise
from huisheng.deliberate.promises.shown import BOARD, rows_of
from huisheng.echo.addresses import whole

A_PAGE = 100
STATES = {
    "": gettext_noop("全部"),
    "late": gettext_noop("过了日子的"),
    "coming": gettext_noop("还没到日子的"),
    "kept": gettext_noop("做到了的"),
}


@dataclass(frozen=True)
class Asked:
    """Which promises: a state, a council by its public token, and from where on (the last one seen)."""

    state: str = ""
    council: str = ""
    before: tuple[date, int] | None = None

    def url(self, **changed: str) -> str:
        """The query of this page with something else asked."""
        given = {"state": self.state, "council": self.council} | changed
        return f"?{urlencode({key: value for key, value in given.items() if value})}"


def asked_for(query: Mapping[str, str]) -> Asked:
    """What an address asks for; anything that no page of ours printed is the beginning."""
    state = query.get("state", "")
    return Asked(
        state if state in STATES else "", query.get("council", "")[:16], _before(query.get("before", ""))
    )


def _before(text: str) -> tuple[date, int] | None:
    day, _sep, key = text.partition("_")
    try:
        return (date.fromisoformat(day), whole(key)) if whole(key) else None
    except ValueError:
        return None


def page(found: QuerySet[Promise], asked: Asked, *, on: date) -> tuple[list[dict[str, Any]], str]:
    """A hundred rows, and the address of what comes after them; "" at the end."""
    wanted = found.filter(_in_state(asked.state, on))
    if asked.council:
        wanted = wanted.filter(item__session__council__token=asked.council)
    if asked.before:
        day, key = asked.before
        wanted = wanted.filter(Q(due__lt=day) | Q(due=day, pk__lt=key))
    rows = rows_of(wanted.order_by("-due", "-pk")[: A_PAGE + 1], on=on, columns=BOARD)
    if len(rows) <= A_PAGE:
        return rows, ""
    last = rows[A_PAGE - 1]
    return rows[:A_PAGE], asked.url(before=f"{last['due']}_{last['pk']}")


def _in_state(state: str, on: date) -> Q:
    if state == "kept":
        return Q(kept__isnull=False)
    if state == "late":
        return Q(kept=None, due__lt=on)
    return Q(kept=None, due__gte=on) if state == "coming" else Q()
