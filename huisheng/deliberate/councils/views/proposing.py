"""From a hot topic to an agenda in one press (M163)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from huisheng.collect.concerns.further import ABOUT_TOPICS
from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.views.finding import RUN, reachable
from huisheng.echo.addresses import address
from huisheng.echo.asking import offer
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act
from huisheng.territory.places.services import in_areas


@act(RUN)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the meetings ahead shall talk about it; where there is only one, straight to its agenda."""
    topic = get_object_or_404(HotTopic, pk=pk)
    if not topic.concerns.filter(in_areas(areas(RUN, request.hats))).exists():  # type: ignore[attr-defined]
        raise Http404
    ahead = _ahead(request, topic)
    if len(ahead) == 1:
        return redirect(_agenda(ahead[0], topic))
    rows = [{"session": one, "url": _agenda(one, topic)} for one in ahead]
    return render(request, "deliberate/propose.html", {"topic": topic, "rows": rows})


def _ahead(request: HttpRequest, topic: HotTopic) -> list[CouncilSession]:
    """Meetings still to come of councils whose place takes in something that was said of it, the next first."""
    paths = list(topic.concerns.filter(is_open=True).values_list("path", flat=True))
    ahead = services.known().filter(reachable(request, "council__"), opened_at=None, cancelled_at=None)
    return [
        one
        for one in ahead.order_by("starts")
        if any(path.startswith(tuple(one.council.place.reach)) for path in paths)
    ]


def _agenda(session: CouncilSession, topic: HotTopic) -> str:
    return f"{address('deliberate:item_matters', session.pk)}?from=topic-{topic.pk}"


def offers(request: StaffRequest, topic: Any) -> list[dict[str, Any]]:
    """Beside a hot topic, for whoever convenes councils anywhere."""
    if hat_for(RUN, request.hats) is None:
        return []
    return [offer(_("拿到议事会上"), address("deliberate:propose", topic.pk), style="quiet")]


ABOUT_TOPICS.append(offers)
