"""Talks as anybody reads them: what is coming, what was said and what became of it; no name, phone or door (R13.4)."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.rules import NOT_FOR_NEIGHBOURS
from huisheng.collect.talks import services
from huisheng.collect.talks.models import PastFate, Talk, TalkPoint, TalkSeries
from huisheng.echo.naming import called_outside
from huisheng.echo.voices.masking import masked
from huisheng.people.permissions.views import act
from huisheng.territory.mine import find_place, my_place
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

MOST, MOST_SERIES = 60, 6


@act("talk.see")
def talks(request: HttpRequest) -> HttpResponse:
    """The talks of my community: those to come, the next first, then those that were."""
    ground = ground_of(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    found = talks_for(ground)
    shown = {
        "ground": ground,
        "coming": sorted((row for row in found if row["ahead"]), key=lambda row: row["talk"].starts),
        "been": [row for row in found if not row["ahead"]],
        "series": series_for(ground),
    }
    return render(request, "collect/talks.html", shown | {"brand": {"name": ground.name}})


def series_for(ground: Place) -> list[dict[str, Any]]:
    """What comes again here: the next dates and, of the last ones, what was left out, with its reason or without (M28)."""
    today = localdate()
    known = TalkSeries.objects.filter(in_areas([ground.path], "place__path")).select_related("place")
    shown = []
    for one in known.exclude(until__lt=today).order_by("place__path", "pk")[:MOST_SERIES]:
        dates = services.dates_of(one, on=today)
        ahead = [each for each in dates if each.day >= today][:3]
        left_out = [each for each in dates if each.day < today and each.state != "held"][-3:]
        shown.append({"series": one, "title": masked(one.title), "dates": [*ahead, *reversed(left_out)]})
    return shown


def ground_of(request: HttpRequest) -> Place | None:
    """The community (or street) whose talks and calls are shown; where there is but one street, that."""
    place = find_place(request.GET.get("in", "")) or my_place(request)
    if place:
        return place.community or place.street
    streets = Place.objects.filter(kind="street", closed_on=None)[:2]
    return streets[0] if len(streets) == 1 else None


def talks_for(ground: Place) -> list[dict[str, Any]]:
    """The latest talks under a community and those of its street as a whole. One query."""
    here = in_areas([ground.path], "place__path") | Q(place=ground.street)
    found = services.known().filter(here).order_by("-starts")[:MOST]
    return [row_of(one) for one in found]


def row_of(talk: Talk) -> dict[str, Any]:
    """One talk in a list; of a row read by `services.known`, without a query."""
    end = getattr(talk, "end", None)
    return {
        "talk": talk,
        "title": masked(talk.title),
        "cancelled": bool(end and end.cancelled),
        "closed": bool(end and not end.cancelled),
        "ahead": end is None and talk.starts > localtime(),
        "why": masked(end.says) if end and end.cancelled else "",
        "said": talk.said,  # type: ignore[attr-defined]
        "bare": talk.bare,  # type: ignore[attr-defined]
    }


@act("talk.see")
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """One evening: every point with what became of it; shareable."""
    found = services.known().filter(token=token).first()
    if found is None:
        raise Http404
    return render(request, "collect/talk.html", page_of(found))


def page_of(found: Talk) -> dict[str, Any]:
    """What anybody reads of a talk. Five queries more: points, their past fates, what was said of them later, hosts, roles."""
    rows = list(services.points_of(found))
    later = services.later_words(rows)
    points = [point_of(one, later.get(one.voice_id, "")) for one in rows]
    hosts = [
        f"{post.place.where} {called_outside(post.kind)}"
        for post in found.hosts.select_related("kind", "place")
    ]
    return row_of(found) | {
        "place": found.place.area or found.place,
        "points": points,
        "hosts": list(dict.fromkeys(hosts)),
        "guests": masked(found.guests),
        "roles": services.roles_of(found),
        "says": masked(found.end.says) if hasattr(found, "end") else "",
    }


def point_of(one: TalkPoint, later: str = "") -> dict[str, Any]:
    """A point without what points to a person; of a private one, and of what became a private matter, only its fate."""
    fate = getattr(one, "fate", None)
    concern = fate.concern if fate else None
    hidden = one.private or bool(concern and concern.category.code in NOT_FOR_NEIGHBOURS)
    names = [one.speaker.name] if one.speaker else []
    return {
        "number": one.number,
        "kind": one.get_kind_display(),
        "words": _("（家里的事，不公开）") if hidden else masked(one.words, names),
        "fate": fate.get_fate_display() if fate else "",
        "told": "" if hidden or not fate else masked(fate.words, names),
        "whom": masked(fate.whom) if fate and not hidden else "",
        "stage": concern.get_stage_display() if concern else "",
        "later": "" if hidden else masked(later, names),
        "past": [past_of(each, names, hidden) for each in one.past_fates.all() if each.why],
    }


def past_of(one: PastFate, names: list[str], hidden: bool) -> dict[str, Any]:
    """What stood there before and why it was corrected; of a private point only that it was."""
    why = "" if hidden else masked(one.why, names)
    told = "" if hidden else masked(one.words or one.whom, names)
    return {"fate": one.get_fate_display(), "told": told, "at": one.corrected_at, "why": why}
