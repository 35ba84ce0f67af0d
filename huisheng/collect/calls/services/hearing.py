"""Hear a proposal or an opinion, with or without a login."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, Proposal, Support
from huisheng.collect.calls.services.finding import standing
from huisheng.collect.calls.services.opening import locked
from huisheng.collect.calls.services.supporting import mark
from huisheng.collect.concerns.rules import title_of
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said, begin, hear
from huisheng.people.models import Person


@transaction.atomic
def propose(
    call: Call,
    *,
    words: str,
    said: Said,
    by: Person | None,
    at: datetime,
    paragraph: int = 0,
    hat: str = "",
    once: str | None = None,
) -> Proposal:
    """Somebody's own words, with a receipt; who proposes is for it. `by`: the clerk who typed it for a caller.

    `once`: the form's own token; sent twice it is one proposal.
    """
    now = locked(call)
    if once and (same := Proposal.objects.select_related("speaker").filter(once=once).first()):
        return same
    where = standing(now)
    refuse_if(rules.why_not_propose(where, words, on=localtime(at).date()) or why_not_phone(said.phone))
    refuse_if(rules.why_not_about(now.kind, now.body, paragraph))
    typed_by = None if by == said.person else by
    number = (now.proposals.aggregate(n=Max("number"))["n"] or 0) + 1
    voice = begin(kind="proposal", title=title_of(words), path=now.place.path, at=at)
    speaker = hear(voice, said=said, filed_by=typed_by, at=at)
    proposal = Proposal.objects.create(
        call=now,
        number=number,
        voice=voice,
        speaker=speaker,
        words=words.strip(),
        paragraph=paragraph,
        by=typed_by,
        at=at,
        once=once,
    )
    own = mark(now, person=said.person, phone=speaker.phone) or f"speaker {speaker.pk}"
    if now.kind == rules.Kind.PROPOSALS:
        proven = at if said.person or typed_by else None
        Support.objects.create(proposal=proposal, mark=own, at=at, proven_at=proven)
    _tell(proposal, by=by, at=at, hat=hat)
    return proposal


def _tell(proposal: Proposal, *, by: Person | None, at: datetime, hat: str) -> None:
    call = proposal.call
    staff = [call.by] if call.by and call.by != by else []
    about = f"（说第 {proposal.paragraph} 段）" if proposal.paragraph else ""
    says = f"“{call.title}”第 {proposal.number} 条{about}：{proposal.words}"
    say(
        proposal.voice,
        by=by,
        at=at,
        did="proposed",
        says=says,
        to=[proposal.speaker],
        staff=staff,
        caller=by or call.by,
        hat=hat,
    )
