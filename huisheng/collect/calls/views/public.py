"""Calls as anybody reads and answers them; no name, phone or door, and no ranking while the window is open (R13.4)."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from huisheng.collect.calls import forms, rules, services
from huisheng.collect.calls.models import Call, Proposal
from huisheng.collect.concerns.grants import grant
from huisheng.collect.talks.views.public import ground_of
from huisheng.echo.asking import ask, in_words
from huisheng.echo.voices.masking import masked
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place
from huisheng.territory.places.rules import dialled
from huisheng.territory.places.services import in_areas

MOST, A_PAGE = 60, 100


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
    form = forms.ProposeForm(request.POST or None)
    return ask(
        request, form, do=lambda: _propose(request, found, form), page="collect/call.html",
        **page_of(found, after=request.GET.get("after", "")),
    )  # fmt: skip


def _propose(request: HttpRequest, found: Call, form: forms.ProposeForm) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    typed = form.cleaned_data
    heard = services.propose(
        found, words=typed["words"], said=form.said(person), by=person, at=now(), once=typed["once"] or None
    )
    messages.success(request, receipt(heard))
    return grant(request, redirect("collect:call", found.token), heard.speaker.number)


def receipt(heard: Proposal) -> str:
    """The receipt in one sentence."""
    return _("收到了，是第 %(n)s 条。回执号 %(number)s，后四位 %(tail)s；去了哪里，凭号能查。") % {
        "n": heard.number, "number": heard.speaker.spoken, "tail": heard.speaker.phone_tail,
    }  # fmt: skip


def a_page(leads: list[Proposal], after: str) -> tuple[list[Proposal], str]:
    """A hundred proposals from the number `after` on, and where the next hundred begins ("" at the end)."""
    begin = int(after) if after.isdecimal() and len(after) < 9 else 0
    rest = [one for one in leads if one.number > begin]
    more = len(rest) > A_PAGE
    return rest[:A_PAGE], f"?after={rest[A_PAGE - 1].number}" if more else ""


def page_of(found: Call, after: str = "") -> dict[str, Any]:
    """What anybody reads of a call. Who is for what is shown when it is over; before, the order is that of coming."""
    leads, today = services.leads_of(found), localdate()
    standing = services.standing(found)
    open_, over = not rules.why_not_now(standing, on=today), today > found.closes
    counts = services.people_for(leads) if over and found.kind == rules.Kind.PROPOSALS else {}
    page, onward = a_page(leads, after)
    return row_of(found) | {
        "body": masked(found.body), "dial": dialled(found.phone), "is_open": open_, "over": over,
        "why_not": in_words(rules.why_not_now(standing, on=today)), "draft": found.kind == rules.Kind.DRAFT,
        "proposals": [lead_of(one, counts) for one in page], "n": len(leads), "onward": onward,
        "items": _items(found, leads, counts),
        "merged": found.came - len(leads),  # type: ignore[attr-defined]
        "says": masked(found.end.says) if hasattr(found, "end") else "",
    }  # fmt: skip


def words_of(one: Proposal, *, staff: bool = False) -> str:
    """Its words as anybody reads them; "" of what is taken down."""
    gone = bool(one.gone) and not staff  # type: ignore[attr-defined]
    return "" if gone else masked(one.words, [one.speaker.name])


def lead_of(one: Proposal, counts: dict[int, int], *, staff: bool = False) -> dict[str, Any]:
    """A proposal without what points to a person, with what was merged into it and what became of it."""
    answer, names = getattr(one, "answer", None), [one.speaker.name]
    return {
        "pk": one.pk,
        "number": one.number,
        "words": words_of(one, staff=staff),
        "down": next(iter(one.gone), None),  # type: ignore[attr-defined]
        "also": [other.number for other in one.also],  # type: ignore[attr-defined]
        "people": counts.get(one.pk),
        "notes": [
            {
                "verdict": note.get_verdict_display(),
                "words": masked(note.words),
                "who": masked(note.who),
                "cost": note.cost,
            }
            for note in one.notes.all()
        ],
        "fate": answer.get_fate_display() if answer else "",
        "yes": bool(answer and answer.fate in ("listed", "accepted", "partly")),
        "why": masked(answer.words, names) if answer else "",
        "item": answer.item if answer else None,
    }


def _items(found: Call, leads: list[Proposal], counts: dict[int, int]) -> list[dict[str, Any]]:
    """The shortlist, each item with the numbers of what it was made of. One query."""
    made: dict[int, list[int]] = {}
    people: dict[int, int] = {}
    for one in leads:
        answer = getattr(one, "answer", None)
        if answer and answer.item_id:
            made.setdefault(answer.item_id, []).extend([one.number, *(other.number for other in one.also)])  # type: ignore[attr-defined]
            people[answer.item_id] = people.get(answer.item_id, 0) + counts.get(one.pk, 0)
    return [
        {
            "item": item,
            "title": masked(item.title),
            "words": masked(item.words),
            "of": sorted(made.get(item.pk, [])),
        }
        for item in found.items.all()
    ]


@act("call.see")
def proposal(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One proposal, and being for it."""
    found = by_token(token)
    leads = {one.number: one for one in services.leads_of(found)}
    if number not in leads:
        return redirect("collect:call", token)
    form = forms.SupportForm(request.POST or None)
    counts = services.people_for(leads.values()) if localdate() > found.closes else {}
    why = rules.why_not_support(services.standing(found), on=localdate(), already=False, known=True)
    why = why or rules.why_down(bool(leads[number].gone))  # type: ignore[attr-defined]
    shown = row_of(found) | {"one": lead_of(leads[number], counts), "why_not": in_words(why)}
    shown["also"] = [words_of(other) for other in leads[number].also]  # type: ignore[attr-defined]

    def do() -> HttpResponse:
        person = request.user if isinstance(request.user, Person) else None
        services.support(leads[number], person=person, phone=form.cleaned_data["phone"], at=now())
        messages.success(request, _("记下了，您支持第 %(n)s 条。") % {"n": number})
        return redirect("collect:call", token)

    return ask(request, form, do=do, page="collect/proposal.html", **shown)
