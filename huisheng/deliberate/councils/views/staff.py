"""Councils for those who convene them: found one, who sits there, plan its dates."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.alliance.bodies.services import usable_at
from huisheng.deliberate.councils import cadence, forms, services
from huisheng.deliberate.councils.models import Blueprint, CouncilParty
from huisheng.deliberate.councils.views import shown
from huisheng.deliberate.councils.views.finding import RUN, doing, my_council, reachable, who
from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.views import act, doer, wear
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.posts.services import posts_over

HOME = "deliberate:council_edit"


@act(RUN)
def mine(request: HttpRequest) -> HttpResponse:
    """Every council that I may work on, with its next session."""
    found = list(services.councils().filter(reachable(request)).order_by("place__path", "pk")[:200])
    rows = services.upcoming_of(found)
    return render(
        request, "deliberate/councils_mine.html", {"rows": [(one, rows.get(one.pk)) for one in found]}
    )


@act("council.found")
def found(request: HttpRequest, pk: int) -> HttpResponse:
    """A new council after a blueprint, for a place of my area."""
    kind = get_object_or_404(Blueprint, pk=pk, is_active=True)
    picked = pick(request, "council.found")
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("哪里的%(name)s？") % {"name": kind.name}})  # fmt: skip
    place = picked.place
    wear(request, "council.found", path=place.path)
    form = forms.FoundForm(
        request.POST or None, chairs=chairs(request, place), initial=_beginning(kind, place, request)
    )

    def do() -> HttpResponse:
        by = doer(request, "council.found", path=place.path)
        made = services.found(kind, place=place, **form.cleaned_data, **by)
        services.plan(made, starts=made.starts, **by)
        messages.success(request, _("成立了，第一次也排好了。现在请各方，提议题。"))
        return redirect(HOME, made.pk)

    return ask(request, form, do=do, page="deliberate/council_act.html", title=_("成立%(name)s") % {"name": kind.name},
               under=place.where, button=_("成立"), kind=kind)  # fmt: skip


def chairs(request: HttpRequest, place: Place) -> list[int]:
    """Who may convene here: everybody with a post over the place, and the reader."""
    held = [post.person_id for post in posts_over(place.path, on=localdate())]
    return [*held, cast(Person, request.user).pk]


def _beginning(kind: Blueprint, place: Place, request: HttpRequest) -> dict[str, Any]:
    first = localtime() + 7 * cadence.A_DAY
    return {
        "name": f"{place.name}{kind.name}"[:60], "cadence": kind.cadence, "on": first.date(),
        "chair": cast(Person, request.user).pk, "phone": place.phone,
    }  # fmt: skip


@act(RUN)
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """One council: its sessions, the months it did not meet, who sits at its table."""
    one = my_council(request, pk)
    sessions = list(one.sessions.order_by("-starts")[:60])
    context = {
        "council": one,
        "rows": [shown.session_row(each) for each in sessions],
        "months": shown.calendar_of(one, sessions),
        "met": shown.met_of(one),
        "parties": one.parties.select_related("body"),
        "series": forms.SeriesForm() if one.cadence != "irregular" else None,
        "history": one.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    }
    return render(request, "deliberate/council_edit.html", context)


@act(RUN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, place, cadence or chair."""
    one = my_council(request, pk)
    given = {
        "name": one.name,
        "where": one.where,
        "cadence": one.cadence,
        "chair": one.chair_id,
        "phone": one.phone,
    }
    form = forms.ChangeForm(
        request.POST or None, chairs=[*chairs(request, one.place), one.chair_id], initial=given
    )
    verb = partial(services.change, one, **who(request, one))
    return doing(request, form, verb, title=_("改一改"), button=_("改好"), done=_("改好了。"), to=HOME, key=one.pk, under=one.name)  # fmt: skip


@act("council.clock")
def clock(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a matter that is tabled here may take until some days after the session."""
    one = my_council(request, pk)
    by = doer(request, "council.clock", path=one.place.path)
    form = forms.ClockForm(request.POST or None, initial={"days": one.extends_by})
    verb = partial(services.allow_extension, one, **by)
    return doing(request, form, verb, title=_("上了议程的限期"), button=_("定下来"), done=_("定了，以后上议程的按这个来。"),
                 to=HOME, key=one.pk, under=one.name)  # fmt: skip


@act(RUN)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One more session."""
    one = my_council(request, pk)
    dates = cadence.next_dates(one.cadence, localtime(one.starts), after=localtime(), n=1)
    first = dates[0] if dates else localtime() + 7 * cadence.A_DAY
    given = {"on": first.date(), "hour": localtime(one.starts).time()}
    form = forms.PlanForm(request.POST or None, initial=given)
    verb = partial(services.plan, one, **who(request, one))
    return doing(request, form, verb, title=_("排一次会"), button=_("排好"), done=_("排好了。"), to=HOME, key=one.pk, under=one.name)  # fmt: skip


@require_POST
@act(RUN)
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """The next few dates of its cadence at once."""
    one, form = my_council(request, pk), forms.SeriesForm(request.POST)
    if form.is_valid():
        made = services.plan_series(one, n=form.cleaned_data["n"], **who(request, one))
        messages.success(request, _("排好了 %(n)s 次。") % {"n": len(made)})
    return redirect(HOME, one.pk)


@act(RUN)
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One more party at the table."""
    one = my_council(request, pk)
    form = forms.SeatForm(request.POST or None, bodies=usable_at(one.place.path))
    verb = partial(services.seat, one, **who(request, one))
    return doing(request, form, verb, title=_("请一方参加"), button=_("请来"), done=_("记下了。"), to=HOME, key=one.pk, under=one.name)  # fmt: skip


def _party(request: HttpRequest, pk: int) -> CouncilParty:
    party = get_object_or_404(CouncilParty, pk=pk)
    party.council = my_council(request, party.council_id)
    return party


@act(RUN)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """A party leaves the table."""
    party = _party(request, pk)
    form = forms.WithdrawForm(request.POST or None)
    verb = partial(services.withdraw, party, **who(request, party.council))
    return doing(request, form, verb, title=_("%(name)s不再参加") % {"name": party.name}, button=_("记下退出"),
                 done=_("记下了。"), to=HOME, key=party.council_id, under=party.council.name)  # fmt: skip


@act(RUN)
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A required party need not be there any more."""
    party = _party(request, pk)
    form = forms.WhyForm(request.POST or None)
    verb = partial(services.excuse, party, **who(request, party.council))
    return doing(request, form, verb, title=_("%(name)s可以不到场") % {"name": party.name}, button=_("改"),
                 done=_("记下了。"), to=HOME, key=party.council_id, under=party.council.name)  # fmt: skip
