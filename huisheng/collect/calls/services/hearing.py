"""Hear a proposal or an opinion, with or without a login; count who is for it, each person once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, Proposal, Support
from huisheng.collect.calls.services.finding import down_of, standing
from huisheng.collect.calls.services.opening import locked
from huisheng.collect.concerns.rules import title_of
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import heard_phone, why_not_phone
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
        by=typed_by,
        at=at,
        once=once,
    )
    own = mark(now, person=said.person, phone=speaker.phone) or f"speaker {speaker.pk}"
    if now.kind == rules.Kind.PROPOSALS:
        Support.objects.create(proposal=proposal, mark=own, at=at)
    staff = [now.by] if now.by and now.by != by else []
    says = f"“{now.title}”第 {number} 条：{proposal.words}"
    say(
        voice,
        by=by,
        at=at,
        did="proposed",
        says=says,
        to=[speaker],
        staff=staff,
        caller=by or now.by,
        hat=hat,
    )
    return proposal


def mark(call: Call, *, person: Person | None, phone: str) -> str:
    """A person as far as a call counts people: by telephone, else by account; "" for somebody without either.

    The digest is another one in every call, so that nobody's choices can be put together.
    """
    number = heard_phone(phone) or heard_phone(person.phone if person else "")
    whom = f"phone {number}" if number else f"person {person.pk}" if person else ""
    return salted_hmac("huisheng.call", f"{call.pk}:{whom}", algorithm="sha256").hexdigest() if whom else ""


@transaction.atomic
def support(proposal: Proposal, *, person: Person | None, phone: str, at: datetime) -> Support:
    """For it, once a person. It says no line of its own: a running count would be a ranking; the result says it."""
    call = locked(proposal.call)
    lead = proposal.into or proposal
    own = mark(call, person=person, phone=phone)
    group = Support.objects.filter(proposal__in=[lead.pk, *lead.merged.values_list("pk", flat=True)])
    already = bool(own) and group.filter(mark=own).exists()
    refuse_if(why_not_phone(phone) or rules.why_down(down_of(lead) is not None))
    on = localtime(at).date()
    refuse_if(rules.why_not_support(standing(call), on=on, already=already, known=bool(own)))
    return Support.objects.create(proposal=lead, mark=own, at=at)
