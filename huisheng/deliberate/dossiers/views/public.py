"""A dossier as anybody reads it: what it is to come to, its meetings in their order with what was decided. No names."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from huisheng.deliberate.dossiers import services, shown
from huisheng.deliberate.dossiers.models import Dossier
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_ground
from huisheng.territory.places.services import in_areas

SEE, EDIT, MOST = "dossier.see", "dossier.edit", 60


@act(SEE)
def dossiers(request: HttpRequest) -> HttpResponse:
    """The dossiers of my community and of the street above it, those that go on first."""
    ground = my_ground(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    wide = ground.street or ground
    found = services.known().filter(in_areas([wide.path], "place__path"))
    rows = found.order_by(F("ended_at").asc(nulls_first=True), "-at")[:MOST]
    return render(
        request, "deliberate/dossiers.html", {"rows": rows, "ground": wide, "brand": {"name": wide.name}}
    )


@act(SEE)
def dossier(request: HttpRequest, token: str) -> HttpResponse:
    """One dossier: the meetings with their decisions and promises."""
    found = get_object_or_404(services.known(), token=token)
    context = {
        "dossier": found,
        "meetings": shown.meetings_of(found),
        "counted": shown.counted(shown.matters_of(found)),
        "may_edit": _may_edit(request, found),
        "brand": {"name": (found.place.community or found.place.street or found.place).name},
    }
    return render(request, "deliberate/dossier.html", context)


def _may_edit(request: HttpRequest, found: Dossier) -> bool:
    return hat_for(EDIT, list(request.hats), path=found.place.path) is not None  # type: ignore[attr-defined]
