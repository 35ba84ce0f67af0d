"""The street page and the list behind each of its numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from huisheng.collect.concerns.behind import is_key
from huisheng.people.permissions.views import act, wear
from huisheng.square.desk.rules import read_cursor
from huisheng.square.street import services
from huisheng.square.street.lists import kinds_page, list_page
from huisheng.square.street.shown import street_page


@act("street.see")
def street(request: HttpRequest) -> HttpResponse:
    """Coverage, the three rates, the slow tail, from said to satisfied: of one place, over some months."""
    return render(request, "square/street.html", street_page(_asked(request)))


@act("street.see")
def street_kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of matter, of the same place and time."""
    return render(request, "square/street_kinds.html", kinds_page(_asked(request)))


@act("street.see")
def street_list(request: HttpRequest) -> HttpResponse:
    """The matters that a number on the street page counts, `?key=`."""
    asked = _asked(request)
    key = request.GET.get("key", "")
    if not is_key(key):
        raise Http404
    cursor = read_cursor(request.GET.get("after", ""), request.GET.get("before", ""))
    return render(request, "square/street_list.html", list_page(asked, key, cursor))


def _asked(request: HttpRequest) -> services.Asked:
    minute = now().replace(second=0, microsecond=0)  # looked at again within it, nothing is counted twice
    asked = services.asked(request.GET, request.hats, now=minute)  # type: ignore[attr-defined]
    wear(request, "street.see", path=asked.place.path)
    return asked
