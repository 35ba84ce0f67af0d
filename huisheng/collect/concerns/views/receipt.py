"""The receipt: who is responsible and by when, what was heard, and two ways to put it right."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns import services
from huisheng.collect.concerns.forms.mine import WordsForm
from huisheng.collect.concerns.forms.saying import KindForm
from huisheng.collect.concerns.grants import opened
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.triage.services import was_automatic
from huisheng.echo.asking import asked, status_of
from huisheng.echo.naming import called_outside
from huisheng.echo.paper import pdf
from huisheng.people.permissions.views import act
from huisheng.territory.mine import card_of
from huisheng.territory.places.labels import qr as qr_of

ROLLS = {"80": "roll80", "58": "roll58"}


@act("mine.see")
@never_cache
def said(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt; only for who filed it, from their telephone or account. Anybody else is asked for number and tail."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    return _said(request, concern, WordsForm())


def _said(request: HttpRequest, concern: Concern, right: WordsForm) -> HttpResponse:
    shown = {"concern": concern, **promised(concern), "kinds": _kinds(concern), "right": right}
    return render(request, "collect/said.html", shown, status=status_of(right))


@act("mine.see")
@never_cache
def said_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt on A6, to take away from the counter or to bring to a neighbour; `?roll=80`, `?roll=58` (mm) for a
    counter's thermal printer."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    code = qr_of(request.build_absolute_uri(reverse("collect:mine")))
    shown = {
        "concern": concern,
        **promised(concern),
        "qr": code,
        "size": ROLLS.get(request.GET.get("roll", "")),
    }
    return pdf("collect/said_paper.html", shown, name="receipt")


def promised(concern: Concern) -> dict[str, Any]:
    holder = concern.holder
    card = card_of(holder, title=called_outside(holder.kind), path=concern.path) if holder else None
    spoken = concern.speaker.spoken
    return {
        "speaker": concern.speaker,
        "holder": holder,
        "contact": card,
        "spoken": spoken,
        "parts": spoken.split("-"),
        "sorted_alone": was_automatic(concern.voice),
    }


def _kinds(concern: Concern) -> KindForm | None:
    return (
        KindForm(leaves=leaves(), initial={"category": concern.category.code})
        if concern.stage == "heard"
        else None
    )


@require_POST
@act("mine.see")
def said_kind(request: HttpRequest, number: str) -> HttpResponse:
    """“Not that kind”: the resident's own word on what it is about."""
    concern = opened(request, number)
    known = list(leaves())
    form = KindForm(request.POST, leaves=known)
    if concern and form.is_valid() and form.cleaned_data["category"] != concern.category.code:
        chosen = next(leaf for leaf in known if leaf.code == form.cleaned_data["category"])
        services.sort(concern, category=chosen, by=None, at=now())
        messages.success(request, _("记下了。"))
    return redirect("collect:said", number)


@require_POST
@act("mine.see")
def said_right(request: HttpRequest, number: str) -> HttpResponse:
    """“Not right”, after it was read back: what it should be, in the resident's own words."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    own = request.user if request.user.is_authenticated else None
    form = WordsForm(request.POST)
    if asked(form, lambda words: services.correct(concern, words=words, by=own, at=now())) is None:
        return _said(request, concern, form)
    messages.success(request, _("改正写上了，负责的人看得到。"))
    return redirect("collect:said", number)
