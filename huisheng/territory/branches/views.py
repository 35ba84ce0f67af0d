"""The branches of my area, as cards; found one, change one (M06)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.branches import services
from huisheng.territory.branches.forms import BranchForm
from huisheng.territory.branches.models import Branch
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import AREAS, Kind
from huisheng.territory.places.services import in_areas


@act("branch.see")
def branches(request: HttpRequest) -> HttpResponse:
    """Every branch that serves an estate of my area."""
    mine = in_areas(areas("branch.see", request.hats), "estates__path")  # type: ignore[attr-defined]
    ids = Branch.objects.filter(mine, closed_on=None).values("pk")
    found = services.cards(Branch.objects.filter(pk__in=ids), on=localdate())
    return render(request, "territory/branches.html", {"cards": found})


@act("branch.edit")
def branch(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new branch, or one of my area to change."""
    found = get_object_or_404(Branch.objects.select_related("home"), pk=pk) if pk else None
    if found:
        wear(request, "branch.edit", path=found.home.path)
    initial = model_to_dict(found) if found else {}
    form = BranchForm(request.POST or None, initial=initial, **_choices(request))
    return ask(
        request,
        form,
        do=lambda: _keep(request, found, form.cleaned_data),
        page="territory/branch.html",
        branch=found,
    )


def _choices(request: HttpRequest) -> dict[str, QuerySet[Place]]:
    mine = Place.objects.filter(in_areas(areas("branch.edit", request.hats)), closed_on=None)  # type: ignore[attr-defined]
    return {
        "homes": mine.filter(kind__in=[Kind.COMMUNITY, Kind.STREET]).order_by("path"),
        "estates": mine.filter(kind__in=AREAS).order_by("community__order", "order"),
    }


def _keep(request: HttpRequest, found: Branch | None, typed: dict[str, Any]) -> HttpResponse:
    kept = services.keep(found, **typed)
    messages.success(request, _("记下了：%(name)s。") % {"name": kept.name})
    return redirect("territory:branches")
