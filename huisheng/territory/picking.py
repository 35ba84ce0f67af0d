"""Pick a place by typing: the part of a page that finds one within the reader's own area."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Length
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from huisheng.echo.addresses import whole
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import wear
from huisheng.territory.models import Place
from huisheng.territory.places.rules import order_of
from huisheng.territory.places.services import in_areas

MOST = 20


@dataclass
class Picked:
    """The place chosen (`?at=`), or what was typed (`?q=`) and the places that it may mean."""

    place: Place | None = None
    typed: str = ""
    found: list[Place] = field(default_factory=list)


def pick(request: HttpRequest, act: str, *, kinds: Iterable[str] = ()) -> Picked:
    """What the page was asked for. A place outside the reader's area is refused as everywhere (wear)."""
    if at := request.GET.get("at", ""):
        place = get_object_or_404(Place, pk=whole(at), closed_on=None)
        wear(request, act, path=place.path)
        return Picked(place)
    typed = request.GET.get("q", "").strip()[:60]
    return Picked(None, typed, find(typed, areas(act, request.hats), kinds=kinds) if typed else [])  # type: ignore[attr-defined]


def find(typed: str, paths: list[str], *, kinds: Iterable[str] = ()) -> list[Place]:
    """Open places under these paths whose full name has every word that was typed; the widest first."""
    wanted = in_areas(paths) & Q(closed_on=None)
    for word in typed.split():
        wanted &= Q(where__icontains=word) | Q(community__name__icontains=word)
    places = Place.objects.filter(wanted).select_related("community")
    places = places.filter(kind__in=list(kinds)) if kinds else places
    nearest = places.order_by(Length("path"), "order")[:MOST]
    return sorted(nearest, key=lambda place: (len(place.path), order_of(place.where)))


def ground(request: HttpRequest, act: str) -> Place:
    """The place of a page about an area: `?at=`, else the widest area in which the reader may do this act."""
    picked = pick(request, act).place
    paths = areas(act, request.hats)  # type: ignore[attr-defined]
    return picked or get_object_or_404(Place, path=paths[0] if paths else "")
