"""A resident's ballot: one project a card, a look at what was ticked, then in. By login, or by the code on a slip."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from huisheng.deliberate.budgets import forms, services, shown
from huisheng.deliberate.budgets.models import Budget, BudgetVoter
from huisheng.deliberate.budgets.views.finding import VOTE, by_token
from huisheng.echo.asking import in_words
from huisheng.echo.pace import keep_pace
from huisheng.echo.refusals import Refused
from huisheng.people.models import Person
from huisheng.people.permissions.views import act


@act(VOTE)
def vote(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the cards (`?p=` ticks some, for the sum); POST shows what was ticked, and with `sure` takes it in."""
    found = by_token(token)
    sent = request.POST if request.method == "POST" else request.GET
    slip, chosen = sent.get("slip", "").strip()[:30], _numbers(sent.getlist("p"))
    voter = services.voter_of(found, person=request.user, slip=slip)
    if slip and voter is None:
        keep_pace(request, "slip")  # nobody guesses the codes of others
    page = _page(found, voter, slip, chosen)
    if request.method == "GET" or page["why"]:
        return render(
            request, "deliberate/budget_ballot.html", page, status=409 if request.method == "POST" else 200
        )
    if not request.POST.get("sure"):
        return render(request, "deliberate/budget_sure.html", page)
    return _take_in(request, found, voter, page, chosen)


def _numbers(typed: list[str]) -> list[int]:
    return [int(one) for one in typed if one.isdecimal() and len(one) < 5]


def _page(found: Budget, voter: BudgetVoter | None, slip: str, chosen: list[int]) -> dict[str, Any]:
    several = shown.cards(found.projects.filter(matter=0), chosen=chosen)
    return shown.row_of(found, at=now()) | {
        "cards": several, "sum": shown.summed(found, several), "voter": voter, "slip": slip,
        "form": forms.SlipForm(initial={"slip": slip}), "why": in_words(services.why_not_cast(found, voter, at=now())),
        "voted": voter is not None and found.ballots.filter(unit=voter.code).exists(),
    }  # fmt: skip


def _take_in(
    request: HttpRequest, found: Budget, voter: BudgetVoter | None, page: dict[str, Any], chosen: list[int]
) -> HttpResponse:
    by = request.user if isinstance(request.user, Person) and not page["slip"] else None
    try:
        receipt = services.cast(found, voter=voter, chosen=chosen, by=by, at=now())
    except Refused as refused:
        return render(
            request, "deliberate/budget_ballot.html", page | {"wrong": in_words(refused.reason)}, status=409
        )
    return redirect(f"{reverse('deliberate:budget_received', args=[found.token])}?code={receipt.code}")
