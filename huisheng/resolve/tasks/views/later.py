"""Looking again, and which matters are looked at again (M91); the list behind each sum of outputs (M63)."""

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act, wear
from huisheng.resolve.tasks import forms, services
from huisheng.resolve.tasks.models import Output, Recheck, RecheckRule
from huisheng.resolve.tasks.sums import outputs_in, sums
from huisheng.territory.picking import ground

MOST = 300


@act("recheck.do")
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked whether it still holds."""
    hats = request.hats  # type: ignore[attr-defined]
    one = get_object_or_404(
        Recheck.objects.select_related("concern__voice", "concern__place", "concern__speaker"), pk=pk
    )
    own = one.post_id in [hat.post for hat in hats if hat.post]
    hat = hat_for("recheck.do", hats, path=one.concern.path, own=own)
    if hat is None:
        raise Http404
    form = forms.LookForm(request.POST or None)

    def do() -> HttpResponse:
        services.recheck(one, **form.cleaned_data, by=cast(Person, request.user), at=now(), hat=hat.title)
        messages.success(request, _("记下了。"))
        return redirect("resolve:tasks")

    title = _("过了 %(n)s 天，再去看一眼") % {"n": one.days}
    return ask(
        request,
        form,
        do=do,
        page="resolve/act.html",
        title=title,
        under=one.concern.voice.title,
        button=_("记下"),
    )


@act("recheck.edit")
def rules(request: HttpRequest) -> HttpResponse:
    """Which kinds of matter are looked at again, and when."""
    services.seed_rules()
    form = forms.RuleForm(request.POST or None)

    def do() -> HttpResponse:
        services.change_rules(form.cleaned_data["category"], form.cleaned_data["days"])
        messages.success(request, _("改好了，以后办结的照这个来。"))
        return redirect("resolve:recheck_rules")

    rows: dict[str, list[int]] = {}
    for row in RecheckRule.objects.select_related("category"):
        rows.setdefault(row.category.name, []).append(row.days)
    return ask(request, form, do=do, page="resolve/recheck_rules.html", rows=rows.items())


@act("output.see")
def outputs(request: HttpRequest) -> HttpResponse:
    """What there is now that was not there before, summed by unit; `?unit=` shows the list behind one sum."""
    place = ground(request, "output.see")
    wear(request, "output.see", path=place.path)
    unit = request.GET.get("unit", "")
    found = outputs_in(place)
    rows = found.filter(unit=unit) if unit else found
    return render(request, "resolve/outputs.html", {
        "place": place, "unit": unit, "sums": sums(found), "today": localdate(), "rows": listed(rows),
    })  # fmt: skip


def listed(rows: QuerySet[Output]) -> list[Output]:
    """The newest first, with their tasks. One query."""
    found = rows.select_related("task__voice", "task__place", "task__end")
    return list(found.order_by("-task__end__at", "pk")[:MOST])
