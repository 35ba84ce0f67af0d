"""The rules of votes: shipped ones, and a street's own with where each is written and who confirmed it (R5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import forms, local
from huisheng.deliberate.ballots.law import PROFILES, Profile
from huisheng.deliberate.ballots.models import LawProfile
from huisheng.deliberate.ballots.services import law
from huisheng.deliberate.ballots.views.committees import RULES
from huisheng.echo.asking import ask
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_street
from huisheng.territory.models import Place


def _street(request: HttpRequest) -> Place:
    street = my_street(request, RULES)
    if street is None:
        raise Http404
    return street


@act(RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """The street's own rules and those that come with the house."""
    own = LawProfile.objects.filter(street=_street(request)).prefetch_related("rules")
    rows = [(one, sum(rule.confirmed_on is None for rule in one.rules.all())) for one in own]
    return render(request, "deliberate/law.html", {"own": rows, "shipped": PROFILES.values()})


def _rows(profile: Profile) -> list[tuple[str, str]]:
    return [
        (_(label), _(local.in_words(field, local.written(profile, field))))
        for field, label in local.FIELDS.items()
    ]


@act(RULES)
def shipped(request: HttpRequest, name: str) -> HttpResponse:
    """Rules that come with the house: to read, and to copy."""
    if name not in PROFILES:
        raise Http404
    one, street = PROFILES[name], _street(request)
    form = forms.CopyLawForm(request.POST or None, initial={"since": localdate()})

    def do() -> HttpResponse:
        made = law.copy(name, street=street, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("deliberate:law_own", made.pk)

    return ask(request, form, do=do, page="deliberate/law_shipped.html", one=one, rows=_rows(one))


def _own(request: HttpRequest, pk: int) -> LawProfile:
    return get_object_or_404(LawProfile.objects.prefetch_related("rules"), pk=pk, street=_street(request))


@act(RULES)
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """A street's own rules, value by value, with source and confirmation."""
    one = _own(request, pk)
    rows = [(rule, _(local.in_words(rule.field, rule.value))) for rule in one.rules.all()]
    open_ = sum(rule.confirmed_on is None for rule, _words in rows)
    return render(request, "deliberate/law_own.html", {"one": one, "rows": rows, "open": open_})


@act(RULES)
def rule(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One value: what it says, where that is written, who has read it there."""
    one = _own(request, pk)
    row = next((each for each in one.rules.all() if each.field == field), None)
    if row is None:
        raise Http404
    form = forms.LawRuleForm(
        request.POST or None, field=field, initial={"value": row.value, "source": row.source}
    )

    def do() -> HttpResponse:
        typed: dict[str, Any] = {"by": request.user, "at": now(), **form.cleaned_data}
        law.change(one, field=field, **typed)
        messages.success(request, _("存下了。已经公告的表决不跟着变。"))
        return redirect("deliberate:law_own", one.pk)

    return ask(request, form, do=do, page="deliberate/law_rule.html", title=row.get_field_display(),
               button=_("存下"), one=one, under=one.title)  # fmt: skip


@act(RULES)
@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """What the street usually uses."""
    one = _own(request, pk)
    law.use(one, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("以后没有另选的，就用这一套。"))
    return redirect("deliberate:law_own", one.pk)
