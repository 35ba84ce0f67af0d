"""The border of a grid or cluster: draw it, see which requests would change hands, then do it (M07)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.services import regrid
from huisheng.echo.addresses import whole
from huisheng.echo.refusals import Refused
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place
from huisheng.territory.places import services
from huisheng.territory.places.rules import AREAS, LAYERS, Kind
from huisheng.territory.places.services import gathered, in_areas

AT_MOST = 2000  # places to choose from; a community has some hundred buildings


@act("place.edit")
def border(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what it gathers, to tick otherwise; with `?look` what would change hands. POST: redraw, hand over."""
    layer = _layer(request, pk)
    chosen = _chosen(request, layer)
    if request.method == "POST":
        done = regrid.apply(layer, chosen, by=request.user, at=localtime())  # type: ignore[arg-type]
        messages.success(request, _("边界改好了，%(n)d 件事换了负责人，居民会收到告知。") % {"n": len(done)})
        return redirect("territory:place", layer.pk)
    context: dict[str, Any] = {
        "layer": layer,
        "ticked": {place.pk for place in chosen},
        "choices": _choices(layer, {place.pk for place in chosen}),
    }
    if "look" not in request.GET:
        return render(request, "collect/border.html", context)
    try:
        handovers = regrid.preview(layer, chosen, on=localdate())
    except Refused as refused:
        return render(request, "collect/border.html", {**context, "why": refused.reason}, status=409)
    context |= {"handovers": handovers, "chosen": chosen, "change": services.border(layer, chosen)}
    return render(request, "collect/border.html", context)


def _layer(request: HttpRequest, pk: int) -> Place:
    mine = in_areas(areas("place.edit", request.hats))  # type: ignore[attr-defined]
    found = Place.objects.filter(mine, kind__in=LAYERS, closed_on=None).select_related("community", "parent")
    return get_object_or_404(found, pk=pk)


def _chosen(request: HttpRequest, layer: Place) -> list[Place]:
    """What is ticked; on the first look what the layer gathers now."""
    typed = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and "look" not in typed:
        return list(gathered(layer))
    wanted = [whole(pk) for pk in typed.getlist("place")]
    return list(Place.objects.filter(_around(layer), pk__in=wanted).order_by("where", "pk"))


def _choices(layer: Place, ticked: set[int]) -> list[tuple[Place, list[Place], bool]]:
    """The areas around, each with its buildings and whether any is ticked; buildings without an area stand alone."""
    found = Place.objects.filter(_around(layer), closed_on=None, kind__in=(*AREAS, Kind.BUILDING))
    places = list(found.order_by("community__order", "where", "pk")[:AT_MOST])
    inside: dict[int, list[Place]] = {place.pk: [] for place in places if place.kind in AREAS}
    for place in places:
        if place.kind == Kind.BUILDING and place.area_id in inside:
            inside[place.area_id].append(place)
    alone = (place for place in places if place.kind in AREAS or place.area_id not in inside)
    ordered = {pk: sorted(parts, key=lambda one: one.order) for pk, parts in inside.items()}
    rows = [(place, ordered.get(place.pk, [])) for place in alone]
    return [(place, parts, any(part.pk in ticked for part in parts)) for place, parts in rows]


def _around(layer: Place) -> Any:
    """Where a layer may reach: a grid in its community, a cluster in whatever it was drawn in."""
    scope = layer.community if layer.kind == Kind.GRID else layer.parent
    return in_areas([scope.path] if scope else [])
