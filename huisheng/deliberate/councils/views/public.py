"""Councils as anybody reads them: agenda before, minutes after, dates for one's own calendar. No names (R13.4)."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now

from huisheng.deliberate.councils import feed, services
from huisheng.deliberate.councils.models import Council, CouncilSession
from huisheng.deliberate.councils.terms import State
from huisheng.deliberate.councils.views import shown
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_ground
from huisheng.territory.places.services import in_areas

SEE = "council.see"
MOST = 60


@act(SEE)
def councils(request: HttpRequest) -> HttpResponse:
    """The councils of my community and of the street above it, each with its next date."""
    ground = my_ground(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    here = in_areas([ground.path], "place__path") | Q(place=ground.street)
    found = list(services.councils().filter(here, ended_on=None).order_by("place__path", "pk")[:MOST])
    ahead: dict[int, CouncilSession] = {}
    coming = CouncilSession.objects.filter(
        council__in=found, cancelled_at=None, closed_at=None, starts__gte=now()
    )
    for one in coming.order_by("-starts"):
        ahead[one.council_id] = one
    rows = [{"council": one, "next": ahead.get(one.pk)} for one in found]
    return render(
        request, "deliberate/councils.html", {"rows": rows, "ground": ground, "brand": {"name": ground.name}}
    )


def by_token(token: str) -> Council:
    """The council that a public link names, or 404. One query."""
    return get_object_or_404(services.councils(), token=token)


@act(SEE)
def council(request: HttpRequest, token: str) -> HttpResponse:
    """One council: what it is, when it meets, the months it did not, what came of its sessions."""
    found = by_token(token)
    sessions = list(found.sessions.order_by("-starts")[:MOST])
    context = {
        "council": found,
        "next": shown.upcoming(found),
        "rows": [shown.session_row(one) for one in sessions if one.state in (State.CLOSED, State.CANCELLED)],
        "months": shown.calendar_of(found, sessions),
        "met": shown.met_of(found),
        "parties": services.seats(found),
        "runs": runs(request, found),
        "brand": {"name": (found.place.community or found.place.street or found.place).name},
    }
    return render(request, "deliberate/council.html", context)


def runs(request: HttpRequest, found: Council) -> bool:
    """Whether the reader may work on this council: it lies in their area, or they convene it."""
    own = request.user.is_authenticated and request.user.pk == found.chair_id
    return hat_for("council.run", list(request.hats), path=found.place.path, own=own) is not None  # type: ignore[attr-defined]


@act(SEE)
def dates(request: HttpRequest, token: str) -> HttpResponse:
    """The series as .ics, to subscribe to from a telephone: moved and called off dates follow."""
    found = by_token(token)
    events = [
        feed.Event(
            uid=f"session-{one.token}@huisheng", starts=one.starts, title=found.name, where=one.where,
            url=request.build_absolute_uri(reverse("deliberate:session", args=[one.token])),
            sequence=one.moves + (one.cancelled_at is not None), cancelled=one.cancelled_at is not None, words=one.why,
        )
        for one in found.sessions.order_by("starts")
    ]  # fmt: skip
    answer = HttpResponse(
        feed.calendar_text(found.name, events, at=now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'inline; filename="council-{found.token}.ics"'
    return answer


def session_by_token(token: str) -> CouncilSession:
    """The session that a public link names, or 404. One query."""
    found = services.known().filter(token=token).first()
    if found is None:
        raise Http404
    return found


@act(SEE)
def session(request: HttpRequest, token: str) -> HttpResponse:
    """One session: before it the agenda with its papers, afterwards what was decided and who answers for it."""
    return render(request, "deliberate/session.html", page_of(request, session_by_token(token)))


def page_of(request: HttpRequest, found: CouncilSession) -> dict[str, Any]:
    """What the page shows of a session; the minutes on paper show the same."""
    return {
        "session": found,
        "council": found.council,
        "row": shown.session_row(found),
        "items": shown.items_of(found),
        "came": shown.came(found) if found.opened_at else None,
        "runs": runs(request, found.council),
        "brand": {
            "name": (found.council.place.community or found.council.place.street or found.council.place).name
        },
    }
