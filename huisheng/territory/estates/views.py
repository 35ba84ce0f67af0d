"""Who runs each estate of my area, which lack what; one estate's card to write on (M10)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.echo.asking import ask
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.estates import services
from huisheng.territory.estates.forms import EstateBodyForm
from huisheng.territory.estates.rules import BODY_NAMES, Body
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import in_areas

LABELS: dict[str, Any] = {
    services.BRANCH: services.BRANCH_NAME,
    **{body.value: gettext_lazy(name) for body, name in BODY_NAMES.items()},
}


@act("estate.see")
def estates(request: HttpRequest) -> HttpResponse:
    """Every estate of my area with its bodies; `?lacking=committee` lists those without an owners' committee."""
    mine = in_areas(areas("estate.see", request.hats))  # type: ignore[attr-defined]
    found = Place.objects.filter(mine, kind=Kind.ESTATE, closed_on=None).select_related("community")
    lacking = request.GET.get("lacking", "")
    found = services.lacking(found, lacking) if lacking in LABELS else found
    cards = services.who_runs(found.order_by("community__order", "order"), on=localdate())
    context = {"cards": cards, "lacking": lacking, "labels": LABELS, "label": LABELS.get(lacking, "")}
    return render(request, "territory/estates.html", context)


@act("estate.see")
def estate(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of one estate; the office writes on it what it knows."""
    found = get_object_or_404(Place, pk=pk)
    wear(request, "estate.see", path=found.path)
    initial = {"as_of": localdate(), "body": request.GET.get("body", Body.COMMITTEE), "present": "yes"}
    form = EstateBodyForm(request.POST or None, initial=initial)
    return ask(
        request,
        form,
        do=lambda: _mark(request, found, form.cleaned_data),
        page="territory/estate.html",
        estate=found,
        card=services.who_runs([found], on=localdate())[0],
    )


def _mark(request: HttpRequest, found: Place, typed: dict[str, Any]) -> HttpResponse:
    wear(request, "estate.edit", path=found.path)
    services.mark(found, Body(typed.pop("body")), by=request.user, at=localtime(), **typed)  # type: ignore[arg-type]
    messages.success(request, _("记下了。"))
    return redirect("territory:estate", found.pk)
