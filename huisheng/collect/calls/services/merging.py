"""Similar proposals become one, and their authors are told where theirs went (M29)."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from huisheng.collect.calls import rules
from huisheng.collect.calls.alike import alike
from huisheng.collect.calls.models import Call, Proposal, TakenDown
from huisheng.collect.calls.services.finding import standing
from huisheng.collect.calls.services.opening import locked
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.simplified import simplified
from huisheng.people.models import Person


@transaction.atomic
def merge(
    into: Proposal, others: Iterable[Proposal], *, why: str, by: Person | None, at: datetime, hat: str = ""
) -> int:
    """The others say the same; each of their authors, and the author of the one, is told once. All or none."""
    call = locked(into.call)
    named = {one.pk for one in others} - {into.pk}
    known = {one.pk: one for one in call.proposals.select_related("voice", "speaker", "answer")}
    lead, chosen = known[into.pk], [known[pk] for pk in sorted(named) if pk in known]
    refuse_if(rules.why_down(TakenDown.objects.filter(proposal__in=[lead, *chosen], up_at=None).exists()))
    followed = set(call.proposals.exclude(into=None).values_list("into", flat=True))
    refuse_if(
        rules.why_not_merge(
            standing(call), same=not chosen, answered=any(hasattr(one, "answer") for one in (lead, *chosen)),
            follows=any(one.into_id for one in (lead, *chosen)), leads=any(one.pk in followed for one in chosen),
        )
    )  # fmt: skip
    Proposal.objects.filter(pk__in=[one.pk for one in chosen]).update(into=lead)
    more = f"：{why.strip()}" if why.strip() else "。"
    for one in chosen:
        says = f"和第 {lead.number} 条说的是一回事，并到一起往下走{more}"
        say(one.voice, by=by, at=at, did="merged", says=says, to=[one.speaker], caller=by, hat=hat)
    numbers = "、".join(str(one.number) for one in chosen)
    says = f"第 {numbers} 条说的是一回事，并进来了{more}"
    say(lead.voice, by=by, at=at, did="merged", says=says, to=[lead.speaker], caller=by, hat=hat)
    return len(chosen)


@transaction.atomic
def part(proposal: Proposal, *, why: str, by: Person | None, at: datetime, hat: str = "") -> Proposal:
    """It is something else after all, before the other one was answered; its author is told."""
    call = locked(proposal.call)
    now = call.proposals.select_related("voice", "speaker", "into__answer").get(pk=proposal.pk)
    refuse_if(rules.why_over(standing(call)))
    refuse_if(because("这一条没有并到别的里面。") if now.into is None else "")
    refuse_if(because("已经答复过了，不能再分开。") if hasattr(now.into, "answer") else "")
    refuse_if(because("请写一句为什么分开。") if not why.strip() else "")
    now.into = None
    now.save(update_fields=["into"])
    says = f"不是一回事，分开单独往下走：{why.strip()}"
    say(now.voice, by=by, at=at, did="parted", says=says, to=[now.speaker], caller=by, hat=hat)
    return now


def alike_in(call: Call, page: list[Proposal]) -> dict[int, list[int]]:
    """Which others may say the same as those of a page, by number: a suggestion to whoever merges, nothing more (R13.9).

    Among all that nobody has answered. One query.
    """
    rows = call.proposals.filter(into=None, answer=None).values_list("number", "words")
    return alike({number: _plain(words) for number, words in rows}, {one.number for one in page})


_plain = lru_cache(maxsize=8192)(simplified)
