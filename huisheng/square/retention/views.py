"""What would go tonight, and what went: for whoever is responsible for the data (R13.3)."""

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from huisheng.echo.retention.models import Cleaning
from huisheng.echo.retention.rules import KEPT, NEVER
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act
from huisheng.square.retention.services import due


@act("retention.see")
@require_safe
def retention(request: StaffRequest) -> HttpResponse:
    """The dry run: how many of each kind are due now. Nothing is taken away by looking."""
    at = now()
    year = Cleaning.objects.filter(day__year=localdate().year).values_list("kind").annotate(n=Sum("n"))
    went = dict(year)
    rows = [{"kept": kept, "due": due(kind, at=at), "went": went.get(kind, 0)} for kind, kept in KEPT.items()]
    return render(request, "square/retention.html", {"rows": rows, "never": NEVER})
