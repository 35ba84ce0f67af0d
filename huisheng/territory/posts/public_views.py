"""Find my contact: from the community to the door in three or four taps, or by the label; nobody logs in."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from huisheng.echo.addresses import whole
from huisheng.people.permissions.views import act
from huisheng.territory.mine import contact_card
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.rules import AREAS, LAYERS, Kind, prefixes
from huisheng.territory.posts.services import linked_contacts

ON_THE_WAY = (Kind.COMMUNITY, *AREAS, Kind.BUILDING, Kind.ENTRANCE, Kind.HOME)


@act("contact.find")
def who(request: HttpRequest) -> HttpResponse:
    """`?at=` where the visitor has come to, `?q=` what was typed; the communities that have homes to begin with."""
    at = whole(request.GET.get("at", ""))
    place = get_object_or_404(_open(), pk=at) if at else None
    typed = request.GET.get("q", "").strip()[:40]
    return _page(request, place, typed=typed, steps=_inside(place) if place else _begin(typed), linked=[])


@act("contact.find")
def who_here(request: HttpRequest, token: str) -> HttpResponse:
    """By the label on the wall or the door. Only a home's own label shows who is linked to that home (M05)."""
    place = get_object_or_404(_open(), token=token)
    linked = linked_contacts(place, on=localdate()) if place.kind == Kind.HOME else []
    return _page(request, place, steps=_inside(place), linked=linked)


def _page(
    request: HttpRequest,
    place: Place | None,
    *,
    steps: QuerySet[Place],
    linked: list[Appointment],
    typed: str = "",
) -> HttpResponse:
    way = (
        Place.objects.filter(path__in=prefixes(place.path), kind__in=ON_THE_WAY)
        if place
        else Place.objects.none()
    )
    context = {
        "place": place,
        "contact": contact_card(place, on=localdate()) if place else None,
        "linked": linked,
        "steps": steps,
        "way": sorted(way, key=lambda one: len(one.path)),
        "typed": typed,
    }
    return render(request, "territory/who.html", context)


def _open() -> QuerySet[Place]:
    return Place.objects.filter(kind__in=ON_THE_WAY, closed_on=None).select_related("community")


def _begin(typed: str) -> QuerySet[Place]:
    """Communities where somebody lives, or what was typed; of a whole province only those that are in use."""
    lived_in = _open().filter(Q(coverage__occupied__gt=0))
    if typed:
        named = Q(name__icontains=typed) | Q(where__icontains=typed)
        return lived_in.filter(named).order_by("path")[:30]
    return lived_in.filter(kind=Kind.COMMUNITY).order_by("street", "order", "path")[:200]


def _inside(place: Place) -> QuerySet[Place]:
    """One step further in; every door, whoever lives behind it or nobody."""
    inside = Q(run_by=place) | Q(parent=place, run_by=None)
    return Place.objects.filter(inside, closed_on=None).exclude(kind__in=LAYERS).order_by("order", "path")
