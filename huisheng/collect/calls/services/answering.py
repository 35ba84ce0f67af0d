"""Feasibility, the shortlist, and an answer to everyone: each author hears what became of theirs, once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, Feasibility, Proposal, ProposalAnswer, Shortlisted, TakenDown
from huisheng.collect.calls.rules import Fate
from huisheng.collect.calls.services.finding import down_of, standing
from huisheng.collect.calls.services.opening import locked
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person


@transaction.atomic
def note(
    proposal: Proposal,
    *,
    verdict: str,
    words: str,
    who: str,
    by: Person | None,
    at: datetime,
    cost: Decimal | None = None,
    hat: str = "",
) -> Feasibility:
    """Whether it can be done, as somebody who knows has found; the author reads it on their receipt."""
    call = locked(proposal.call)
    refuse_if(rules.why_down(down_of(proposal) is not None))
    refuse_if(rules.why_not_note(standing(call), words, verdict=verdict))
    refuse_if(because("请写谁看的。") if not who.strip() else "")
    made = Feasibility.objects.create(
        proposal=proposal, verdict=verdict, words=words.strip(), who=who.strip(), cost=cost, by=by, at=at
    )
    says = f"{made.who}看过：{rules.FEASIBLE_NAMES[verdict]}。{made.words}"
    _tell(proposal, "assessed", says, by=by, at=at, hat=hat)
    return made


def _tell(proposal: Proposal, did: str, says: str, *, by: Person | None, at: datetime, hat: str) -> None:
    """On its own voice and on those of what was merged into it, each author once."""
    several = [proposal, *proposal.merged.select_related("voice", "speaker").order_by("number")]
    for one in several:
        say(one.voice, by=by, at=at, did=did, says=says, to=[one.speaker], caller=by, hat=hat)


def tell_authors(
    item: Shortlisted, did: str, says: str, *, by: Person | None, at: datetime, hat: str = ""
) -> None:
    """What becomes of an item later, on the receipt of everyone it was made of; a later room says it."""
    for given in item.answers.select_related("proposal__voice", "proposal__speaker").order_by(
        "proposal__number"
    ):
        _tell(given.proposal, did, says, by=by, at=at, hat=hat)


@transaction.atomic
def shortlist(
    call: Call,
    proposals: Iterable[Proposal],
    *,
    title: str,
    by: Person | None,
    at: datetime,
    words: str = "",
    cost: Decimal | None = None,
    hat: str = "",
) -> Shortlisted:
    """One item made of these proposals; every author, also of what was merged before, is told which item it became."""
    now = locked(call)
    named = [one.pk for one in proposals]
    chosen = list(
        now.proposals.filter(pk__in=named).select_related("voice", "speaker", "answer").order_by("number")
    )
    refuse_if(rules.why_down(TakenDown.objects.filter(proposal__in=chosen, up_at=None).exists()))
    refuse_if(
        rules.why_not_list(
            standing(now), title, on=localtime(at).date(), chosen=len(chosen),
            answered=any(hasattr(one, "answer") for one in chosen), follows=any(one.into_id for one in chosen),
        )
    )  # fmt: skip
    item = Shortlisted.objects.create(
        call=now,
        number=now.items.count() + 1,
        title=title.strip(),
        words=words.strip(),
        cost=cost,
        by=by,
        at=at,
    )
    for one in chosen:
        ProposalAnswer.objects.create(proposal=one, fate=Fate.LISTED, words="", item=item, by=by, at=at)
        says = f"列进清单了，是第 {item.number} 项“{item.title}”。下一步由大家定，定了再告诉您。"
        _tell(one, "listed", says, by=by, at=at, hat=hat)
    return item


@transaction.atomic
def answer(
    proposal: Proposal, *, fate: str, words: str, by: Person | None, at: datetime, hat: str = ""
) -> ProposalAnswer:
    """Not on the shortlist, or (of a draft) accepted, partly, or not; and why. Every author it stands for is told."""
    call = locked(proposal.call)
    now = call.proposals.select_related("voice", "speaker", "answer").get(pk=proposal.pk)
    refuse_if(rules.why_down(down_of(now) is not None))
    refuse_if(
        rules.why_not_answer(
            _still_open(standing(call), now), words, fate=fate, on=localtime(at).date(), answered=hasattr(now, "answer"),
            follows=now.into_id is not None,
        )
    )  # fmt: skip
    given = ProposalAnswer.objects.create(proposal=now, fate=fate, words=words.strip(), by=by, at=at)
    _tell(now, "answered", f"{rules.FATE_NAMES[Fate(fate)]}。{given.words}", by=by, at=at, hat=hat)
    return given


def _still_open(where: rules.Standing, proposal: Proposal) -> rules.Standing:
    """What was put back after the end has its answer still to come."""
    return replace(where, closed=False) if where.closed and proposal.downs.exists() else where


@transaction.atomic
def each(verb: Callable[..., Any], several: list[Proposal], **typed: Any) -> None:
    """The same to each of several, all or none: the first refusal undoes the others."""
    refuse_if("" if several else because("请选至少一条。"))
    for one in several:
        verb(one, **typed)
