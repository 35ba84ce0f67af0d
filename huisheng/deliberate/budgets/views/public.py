"""Budgets for anybody: what there is to choose, the ballot, its receipt, the result and the file to count again."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now

from huisheng.collect.talks.views.public import ground_of
from huisheng.deliberate.ballots.models import Receipt
from huisheng.deliberate.ballots.views.finding import answer_file
from huisheng.deliberate.budgets import forms, services, shown
from huisheng.deliberate.budgets.models import Budget, BudgetReceipt
from huisheng.deliberate.budgets.views.finding import SEE, by_token
from huisheng.echo.voices.masking import masked
from huisheng.people.permissions.views import act
from huisheng.territory.places.rules import dialled
from huisheng.territory.places.services import in_areas

MOST = 60


@act(SEE)
def budgets(request: HttpRequest) -> HttpResponse:
    """The budgets of my community and those of its street as a whole, the newest year first."""
    ground = ground_of(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    here = in_areas([ground.path], "place__path") | Q(place=ground.street)
    rows = [
        shown.row_of(one, at=now()) for one in services.known().filter(here).exclude(announced_at=None)[:MOST]
    ]
    return render(
        request, "deliberate/budgets.html", {"ground": ground, "rows": rows, "brand": {"name": ground.name}}
    )


@act(SEE)
def budget(request: HttpRequest, token: str) -> HttpResponse:
    """What there is to choose and by which rule; when it is over, what was chosen and why."""
    found = by_token(token)
    projects = list(found.projects.select_related("vote__verdict"))
    page = shown.row_of(found, at=now()) | {
        "cards": shown.cards(projects), "owners": shown.of_owners(projects), "method": shown.method(found),
        "words": masked(found.words), "received": found.ballots.values("unit").distinct().count(),
        "outcome": shown.outcome(found) if hasattr(found, "result") else None, "office": _office(found),
        "lines": found.voice.lines.order_by("at", "pk")[:40],
    }  # fmt: skip
    return render(request, "deliberate/budget.html", page)


def _office(found: Budget) -> dict[str, str] | None:
    """Whom to call: the nearest office with a public telephone."""
    place = next(
        (one for one in (found.place, found.place.community, found.place.street) if one and one.phone), None
    )
    return {"name": place.name, "phone": place.phone, "dial": dialled(place.phone)} if place else None


@act(SEE)
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The file from which anybody computes the result."""
    found = by_token(token)
    if not hasattr(found, "result"):
        return redirect("deliberate:budget", token)
    return answer_file(found.result.file.encode(), shown.file_name(found), "text/plain; charset=utf-8")


@act(SEE)
def chain(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the chain of ballots and the roll hold, looked at now."""
    found = by_token(token)
    page: dict[str, Any] = {
        "budget": found,
        "broken": services.chain_broken(found),
        "n": found.ballots.count(),
    }
    return render(request, "deliberate/budget_chain.html", page)


@act(SEE)
def received(request: HttpRequest, token: str) -> HttpResponse:
    """What a receipt code says: that a ballot came in, when and which way; never what."""
    found, code = by_token(token), request.GET.get("code", "").strip().upper()
    receipt = BudgetReceipt.objects.filter(budget=found, code=code).first() if code else None
    page = shown.row_of(found, at=now()) | {
        "receipt": receipt,
        "code": code,
        "form": forms.ReceiptForm(initial={"code": code}),
    }
    return render(request, "deliberate/budget_receipt.html", page)


@act("receipt.see")
def receipt(request: HttpRequest) -> HttpResponse:
    """What any receipt code says, of an owners' vote or of a year's budget: that it came in and when; never what."""
    code = request.GET.get("code", "").strip().upper()
    found: Any = Receipt.objects.filter(code=code).select_related("vote").first() if code else None
    title = found.vote.title if found else ""
    if code and found is None:
        found = BudgetReceipt.objects.filter(code=code).select_related("budget").first()
        title = found.budget.title if found else ""
    shown_here = {
        "form": forms.ReceiptForm(initial={"code": code}),
        "code": code,
        "found": found,
        "title": title,
    }
    return render(request, "deliberate/receipt.html", shown_here)
