"""热点: what several people speak of, and how to make one piece of work of it (M163, M35)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.collect.concerns.hot.services import topics_for
from huisheng.collect.concerns.models import Concern
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act

MOST_SHOWN = 12


@act("hot.see")
def hot(request: StaffRequest) -> HttpResponse:
    """The topics of one's own places, the hottest first."""
    found = topics_for(request.hats)
    at = found[0][0].found_at if found else None
    may_join = hat_for("concern.join", request.hats) is not None
    rows = [_row(topic, concerns, may_join) for topic, concerns in found]
    return render(request, "collect/hot.html", {"rows": rows, "found_at": at})


def _row(topic: HotTopic, concerns: list[Concern], may_join: bool) -> dict[str, Any]:
    """`lead`: the matter that the others may be joined to: the one that has joined ones, else the oldest open one."""
    alone = [one for one in concerns if one.is_open and one.lead_id is None]
    lead = min(alone, key=lambda one: (not one.has_followers, one.raised_at), default=None)
    return {
        "topic": topic,
        "reason": "、".join(topic.reason),
        "n": len(concerns),
        "open": sum(one.is_open for one in concerns),
        "concerns": concerns[:MOST_SHOWN],
        "more": len(concerns) - MOST_SHOWN,
        "lead": lead if may_join and len(alone) > 1 else None,
        "others": [one for one in alone if one != lead],
    }
