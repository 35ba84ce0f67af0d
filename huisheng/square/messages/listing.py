"""Which messages and readings somebody in an office sees: those of the area of their post, newest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_noop

from huisheng.echo.addresses import whole
from huisheng.echo.models import Message, Reading
from huisheng.echo.notices.models import State, went_out
from huisheng.echo.notices.rules import Channel
from huisheng.people.permissions.rules import Hat, Reach, reach_of

PAGE = 50
TABS: dict[str, tuple[str, Q]] = {
    "decide": (gettext_noop("要人决定的"), Q(state__in=(State.UNSURE, State.DEAD), error__gt="")),
    "waiting": (
        gettext_noop("等着发的"),
        Q(state__in=(State.WAITING, State.SENDING)) & ~Q(channel=Channel.CALL),
    ),
    "calls": (gettext_noop("等人打电话的"), Q(state=State.WAITING, channel=Channel.CALL)),
    "sent": (gettext_noop("已告知的"), Q(state=State.SENT)),
}


def in_area(field: str, act: str, hats: Iterable[Hat]) -> Q:
    """Rows whose path lies under one of the posts that may do this act; none without such a post."""
    paths = {hat.path for hat in hats if reach_of(act, hat.role) is Reach.AREA and hat.path}
    area = Q(pk__in=[])
    for path in paths:
        area |= Q(**{f"{field}__startswith": path})
    return area


def messages_for(hats: Iterable[Hat], *, tab: str = "") -> "QuerySet[Message]":
    """What left the house or should: every channel but the page itself, which needs no sending."""
    wanted = TABS[tab][1] if tab in TABS else Q()
    found = went_out().filter(wanted, in_area("line__voice__path", "message.see", hats))
    return found.select_related("speaker", "person", "caller", "line__voice__concern__speaker")


def readings_for(hats: Iterable[Hat]) -> "QuerySet[Reading]":
    """Who read whose name and phone, and what for."""
    found = Reading.objects.filter(in_area("path", "reading.see", hats))
    return found.select_related("by", "speaker", "person")


def page_of(rows: "QuerySet[Any]", *, before: str) -> tuple[list[Any], int | None]:
    """Fifty rows before an id, newest first, and the id from which the older ones go on (None at the end)."""
    found = rows.filter(pk__lt=last) if (last := whole(before)) else rows
    several = list(found.order_by("-pk")[: PAGE + 1])
    return several[:PAGE], several[PAGE - 1].pk if len(several) > PAGE else None


def pager(asked: QueryDict, older: int | None) -> dict[str, str]:
    """Links to the first page and to the older ones, for _pager.html."""
    query = asked.copy()
    was_older = query.pop("before", None)
    first = f"?{query.urlencode()}" if was_older else ""
    if older:
        query["before"] = str(older)
    return {"later": first, "earlier": f"?{query.urlencode()}" if older else ""}
