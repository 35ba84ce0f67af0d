"""The page of the suggestions: how right they were, what was learned, go back, and what may act by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.concerns.triage import drift, rules, services, shown, teaching
from huisheng.collect.concerns.triage.forms import AllowForm
from huisheng.collect.concerns.triage.likeness import LEAST_JOINED, LEAST_PAIRS
from huisheng.collect.concerns.triage.models import Joining, Learned
from huisheng.echo.asking import ask, in_words
from huisheng.echo.refusals import Refused
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.models import Place

MOST_SHOWN = 20


@act("triage.edit")
def triage(request: StaffRequest) -> HttpResponse:
    """Everything about the suggestions of one's own street."""
    street = _street(request)
    form = AllowForm(request.POST or None, initial=_allowed(street))
    return ask(
        request, form, do=lambda: _allow(request, street, form), page="collect/triage.html", **_about(street)
    )


def _allowed(street: Place) -> dict[str, Any]:
    kept = services.allowance(street)
    return {"automatic": kept.automatic, "percent": kept.precision * 100} if kept else {"percent": 98}


def _allow(request: StaffRequest, street: Place, form: AllowForm) -> HttpResponse:
    typed = form.cleaned_data
    services.allow(street, automatic=typed["automatic"], precision=float(typed["percent"]) / 100,
                   by=request.user, at=right_now())  # fmt: skip
    messages.success(request, _("记下了，从现在起说的事照这样。"))
    return redirect("collect:triage")


def _about(street: Place) -> dict[str, Any]:
    known = Learned.objects.filter(street=street).select_related("by").defer("content")
    learned = list(known[:MOST_SHOWN])
    lessons = teaching.kinds_decided(street)
    why = rules.why_not_learn(rules.usable(lessons))
    return {
        "street": street, "learned": learned, "cards": shown.cards(learned), "lessons": len(lessons), "did": services.how_it_did(street),
        "corrected": services.corrected(street), "why_not_learn": in_words(why) if why else "",
        "allowed_by": services.allowance(street), "switched": teaching.last_switch(street), "drift": drift.sentences(street.path),
        "joining": _joining(street), "least": (LEAST_PAIRS, LEAST_JOINED),
    }  # fmt: skip


def _joining(street: Place) -> dict[str, Any] | None:
    """What the street taught of what is one and the same (triage/likeness.py); None while it is too little."""
    found = Joining.objects.filter(street=street).exclude(pairs=0).first()
    if found is None:
        return None
    return {"pairs": found.pairs, "joined": found.joined, "error": rules.in_percent(found.error)}


@require_POST
@act("triage.edit")
def learn(request: StaffRequest) -> HttpResponse:
    """Ask for a learning; it is done in the background."""
    street = _street(request)
    return _say(request, lambda: teaching.ask_to_learn(street, by=request.user, at=right_now()),
                _("排上了，一两分钟后看结果。比在用的差就不换。"))  # fmt: skip


@require_POST
@act("triage.edit")
def use(request: StaffRequest, pk: int) -> HttpResponse:
    """Go back to an older model."""
    learned = get_object_or_404(Learned.objects.defer("content"), pk=pk, street=_street(request))
    return _say(request, lambda: teaching.go_back(learned, by=request.user, at=right_now()), _("换回来了。"))


@require_POST
@act("triage.edit")
def stop(request: StaffRequest) -> HttpResponse:
    """No model any more; the keywords suggest."""
    street = _street(request)
    return _say(
        request,
        lambda: teaching.stop_using(street, by=request.user, at=right_now()),
        _("停用了，只按关键词建议。"),
    )


def _say(request: StaffRequest, verb: Any, words: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, words)
    except Refused as refused:
        messages.error(request, in_words(refused.reason))
    return redirect("collect:triage")


def _street(request: StaffRequest) -> Place:
    """The street of one's own post."""
    paths = areas("triage.edit", request.hats)
    street = Place.objects.filter(path__in=paths, kind="street").order_by("path").first()
    if street is None:
        raise Http404
    wear(request, "triage.edit", path=street.path)
    return street
