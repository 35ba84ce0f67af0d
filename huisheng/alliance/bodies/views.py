"""The directory of outside bodies."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.alliance.bodies import rules, services
from huisheng.alliance.bodies.forms import BodyForm
from huisheng.alliance.bodies.models import OutsideBody
from huisheng.echo.asking import ask
from huisheng.echo.refusals import refuse_if
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place


@act("body.see")
def bodies(request: HttpRequest) -> HttpResponse:
    """Whom we can ask: `?q=` by name or competence, `?kind=`."""
    kind, typed = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    found = services.known_in(areas("body.see", request.hats))  # type: ignore[attr-defined]
    if kind in OutsideBody.Kind.values:
        found = found.filter(kind=kind)
    if typed:
        found = found.filter(name__icontains=typed) | found.filter(competence__icontains=typed)
    context = {
        "bodies": found.order_by("-is_active", "kind", "name"),
        "kinds": OutsideBody.Kind.choices,
        "kind": kind,
        "typed": typed,
    }
    return render(request, "alliance/bodies.html", context)


@act("body.edit")
def body(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One more body for our street, or one to change; a shared one shows why it cannot be."""
    mine = areas("body.edit", request.hats)  # type: ignore[attr-defined]
    found = get_object_or_404(services.known_in(mine), pk=pk) if pk else None
    form = BodyForm(request.POST or None, instance=found)
    form.fields["above"].queryset = services.known_in(mine).filter(is_active=True)  # type: ignore[attr-defined]
    why = rules.why_not_change(found.path, mine=mine) if found else ""
    return ask(
        request,
        form,
        do=lambda: _keep(request, found, form.cleaned_data, mine),
        page="alliance/body.html",
        body=found,
        why=why,
    )


def _keep(
    request: HttpRequest, found: OutsideBody | None, typed: dict[str, Any], mine: list[str]
) -> HttpResponse:
    if found:
        found = OutsideBody.objects.get(pk=found.pk)
        refuse_if(rules.why_not_change(found.path, mine=mine))
    kept = services.keep(found, path=street_of(mine), **typed)
    messages.success(request, _("记下了：%(name)s。") % {"name": kept.name})
    return redirect("alliance:bodies")


@act("body.edit")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or in use again."""
    mine = areas("body.edit", request.hats)  # type: ignore[attr-defined]
    found = get_object_or_404(services.known_in(mine), pk=pk)
    refuse_if(rules.why_not_change(found.path, mine=mine))
    services.set_active(found, active="on" in request.POST)
    return redirect("alliance:bodies")


def street_of(paths: list[str]) -> str:
    """The path of the street that the first of these areas belongs to."""
    place = get_object_or_404(Place.objects.select_related("street"), path=paths[0])
    return place.street.path if place.street else place.path
