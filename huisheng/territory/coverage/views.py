"""Who has a named head and who has not: by part, then door by door, to be printed and walked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from huisheng.people.permissions.views import act
from huisheng.territory.coverage.services import by_building, coverage_of, gaps, parts_of
from huisheng.territory.picking import ground
from huisheng.territory.places.rules import AREAS, Kind

DOORS_SHOWN = 400
BY_DOOR = (*AREAS, Kind.BUILDING, Kind.ENTRANCE, Kind.HOME)


@act("coverage.see")
def coverage(request: HttpRequest) -> HttpResponse:
    """M03, M156: `?at=` a place, else the reader's own. A wide place lists its parts; doors when they are few."""
    place = ground(request, "coverage.see")
    figures = coverage_of(place)
    few = place.kind in BY_DOOR or figures.lacking <= DOORS_SHOWN
    context = {
        "place": place,
        "figures": figures,
        "parts": parts_of(place),
        "gaps": by_building(gaps(place, on=localdate())) if few else None,
    }
    return render(request, "territory/coverage.html", context)
