"""Calls as anybody reads and answers them; no name, phone or door, and no ranking while the window is open (R13.4)."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.collect.calls import forms, rules, services
from huisheng.collect.calls.models import Call, Proposal, Support
from huisheng.collect.calls.views.showing import (
    a_page,
    items_of,
    lead_of,
    paragraphs_of,
    people_for,
    words_of,
)
from huisheng.collect.concerns.grants import grant
from huisheng.collect.talks.views.public import ground_of
from huisheng.echo.asking import ask, in_words
from huisheng.echo.pace import keep_pace
from huisheng.echo.readings.services import knock, knock_opened
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.rules import masked_phone
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place
from huisheng.territory.places.rules import dialled
from huisheng.territory.places.services import in_areas

MOST, SALT = 60, "huisheng.support"


@act("call.see")
def calls(request: HttpRequest) -> HttpResponse:
    """The calls of my community: open ones first."""
    ground = ground_of(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    rows = calls_for(ground)
    shown = {
        "ground": ground,
        "open": sorted((row for row in rows if row["open"]), key=lambda row: row["call"].closes),
        "over": [row for row in rows if not row["open"]],
    }
    return render(request, "collect/calls.html", shown | {"brand": {"name": ground.name}})


def calls_for(ground: Place) -> list[dict[str, Any]]:
    """The latest calls under a community and those of its street as a whole. One query."""
    here = in_areas([ground.path], "place__path") | Q(place=ground.street)
    return [row_of(one) for one in services.known().filter(here).order_by("-closes", "-pk")[:MOST]]


def row_of(call: Call) -> dict[str, Any]:
    """One call in a list; of a row read by `services.known`, without a query."""
    end, today = getattr(call, "end", None), localdate()
    return {
        "call": call,
        "title": masked(call.title),
        "open": end is None and call.opens <= today <= call.closes,
        "ahead": end is None and today < call.opens,
        "left": (call.closes - max(today, call.opens)).days + 1,
        "end": end,
        "came": call.came,  # type: ignore[attr-defined]
        "waits": call.waits,  # type: ignore[attr-defined]
    }


def by_token(token: str) -> Call:
    """The call of an address, or 404. One query."""
    found = services.known().filter(token=token).first()
    if found is None:
        raise Http404
    return found


@act("call.see")
def call(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, what came, what became of it; and the reader's own word."""
    found = by_token(token)
    about = request.GET.get("about", "")
    form = forms.ProposeForm(request.POST or None, call=found, initial={"about": about})
    return ask(
        request, form, do=lambda: _propose(request, found, form), page="collect/call.html",
        **page_of(found, after=request.GET.get("after", "")),
    )  # fmt: skip


def _propose(request: HttpRequest, found: Call, form: forms.ProposeForm) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    typed = form.cleaned_data
    keep_pace(request, "propose", str(found.pk))
    heard = services.propose(
        found,
        words=typed["words"],
        said=form.said(person),
        by=person,
        at=now(),
        once=typed["once"] or None,
        paragraph=typed.get("about") or 0,
    )
    messages.success(request, receipt(heard))
    return grant(request, redirect("collect:call", found.token), heard.speaker.number)


def receipt(heard: Proposal) -> str:
    """The receipt in one sentence."""
    return _("收到了，是第 %(n)s 条。回执号 %(number)s，后四位 %(tail)s；去了哪里，凭号能查。") % {
        "n": heard.number, "number": heard.speaker.spoken, "tail": heard.speaker.phone_tail,
    }  # fmt: skip


def page_of(found: Call, after: str = "") -> dict[str, Any]:
    """What anybody reads of a call. Who is for what is shown when it is over; before, the order is that of coming."""
    window, today = services.window(found), localdate()
    why_not = rules.why_not_now(window, on=today)
    page, onward = a_page(found, after)
    people = people_for(found, page)
    return row_of(found) | {
        "body": masked(found.body), "dial": dialled(found.phone), "is_open": not why_not, "over": today > found.closes,
        "why_not": in_words(why_not), "draft": found.kind == rules.Kind.DRAFT,
        "paragraphs": paragraphs_of(found), "proposals": [lead_of(one, people) for one in page], "onward": onward,
        "items": items_of(found), "n": found.came - found.merged, "merged": found.merged,  # type: ignore[attr-defined]
        "says": masked(found.end.says) if hasattr(found, "end") else "",
    }  # fmt: skip


@act("call.see")
def proposal(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One proposal, and being for it."""
    found = by_token(token)
    one = services.leads(found).filter(number=number).first()
    if one is None:
        return redirect("collect:call", token)
    form = forms.SupportForm(request.POST or None)
    return ask(
        request, form, do=lambda: _support(request, found, one, form), page="collect/proposal.html",
        **_proposal_page(found, one),
    )  # fmt: skip


def _proposal_page(found: Call, one: Proposal) -> dict[str, Any]:
    window, down = services.window(found), bool(one.gone)  # type: ignore[attr-defined]
    why = rules.why_not_support(window, on=localdate(), already=False, known=True) or rules.why_down(down)
    also = [words_of(other) for other in one.also]  # type: ignore[attr-defined]
    shown = {"one": lead_of(one, people_for(found, [one])), "also": also, "why_not": in_words(why)}
    return row_of(found) | shown


def _support(request: HttpRequest, found: Call, one: Proposal, form: forms.SupportForm) -> HttpResponse:
    """An account is known; a telephone that anybody could have typed is proved where only that counts."""
    person = request.user if isinstance(request.user, Person) else None
    if person is None:
        knock(("support", request.META.get("REMOTE_ADDR", "")), at=now())
    made = services.support(one, person=person, phone=form.cleaned_data["phone"], at=now())
    if made.waiting_id:
        return redirect("collect:call_code", signing.dumps(made.pk, salt=SALT))
    messages.success(request, _("记下了，您支持第 %(n)s 条。") % {"n": one.number})
    return redirect("collect:call", found.token)


@act("call.see")
@never_cache
def code(request: HttpRequest, key: str) -> HttpResponse:
    """Four digits from the message that went to the telephone; without them the support is kept, and not counted."""
    try:
        pk = signing.loads(key, salt=SALT, max_age=services.KEPT_FOR)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    one = get_object_or_404(Support.objects.select_related("proposal__call", "waiting"), pk=pk)
    form = forms.CodeForm(request.POST or None)

    def do() -> HttpResponse:
        door = ("code", str(one.pk))
        knock(door, at=now())
        services.prove(one, **form.cleaned_data, at=now())
        knock_opened(door)
        messages.success(request, _("核实好了，您支持第 %(n)s 条。") % {"n": one.proposal.number})
        return redirect("collect:call", one.proposal.call.token)

    phone = masked_phone(one.waiting.phone) if one.waiting else ""
    return ask(request, form, do=do, page="collect/call_code.html", one=one, phone=phone)
