"""The page of the security log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act
from huisheng.square.messages.listing import page_of, pager
from huisheng.square.safety.listing import choices, entries_for


@act("audit.see")
@require_safe
def audit(request: StaffRequest) -> HttpResponse:
    """What happened to logins, posts, keys and personal data, newest first (RULES R16)."""
    did, day = request.GET.get("did", ""), _day(request.GET.get("day", ""))
    found = entries_for(request.hats, did=did, day=day)
    rows, older = page_of(found, before=request.GET.get("before", ""))
    context = {"rows": rows, "choices": choices(did), "day": day, **pager(request.GET, older)}
    return render(request, "square/audit.html", context)


def _day(typed: str) -> str:
    """A day as it was typed, or "" for what is none."""
    try:
        return typed if parse_date(typed) else ""
    except ValueError:
        return ""
