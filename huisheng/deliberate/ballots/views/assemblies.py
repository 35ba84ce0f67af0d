"""Which estates have an assembly; one assembly with its rolls, its votes and what waits (M49, M50)."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huisheng.deliberate.ballots import forms, rules
from huisheng.deliberate.ballots.models import Assembly
from huisheng.deliberate.ballots.services import rolls
from huisheng.deliberate.ballots.services.law import profiles
from huisheng.deliberate.ballots.services.terms import waiting
from huisheng.deliberate.ballots.services.votes import stage
from huisheng.deliberate.ballots.views.finding import EDIT, SEE, assembly_of, guides, my_assemblies
from huisheng.deliberate.elections.rules import step_of
from huisheng.deliberate.elections.services import standing
from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import in_areas


@act(SEE)
def assemblies(request: HttpRequest) -> HttpResponse:
    """The assemblies that I guide, own in or count for, and what waits in each."""
    found = list(my_assemblies(request)[:200])
    due = waiting(found, on=localdate())
    rows = [(one, due[one.pk]) for one in found]
    return render(request, "deliberate/assemblies.html", {"rows": rows})


@act(EDIT)
def found(request: HttpRequest) -> HttpResponse:
    """Begin the assembly of an estate of my area."""
    mine = in_areas(areas(EDIT, request.hats))  # type: ignore[attr-defined]
    estates = Place.objects.filter(mine, kind=Kind.ESTATE, closed_on=None, assembly=None).order_by("order")
    form = forms.FoundForm(request.POST or None, estates=estates)
    return ask(
        request, form, do=lambda: _found(request, form.cleaned_data["estate"]), page="deliberate/form.html",
        title=_("建业主大会"), action=_("建起来"), under=_("先建名册，公示改错，再公告表决。"),
    )  # fmt: skip


def _found(request: HttpRequest, estate: Place) -> HttpResponse:
    wear(request, EDIT, path=estate.path)
    made = rolls.found(estate, by=cast(Person, request.user), at=localtime())
    return redirect("deliberate:assembly", made.pk)


@act(SEE)
def assembly(request: HttpRequest, pk: int) -> HttpResponse:
    """One assembly: votes, rolls, the term, what was done."""
    one = assembly_of(request, pk)
    now, mine = localtime(), guides(request, one)
    votes = one.votes.select_related("verdict") if mine else one.votes.exclude(announced_at=None)
    context = {
        "assembly": one, "guides": mine, "rolls": one.rolls.all(), "lines": one.voice.lines.order_by("-at")[:20],
        "votes": [(vote, rules.STAGE_NAMES[stage(vote, at=now)]) for vote in votes.select_related("verdict")],
        **_term(one), "waiting": waiting([one], on=localdate())[one.pk],
        "preparations": [(each, step_of(standing(each))) for each in one.preparations.select_related("notice__end")],
    }  # fmt: skip
    return render(request, "deliberate/assembly.html", context)


def _term(one: Assembly) -> dict[str, Any]:
    """The committee of now, how many days it still has, and what it hands over."""
    term = one.terms.first()
    days = (term.ends - localdate()).days if term else 0
    return {"term": term, "days": days, "handovers": term.handovers.all() if term else []}


@act(EDIT)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The usual rules; whether online ballots are adopted."""
    one = assembly_of(request, pk, EDIT)
    names = ("profile", "online_adopted_on", "online_adopted_by")
    form = forms.SettleForm(
        request.POST or None, profiles=profiles(one), initial={name: getattr(one, name) for name in names}
    )
    return ask(
        request, form, do=lambda: _settle(request, one, form.cleaned_data), page="deliberate/form.html",
        title=_("规则和网上投票"), action=_("存下"), assembly=one,
    )  # fmt: skip


def _settle(request: HttpRequest, one: Assembly, typed: dict[str, Any]) -> HttpResponse:
    rolls.settle(one, by=cast(Person, request.user), at=localtime(), **typed)
    messages.success(request, _("存下了。"))
    return redirect("deliberate:assembly", one.pk)


@act(EDIT)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Which login is which owner."""
    one = assembly_of(request, pk, EDIT)
    form = forms.LinkForm(request.POST or None)

    def do() -> HttpResponse:
        rolls.link(one, by=cast(Person, request.user), at=localtime(), **form.cleaned_data)
        messages.success(request, _("接上了，这位业主可以登录投票。"))
        return redirect("deliberate:assembly", one.pk)

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("业主账号"), action=_("接上"), assembly=one,
    )  # fmt: skip
