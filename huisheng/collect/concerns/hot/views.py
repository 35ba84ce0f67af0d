"""热点: what several people speak of, where and since when, and how to make one piece of work of it (M163, M35)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_noop

from huisheng.collect.concerns.further import further_about
from huisheng.collect.concerns.hot import signals
from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.collect.concerns.hot.plan import plan
from huisheng.collect.concerns.hot.services import person_of, topics_for
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.addresses import whole
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act

MOST_SHOWN = 12
WEEKS = {
    "": gettext_noop("近 90 天"),
    "new": gettext_noop("这一周新出现的"),
    "again": gettext_noop("这一周还在说的"),
}
Found = tuple[HotTopic, list[Concern]]


@dataclass(frozen=True)
class Asked:
    """Which of the topics: of this week, of one place, of one group of kinds, or one with all its matters; 0 and "" are all."""

    week: str = ""
    at: int = 0
    kind: int = 0
    topic: int = 0

    @property
    def at_place(self) -> str:
        """The address of the same topics at one place, before its id."""
        return "?" + urlencode({"week": self.week, **({"kind": self.kind} if self.kind else {}), "at": ""})


@act("hot.see")
def hot(request: StaffRequest) -> HttpResponse:
    """The topics of one's own places, the hottest first: as a plan and as a list."""
    at, found = now(), topics_for(request.hats)
    asked = _asked(request)
    chosen = [one for one in found if _is_asked(asked, *one, now=at)]
    may_join = hat_for("concern.join", request.hats) is not None
    page = {
        "rows": [_row(request, asked, topic, concerns, may_join, at) for topic, concerns in chosen],
        "found_at": max((topic.found_at for topic, _concerns in found), default=None),
        "plan": plan(request.hats, chosen) if found else None,
        "weeks": WEEKS, "asked": asked, "kinds": _kinds(found), "any": bool(found),
    }  # fmt: skip
    answer = render(request, "collect/hot.html", page | {"tiles": settings.TILES})
    answer.images_from = settings.TILES.origin  # type: ignore[attr-defined]
    return answer


def _asked(request: StaffRequest) -> Asked:
    week, *numbers = (request.GET.get(name, "") for name in ("week", "at", "kind", "topic"))
    return Asked(week if week in WEEKS else "", *map(whole, numbers))


def _is_asked(asked: Asked, topic: HotTopic, concerns: list[Concern], *, now: datetime) -> bool:
    said = [_said(one, now) for one in concerns]
    in_time = {
        "": True,
        "new": signals.is_new(said, now=now),
        "again": signals.this_week(said, now=now) > 0,
    }[asked.week]
    there = not asked.at or any((one.area_id or one.community_id) == asked.at for one in concerns)
    kind = not asked.kind or any(one.category.group_id == asked.kind for one in concerns)
    return in_time and there and kind and asked.topic in (0, topic.pk)


def _kinds(found: list[Found]) -> list[Any]:
    """The groups of kinds that any topic is about, in the catalogue's order."""
    groups = {one.category.group for _topic, concerns in found for one in concerns if one.category.group}
    return sorted(groups, key=lambda group: group.code)


def _said(one: Concern, at: datetime) -> signals.Said:
    waiting = one.is_open and one.contacted_at is None and one.stage != Stage.JOINED
    return signals.Said(
        localtime(one.raised_at),
        person_of(one),
        unanswered=waiting and one.contact_due < at,
        again=one.reopened > 0,
    )


def _row(
    request: StaffRequest,
    asked: Asked,
    topic: HotTopic,
    concerns: list[Concern],
    may_join: bool,
    at: datetime,
) -> dict[str, Any]:
    """`lead`: the matter that the others may be joined to: the one that has joined ones, else the oldest open one."""
    alone = [one for one in concerns if one.is_open and one.lead_id is None]
    lead = min(alone, key=lambda one: (not one.has_followers, one.raised_at), default=None)
    said = [_said(one, at) for one in concerns]
    return {
        "topic": topic,
        "reason": "、".join(topic.reason),
        "signals": signals.signals(said, now=at),
        "is_new": signals.is_new(said, now=at),
        "n": len(concerns),
        "open": sum(one.is_open for one in concerns),
        "concerns": concerns if asked.topic else concerns[:MOST_SHOWN],
        "more": len(concerns) > MOST_SHOWN and not asked.topic,
        "lead": lead if may_join and len(alone) > 1 else None,
        "others": [one for one in alone if one != lead],
        "further": further_about(request, topic) if alone else [],
    }
