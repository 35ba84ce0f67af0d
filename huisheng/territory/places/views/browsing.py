"""The tree of places, and the page of one (M01)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.echo.addresses import whole
from huisheng.people.permissions.views import act
from huisheng.territory.brands.rules import OF as BRANDED
from huisheng.territory.places import rules
from huisheng.territory.places.models import Place
from huisheng.territory.places.positions import PLACED
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import finding, gathered, in_areas
from huisheng.territory.places.views.finding import mine, place_of
from huisheng.territory.posts.services import contact_of, held
from huisheng.territory.profiles.rules import OF as PROFILED
from huisheng.territory.profiles.services import profile_of

A_PAGE = 60
LATEST = 20
AT_MOST = 200  # of one kind of answer on one page


@act("place.see")
def places(request: HttpRequest) -> HttpResponse:
    """My area: what lies in it, or what was typed (`?q=`), under any node (`?at=`)."""
    paths, at = mine(request, "place.see"), request.GET.get("at", "")
    place = place_of(request, "place.see", at) if whole(at) else _only(paths)
    typed = request.GET.get("q", "").strip()[:60]
    if typed:
        found = finding.search(typed, [place.path] if place else paths)
    elif place:
        found = finding.children(place, closed="closed" in request.GET)
    else:
        found = finding.listed(Place.objects.filter(path__in=paths)).order_by("order")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "territory/places.html", {"page": page, "place": place, "typed": typed, **_way(place, paths)}
    )


def _only(paths: list[str]) -> Place | None:
    """Whoever has one area begins in it."""
    return Place.objects.filter(path=paths[0]).first() if len(paths) == 1 else None


def _way(place: Place | None, paths: list[str]) -> dict[str, Any]:
    """The way from the reader's area down to the place; what lies above is named without a link."""
    above = finding.ancestors(place) if place else []
    return {"way": [(one, any(one.path.startswith(path) for path in paths)) for one in above]}


@act("place.see")
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: where, who answers for it, what lies in it, its label, its history."""
    found = place_of(request, "place.see", pk)
    parts = Paginator(finding.children(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": found,
        "page": parts,
        "contact": _contact(found),
        "posts": held(localdate()).filter(place=found).order_by("kind__rank", "pk"),
        "layers": finding.layers_of(found),
        "gathered": gathered(found)[:AT_MOST] if finding.is_layer(found) else (),
        "is_layer": finding.is_layer(found),
        "history": finding.history(found)[:LATEST],
        "label": request.build_absolute_uri(rules.label_path(found.token)),
        "acts": _acts(request, found),
        **profile_of(found),
        **_way(found, mine(request, "place.see")),
    }
    return render(request, "territory/place.html", context)


def _contact(found: Place) -> dict[str, str] | None:
    """Who answers for the place, as staff see it: with the name and the phone, and whether residents see them."""
    post = contact_of(found, on=localdate())
    if post is None:
        return None
    note = "" if post.public else _("姓名和电话没有对居民公开")
    return {"title": post.title, "name": post.person.name, "phone": post.phone, "note": note}


def _acts(request: HttpRequest, found: Place) -> list[dict[str, Any]]:
    """The edits that this reader may do here, each a page of its own."""
    if (
        found.closed_on
        or not Place.objects.filter(in_areas(mine(request, "place.edit")), pk=found.pk).exists()
    ):
        return []
    offers = [
        ("parts/", _("登记里面的地方"), bool(rules.kinds_in(found.kind)), "main"),
        ("border/", _("改边界"), finding.is_layer(found), "main"),
        ("name/", _("改名"), True, ""),
        ("parent/", _("搬到别处"), found.parent_id is not None, ""),
        ("merger/", _("并入另一处"), found.parent_id is not None, ""),
        ("code/", _("改编码"), found.kind in (Kind.STREET, Kind.COMMUNITY), ""),
        ("profile/", _("概况"), found.kind in PROFILED, ""),
        ("brand/", _("品牌"), found.kind in BRANDED, ""),
        ("phone/", _("改公开电话"), found.kind != Kind.HOME and not finding.is_layer(found), ""),
        ("position/", _("改位置"), found.kind in PLACED, ""),
        ("closing/", _("停用"), True, "quiet"),
    ]
    return [
        {"url": url, "label": label, "form_page": True, "style": style}
        for url, label, fits, style in offers
        if fits
    ]
