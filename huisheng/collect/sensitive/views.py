"""Beside a matter: that there is something sensitive, a box to write it in, and a door that asks why."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.models import Concern
from huisheng.collect.sensitive import services
from huisheng.collect.sensitive.forms import ReasonForm, WriteForm
from huisheng.echo.asking import ask, asked, status_of
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act, doer

MAY = "sensitive.open"


@act(MAY)
def write(request: StaffRequest, number: str) -> HttpResponse:
    """What there is, closed; and a form for more."""
    concern, who = _found(request, number)
    form = WriteForm(request.POST or None)
    return ask(
        request,
        form,
        do=lambda: _write(concern, form, who),
        page="collect/sensitive.html",
        concern=concern,
        notes=services.standing(concern),
    )


def _write(concern: Concern, form: WriteForm, who: dict[str, Any]) -> HttpResponse:
    services.write(concern, **form.cleaned_data, **who)
    return redirect("collect:sensitive", concern.speaker.number)


@act(MAY)
@never_cache
def opening(request: StaffRequest, number: str) -> HttpResponse:
    """The words, once, for a reason that is kept."""
    concern, who = _found(request, number)
    form = ReasonForm(request.POST or None)
    notes = asked(form, partial(services.open_, concern, **who)) if request.method == "POST" else None
    if notes == []:
        messages.info(request, _("没有记过敏感情况。"))
        return redirect("collect:sensitive", number)
    context = {"concern": concern, "form": form, "notes": notes}
    return render(request, "collect/sensitive_opening.html", context, status=status_of(form))


def _found(request: StaffRequest, number: str) -> tuple[Concern, dict[str, Any]]:
    concern, own = find(number, request.hats, request.user)
    return concern, doer(request, MAY, path=concern.path, own=own)
