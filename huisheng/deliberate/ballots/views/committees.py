"""A committee's term and what it hands over (M50)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import forms
from huisheng.deliberate.ballots.models import Handover, HandoverThing, Term
from huisheng.deliberate.ballots.services import committees
from huisheng.deliberate.ballots.views.finding import EDIT, assembly_of, back_or, seen
from huisheng.echo.asking import ask
from huisheng.people.permissions.views import act, wear
from huisheng.territory.mine import my_street

RULES = "assembly.rules"
KNOWN = ("assembly__estate__street", "assembly__voice")


@act(EDIT)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A committee from a day to a day."""
    one = assembly_of(request, pk, EDIT)
    votes = one.votes.filter(questions__matter__startswith="election").exclude(verdict=None).distinct()
    form = forms.TermForm(request.POST or None, votes=votes)

    def do() -> HttpResponse:
        committees.begin_term(one, **form.cleaned_data, **_who(request))
        messages.success(request, _("记下了。到期前三个月会提醒。"))
        return redirect("deliberate:assembly", one.pk)

    return ask(
        request,
        form,
        do=do,
        page="deliberate/form.html",
        title=_("业委会任期"),
        action=_("记下"),
        assembly=one,
    )


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


@act(EDIT)
@require_POST
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody begins with the next election: back to where the tick was made."""
    term = get_object_or_404(Term.objects.select_related(*KNOWN), pk=pk)
    seen(request, term.assembly, EDIT)
    committees.prepare(term, **_who(request))
    messages.success(request, _("记下了。移交清单在业主大会那一页。"))
    return back_or(request, "deliberate:assembly", term.assembly_id)


@act(EDIT)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing from hand to hand."""
    found = Handover.objects.select_related(*(f"term__{name}" for name in KNOWN))
    item = get_object_or_404(found, pk=pk)
    one = seen(request, item.term.assembly, EDIT)
    form = forms.HandoverForm(request.POST or None, initial={"on": localdate()})

    def do() -> HttpResponse:
        committees.hand_over(item, **form.cleaned_data, **_who(request))
        return redirect("deliberate:assembly", one.pk)

    return ask(request, form, do=do, page="deliberate/form.html", title=_("移交：%(name)s") % {"name": item.name},
               action=_("记下"), assembly=one)  # fmt: skip


@act(RULES)
def things(request: HttpRequest) -> HttpResponse:
    """The street's own list of what is handed over."""
    street = my_street(request, RULES)
    assert street is not None
    form = forms.ThingForm(request.POST or None)

    def do() -> HttpResponse:
        committees.add_thing(street, **form.cleaned_data)
        return redirect("deliberate:handover_things")

    return ask(
        request, form, do=do, page="deliberate/handover_things.html", things=committees.things(street), street=street
    )  # fmt: skip


@act(RULES)
@require_POST
def thing_dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the list."""
    thing = get_object_or_404(HandoverThing.objects.select_related("street"), pk=pk)
    wear(request, RULES, path=thing.street.path)
    committees.drop_thing(thing, at=now())
    return redirect("deliberate:handover_things")
