"""The page of messages (what left the house, what waits, what a human must decide) and of readings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huisheng.echo.notices import services
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act
from huisheng.square.messages.listing import TABS, messages_for, page_of, pager, readings_for


@act("message.see")
@require_safe
def messages(request: StaffRequest) -> HttpResponse:
    """Every message of the area, by what became of it. No phone in full."""
    tab = request.GET.get("tab", "")
    rows, older = page_of(messages_for(request.hats, tab=tab), before=request.GET.get("before", ""))
    return render(
        request,
        "square/messages.html",
        {"tabs": _tabs(tab), "rows": rows, "tab": tab, **pager(request.GET, older)},
    )


def _tabs(here: str) -> list[dict[str, Any]]:
    named = [("", _("全部")), *((key, _(words)) for key, (words, _wanted) in TABS.items())]
    url = reverse("square:messages")
    return [
        {"url": f"{url}?tab={key}" if key else url, "label": words, "here": key == here}
        for key, words in named
    ]


@act("message.decide")
@require_POST
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    """A human decides that it is sent again."""
    message = get_object_or_404(messages_for(request.hats), pk=pk)
    services.resend(message, by=request.user, at=now())
    return redirect("square:messages")


@act("message.decide")
@require_POST
def let_be(request: StaffRequest, pk: int) -> HttpResponse:
    """A human decides that it is not sent again."""
    message = get_object_or_404(messages_for(request.hats), pk=pk)
    services.let_be(message, by=request.user, at=now())
    return redirect("square:messages")


@act("reading.see")
@require_safe
def readings(request: StaffRequest) -> HttpResponse:
    """Who read personal data, whose, and what for (I6)."""
    rows, older = page_of(readings_for(request.hats), before=request.GET.get("before", ""))
    return render(request, "square/readings.html", {"rows": rows, **pager(request.GET, older)})
