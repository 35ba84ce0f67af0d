"""A vote: write it, announce it, read its dates and its verdict, take the bundle home (M49, M51)."""

import json
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import forms, rules
from huisheng.deliberate.ballots.models import Assembly, Vote
from huisheng.deliberate.ballots.services import bundle as bundles
from huisheng.deliberate.ballots.services import counting, rolls, votes
from huisheng.deliberate.ballots.services.casting import pending
from huisheng.deliberate.ballots.services.filing import why_not_file
from huisheng.deliberate.ballots.services.law import profiles, usual
from huisheng.deliberate.ballots.services.votes import dues, law_of
from huisheng.deliberate.ballots.shown import shown
from huisheng.deliberate.ballots.views.finding import (
    EDIT,
    SEE,
    answer_file,
    assembly_of,
    guides,
    may_count,
    stage_now,
    vote_of,
)
from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.views import act


@act(EDIT)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A vote without questions yet."""
    one = assembly_of(request, pk, EDIT)
    form = forms.VoteForm(request.POST or None, rolls=one.rolls.all(), people=may_count(request, one), profiles=profiles(one),
                          initial={"profile": usual(one.estate)})  # fmt: skip
    return ask(
        request, form, do=lambda: _draft(request, one, form.cleaned_data), page="deliberate/form.html",
        title=_("新的表决"), action=_("下一步：写议题"), assembly=one,
    )  # fmt: skip


def _draft(request: HttpRequest, one: Assembly, typed: dict[str, Any]) -> HttpResponse:
    made = votes.draft(one, by=cast(Person, request.user), at=localtime(), **typed)
    return redirect("deliberate:vote", made.pk)


@act(SEE)
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, by which law, from when to when; then the verdict with its bars."""
    one = vote_of(request, pk)
    mine = rolls.units_of(request.user, one.roll)
    came = set(one.ballots.filter(unit__in=[each.code for each in mine]).values_list("unit", flat=True))
    context = verdict_of(one) | {
        "guides": guides(request, one.assembly), "form": forms.QuestionForm(),
        "duty_form": forms.DutyForm(initial={"on": localdate()}), "counts": one.counters.filter(pk=request.user.pk).exists(),
        "mine": [each for each in mine if each.code not in came], "voted": [each for each in mine if each.code in came],
        "received": one.ballots.values("unit").distinct().count(), "pending": pending(one),
        "why_not_announce": _why_not_announce(one), "why_not_file": why_not_file(one), "lines": one.voice.lines.order_by("at"),
    }  # fmt: skip
    return render(request, "deliberate/vote.html", context)


def verdict_of(one: Vote) -> dict[str, Any]:
    """A vote, its law and questions, and its verdict with the bars: what its page and its papers show."""
    law, stage = law_of(one), stage_now(one)
    verdict = getattr(one, "verdict", None)
    results = json.loads(verdict.results) if verdict else []
    asked = [(each, rules.chosen_matter(each.matter)) for each in one.questions.all()]
    return {
        "vote": one, "assembly": one.assembly, "law": law, "stage": stage.value, "stage_name": rules.STAGE_NAMES[stage],
        "questions": [(each, _(matter.share(law).words), matter.article) for each, matter in asked],
        "verdict": verdict, "shown": [shown(each, law) for each in results], "dues": dues(one), "today": localdate(),
        "challenge": rules.challenge_until(localtime(verdict.at).date()) if verdict else None,
    }  # fmt: skip


def _why_not_announce(one: Vote) -> str:
    return rules.why_not_announce(
        announced=one.announced_at is not None, questions=one.questions.count(), counters=one.counters.count(),
        law=law_of(one), opens=localtime(one.opens), today=localdate(),
    )  # fmt: skip


@act(EDIT)
@require_POST
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One more question, before the notice."""
    one = vote_of(request, pk, EDIT)
    form = forms.QuestionForm(request.POST)
    return ask(
        request, form, do=lambda: _question(one, form.cleaned_data), page="deliberate/form.html",
        title=_("加一个议题"), action=_("加上"), assembly=one.assembly,
    )  # fmt: skip


def _question(one: Vote, typed: dict[str, Any]) -> HttpResponse:
    votes.ask(one, **typed)
    return redirect("deliberate:vote", one.pk)


@act(EDIT)
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Put up the notice."""
    one = vote_of(request, pk, EDIT)
    votes.announce(one, by=cast(Person, request.user), at=localtime())
    messages.success(request, _("公告贴出来了。议题、规则和时间从现在起不再变。"))
    return redirect("deliberate:vote", one.pk)


@act(EDIT)
@require_POST
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Something was done that the law wants by a date."""
    one = vote_of(request, pk, EDIT)
    form = forms.DutyForm(request.POST)

    def do() -> HttpResponse:
        votes.done(one, by=cast(Person, request.user), at=localtime(), **form.cleaned_data)
        return redirect("deliberate:vote", one.pk)

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("做了什么"), action=_("记下"),
        assembly=one.assembly,
    )  # fmt: skip


@act(EDIT)
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count and declare."""
    one = vote_of(request, pk, EDIT)
    counting.finish(one, by=cast(Person, request.user), at=localtime())
    messages.success(request, _("结果宣布了。"))
    return redirect("deliberate:vote", one.pk)


@act(SEE)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The result sheet for the notice board: one or two pages of A4."""
    one = vote_of(request, pk)
    return render(request, "deliberate/sheet.html", verdict_of(one))


@act(SEE)
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """The .zip with which an owner counts again."""
    one = vote_of(request, pk)
    return answer_file(bundles.bundle(one, at=localtime()), f"vote-{one.pk}.zip", "application/zip")


@act(SEE)
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the chain of ballots and the roll hold, looked at now."""
    one = vote_of(request, pk)
    context = {
        "vote": one,
        "assembly": one.assembly,
        "broken": counting.chain_broken(one),
        "n": one.ballots.count(),
    }
    return render(request, "deliberate/chain.html", context)
