"""The pages on which an election begins: the group, the candidates, the list, the ballot (M49)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots.services.law import profiles, usual
from huisheng.deliberate.ballots.views.finding import EDIT, SEE, assembly_of, guides, seen
from huisheng.deliberate.covenants.forms import HangForm
from huisheng.deliberate.elections import forms, rules, services
from huisheng.deliberate.elections.models import Candidate, GroupMember, Preparation
from huisheng.deliberate.notices.views.staff import beginning
from huisheng.echo.asking import ask, offer
from huisheng.people.permissions.views import act

PAGE = "deliberate/preparation_act.html"


@act(EDIT)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the preparation of an election."""
    one = assembly_of(request, pk, EDIT)
    form = forms.BeginForm(
        request.POST or None,
        rolls=one.rolls.all(),
        profiles=profiles(one),
        initial={"founded_on": localdate(), "profile": usual(one.estate)},
    )

    def do() -> HttpResponse:
        made = services.begin(one, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("deliberate:preparation", made.pk)

    return ask(request, form, do=do, page="deliberate/form.html", title=_("开始筹备选举"), action=_("开始"),
               assembly=one, under=_("下一步写筹备组成员，再收候选人。"))  # fmt: skip


def _of(request: HttpRequest, pk: int, act: str = EDIT) -> Preparation:
    """A preparation that the reader may see or lead."""
    one = get_object_or_404(services.known(), pk=pk)
    seen(request, one.assembly, act)
    return one


@act(SEE)
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who prepares it, who stands, where the list hangs, what is next."""
    one = _of(request, pk, SEE)
    standing = services.standing(one)
    context = {
        "one": one, "assembly": one.assembly, "standing": standing, "step": rules.step_of(standing),
        "guides": guides(request, one.assembly), "members": one.members.all(), "law": services.law_of(one),
        "candidates": one.candidates.all(), "dues": services.dues(one), "today": localdate(),
        "acts": _acts(one, standing), "source": rules.SOURCE, "open": not rules.why_over(standing),
    }  # fmt: skip
    return render(request, "deliberate/preparation.html", context)


def _acts(one: Preparation, now: rules.Standing) -> list[dict[str, Any]]:
    n = len(services.standing_for(one))
    over = rules.why_over(now)
    if not now.settled and not over:
        post = {
            "label": _("公布筹备组名单"),
            "url": "group/",
            "why": services.why_not_settle(one),
            "style": "main",
        }
        return [offer(_("加一位成员"), "member/"), post, offer(_("停下来"), "stopping/")]
    naming = over or (rules.why_not_list(now, candidates=n, seats=0) if now.listed else "")
    return [
        offer(_("加一位候选人"), "candidate/", naming),
        offer(_("公示候选人名单"), "list/", rules.why_not_list(now, candidates=n, seats=one.seats), "main"),
        offer(_("按名单做选票"), "ballot/", rules.why_not_ballot(now, candidates=n, seats=one.seats), "main"),
        offer(_("停下来"), "stopping/", over),
    ]


def _doing(
    request: HttpRequest, one: Preparation, form: Any, verb: Callable[..., Any], title: str, **more: Any
) -> HttpResponse:
    """A form that calls one verb and goes back to the preparation."""

    def do() -> HttpResponse:
        verb(**form.cleaned_data)
        messages.success(request, _("记下了。"))
        return redirect("deliberate:preparation", one.pk)

    return ask(request, form, do=do, page=PAGE, title=title, button=title, one=one, under=one.title, **more)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


@act(EDIT)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member of the group."""
    one = _of(request, pk)
    form = forms.MemberForm(request.POST or None)
    return _doing(request, one, form, lambda **k: services.add_member(one, **k), _("加一位成员"))


@act(EDIT)
@require_POST
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves the draft."""
    found = get_object_or_404(GroupMember, pk=pk)
    one = _of(request, found.preparation_id)
    services.drop_member(found)
    return redirect("deliberate:preparation", one.pk)


@act(EDIT)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the group."""
    one = _of(request, pk)
    services.settle(one, **_who(request))
    messages.success(request, _("筹备组名单公布了，可以收候选人了。"))
    return redirect("deliberate:preparation", one.pk)


@act(EDIT)
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate, checked against the roll."""
    one = _of(request, pk)
    form = forms.CandidateForm(request.POST or None, arrears_rule=one.arrears_rule)
    return _doing(request, one, form, lambda **k: services.name(one, **k, **_who(request)), _("加一位候选人"))


@act(EDIT)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate steps back, or an objection was founded."""
    found = get_object_or_404(Candidate, pk=pk)
    one = _of(request, found.preparation_id)
    form = forms.WhyForm(request.POST or None)
    title = _("%(name)s退出") % {"name": found.name}
    return _doing(request, one, form, lambda **k: services.withdraw(found, **k, **_who(request)), title)


@act(EDIT)
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The list goes up on the wall."""
    one = _of(request, pk)
    form = HangForm(request.POST or None, initial=beginning(one.assembly.estate) | {"begins": localdate()})
    return _doing(
        request, one, form, lambda **k: services.put_up(one, **k, **_who(request)), _("公示候选人名单")
    )


@act(EDIT)
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot is made of the list."""
    one = _of(request, pk)
    form = forms.BallotForm(request.POST or None, votes=one.assembly.votes.filter(announced_at=None))
    return _doing(
        request, one, form, lambda **k: services.make_ballot(one, **k, **_who(request)), _("按名单做选票")
    )


@act(EDIT)
def stopping(request: HttpRequest, pk: int) -> HttpResponse:
    """It comes to nothing, with a reason."""
    one = _of(request, pk)
    form = forms.WhyForm(request.POST or None)
    return _doing(request, one, form, lambda **k: services.stop(one, **k, **_who(request)), _("停下来"))
