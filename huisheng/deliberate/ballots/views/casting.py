"""Ballots: an owner votes, doors are visited, papers are read by two, an official file comes in (M49)."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import forms, rules
from huisheng.deliberate.ballots.models import Paper, RollUnit, Vote
from huisheng.deliberate.ballots.services import casting, counting, official, rolls
from huisheng.deliberate.ballots.services.votes import law_of
from huisheng.deliberate.ballots.shown import grid
from huisheng.deliberate.ballots.views.finding import COUNT, back_or, counted_by, stage_now, vote_of
from huisheng.echo.asking import ask, status_of
from huisheng.people.models import Person
from huisheng.people.permissions.views import act, wear


@act("vote.cast")
def ballot(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """An owner's ballot for one of their units; to anybody else it is not there."""
    one = vote_of(request, pk)
    mine = next((each for each in rolls.units_of(request.user, one.roll) if each.pk == unit), None)
    if mine is None:
        raise Http404
    form = forms.BallotForm(request.POST or None, questions=list(one.questions.all()))
    now = localtime()
    return ask(
        request, form, do=lambda: _cast(request, one, mine, form.cleaned_data), page="deliberate/ballot.html",
        vote=one, assembly=one.assembly, unit=mine, law=law_of(one),
        why=casting.why_not_cast(one, received=now, at=now) or casting.why_not_twice(one, unit=mine),
    )  # fmt: skip


def _cast(request: HttpRequest, one: Vote, unit: RollUnit, typed: dict[str, Any]) -> HttpResponse:
    by = cast(Person, request.user)
    receipt = casting.cast_online(one, unit=unit, by=by, at=localtime(), **typed)
    return redirect(f"/receipt/?code={receipt.code}")


@act(COUNT)
def doors(request: HttpRequest, pk: int) -> HttpResponse:
    """The estate as doors: handed out, came back, refused; a frame when the paper has been read by two."""
    one = counted_by(request, pk)
    states = dict(one.deliveries.order_by("at", "id").values_list("unit_id", "state"))
    entered = set(one.papers.exclude(receipt=None).values_list("unit_id", flat=True))
    papers = {paper.pk for paper in one.papers.filter(receipt=None)}
    context = {
        "vote": one, "assembly": one.assembly, "blocks": grid(one.roll.units.all(), states, entered),
        "names": rules.DELIVERY_NAMES, "waiting": len(papers), "stage": stage_now(one).value,
    }  # fmt: skip
    return render(request, "deliberate/doors.html", context)


@act(COUNT)
def door(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """One door: what became of the paper, and what I read on it. Nobody is shown what another read."""
    one = counted_by(request, pk)
    home = get_object_or_404(RollUnit, pk=unit, roll=one.roll)
    paper = Paper.objects.filter(vote=one, unit=home).first()
    form = forms.BallotForm(
        request.POST or None, questions=list(one.questions.all()), late=bool(paper and paper.seen_by)
    )
    differing = casting.differing(paper) if paper else []
    context = {
        "late_form": forms.LateForm() if stage_now(one) is rules.Stage.CLOSED else None,
        "vote": one, "assembly": one.assembly, "unit": home, "paper": paper, "states": rules.DELIVERY_NAMES,
        "last": one.deliveries.filter(unit=home).order_by("-at", "-id").first(),
        "readers": list(paper.readings.select_related("by")) if paper else [],
        "differing": [n for n in differing if n != casting.HOUR], "hours_differ": casting.HOUR in differing,
    }  # fmt: skip
    return ask(
        request,
        form,
        do=lambda: _read(request, one, paper, form.cleaned_data),
        page="deliberate/door.html",
        **context,
    )


def _read(request: HttpRequest, one: Vote, paper: Paper | None, typed: dict[str, Any]) -> HttpResponse:
    if paper is None:
        raise Http404
    now = casting.read_paper(paper, by=cast(Person, request.user), at=localtime(), **typed)
    if now.receipt:
        messages.success(request, _("两个人录的一样，票收好了。回执码 %(code)s") % {"code": now.receipt.code})
    elif casting.differing(now):
        messages.warning(request, _("跟前一个人录的不一样。请第三个人看着纸票再录一遍。"))
    else:
        messages.success(request, _("记下了，再请另一个人录一遍。"))
    return redirect("deliberate:doors", one.pk)


@act(COUNT)
@require_POST
def deliver(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """What happened at a door; after closing, with the hour at which the paper came and who saw it."""
    one = counted_by(request, pk)
    home = get_object_or_404(RollUnit, pk=unit, roll=one.roll)
    state, by = request.POST.get("state", ""), cast(Person, request.user)
    form = forms.LateForm(request.POST)
    late = form.cleaned_data if form.is_valid() else {}
    casting.deliver(one, unit=home, state=state, by=by, at=localtime(), **late)
    return back_or(request, "deliberate:door", one.pk, home.pk)


@act(COUNT)
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The result file of an official e-vote."""
    one = counted_by(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.TableForm(*sent)
    if request.method == "POST" and form.is_valid():
        file, by = form.cleaned_data["file"], cast(Person, request.user)
        found = official.take_in(one, file, name=file.name, by=by, at=localtime())
        return render(
            request, "deliberate/official.html", {"vote": one, "found": found, "assembly": one.assembly}
        )
    page = {"vote": one, "form": form, "assembly": one.assembly}
    return render(request, "deliberate/official.html", page, status=status_of(form))


@act(COUNT)
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Who voted what: after closing, for a stated reason that is kept."""
    one = counted_by(request, pk)
    form = forms.PurposeForm(request.POST or None)
    hat = wear(request, COUNT, path=one.assembly.estate.path, own=True)

    def do() -> HttpResponse:
        rows = counting.open_ballots(
            one,
            by=cast(Person, request.user),
            hat=hat.title or _("计票组"),
            at=localtime(),
            **form.cleaned_data,
        )
        return render(
            request, "deliberate/ballots.html", {"vote": one, "rows": rows, "assembly": one.assembly}
        )

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("看谁投了什么"), action=_("打开"),
        under=_("截止以后才能看，谁看的、为什么看，都会记下来。"), assembly=one.assembly,
    )  # fmt: skip
