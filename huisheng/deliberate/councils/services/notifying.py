"""A party without a link: how it was notified is written down, or it is registered and gets a link at once (R7, M45)."""

from datetime import datetime

from django.db import transaction

from huisheng.alliance.bodies import services as bodies
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import CouncilParty, CouncilSession, Invitation, PartyNotice
from huisheng.deliberate.councils.services.finding import day, locked, standing
from huisheng.deliberate.councils.services.inviting import invite
from huisheng.deliberate.councils.services.telling import tell_council
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person


@transaction.atomic
def record_notice(
    session: CouncilSession,
    party: CouncilParty,
    *,
    how: str,
    who: str,
    told_at: datetime,
    by: Person | None,
    at: datetime,
    hat: str = "",
) -> PartyNotice:
    """This party was told of the session by hand, with its material. Once more is written down beside the first."""
    now = locked(session)
    refuse_if(rules.why_not_record(standing(now), how=how, who=who, told_at=told_at, at=at))
    refuse_if(_why_not_here(now, party))
    made = PartyNotice.objects.create(
        session=now, party=party, how=how, who=who.strip(), told_at=told_at, by=by, at=at
    )
    says = f"{day(told_at)}{terms.HOW_NAMES[how]}，通知了{party.name}。"
    tell_council(now.council, "notified", says, by=by, at=at, hat=hat)
    return made


@transaction.atomic
def register(
    session: CouncilSession,
    party: CouncilParty,
    *,
    name: str,
    kind: str,
    contact: str,
    phone: str,
    by: Person | None,
    at: datetime,
    hat: str = "",
) -> Invitation | None:
    """The party is a body from now on, for the council's place: it answers by link. None: notifying sends the link.

    Refused when a body of this name is registered here; the seat is given to that one instead (founding.seat).
    """
    now = locked(session)
    refuse_if(
        rules.why_not_register(standing(now), registered=party.body_id is not None, name=name, phone=phone)
        or _why_not_here(now, party)
        or _why_twice(now, name.strip())
    )
    party.body = bodies.keep(
        None, path=now.council.place.path, name=name.strip(), kind=kind, contact=contact.strip(),
        phone=phone.strip(), answers_in=5,
    )  # fmt: skip
    party.save(update_fields=["body"])
    tell_council(now.council, "seated", f"{party.name}登记了，可以凭链接答复。", by=by, at=at, hat=hat)
    concerned = now.items.filter(parties__party=party, steps__step="notify").exists()
    return invite(now, [party], at=at)[0] if now.notified_at and concerned else None


def _why_not_here(session: CouncilSession, party: CouncilParty) -> str:
    if party.council_id != session.council_id:
        return because("这一方不在这个议事会里。")
    return because("%(who)s已经退出了，请另选一方。", who=party.name) if party.left_on else YES


def _why_twice(session: CouncilSession, name: str) -> str:
    if bodies.usable_at(session.council.place.path).filter(name=name).exists():
        return because("“%(name)s”已经登记过了：请在“请一方参加”里选它。", name=name)
    return YES


def told_by_hand(session: CouncilSession) -> list[tuple[CouncilParty, list[PartyNotice]]]:
    """The parties of this session's items that have no link, each with how it was notified. Two queries."""
    told: dict[int, list[PartyNotice]] = {}
    for one in session.notices.all():
        told.setdefault(one.party_id, []).append(one)
    parties = session.council.parties.filter(body=None, left_on=None).order_by("-required", "pk")
    concerned = parties.filter(pk__in=session.items.values("parties__party"))
    return [(party, told.get(party.pk, [])) for party in concerned]
