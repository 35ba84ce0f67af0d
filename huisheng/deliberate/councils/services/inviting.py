"""An outside body is asked by a link, confirms without an account, and may promise something (M45)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from secrets import compare_digest, token_urlsafe

from django.db import transaction
from django.dispatch import Signal
from django.utils.timezone import localtime

from huisheng.deliberate.councils import rules
from huisheng.deliberate.councils.models import BodyOffer, CouncilParty, CouncilSession, Invitation, Item
from huisheng.deliberate.councils.services.finding import hour
from huisheng.deliberate.councils.services.telling import tell_council, tell_matters
from huisheng.echo.refusals import YES, Refused, because, refuse_if
from huisheng.echo.voices.rules import heard_phone

# Sent with `offer` (a BodyOffer) in the same transaction: what the body promised becomes a promise of the item.
body_promised = Signal()


def invite(session: CouncilSession, parties: Iterable[CouncilParty], *, at: datetime) -> list[Invitation]:
    """A link for each of these parties that is an outside body and has none for this session yet."""
    have = set(session.invitations.filter(closed_at=None).values_list("body", flat=True))
    missing = {one.body_id: one for one in parties if one.body_id and one.body_id not in have}
    return Invitation.objects.bulk_create(
        Invitation(session=session, party=one, body_id=body, token=token_urlsafe(24), sent_at=at)
        for body, one in missing.items()
    )


def renew(session: CouncilSession, *, at: datetime) -> list[Invitation]:
    """The date changed: links that were answered are closed, and the same bodies get a new one."""
    answered = session.invitations.filter(closed_at=None, answered_at__isnull=False).select_related("party")
    parties = [one.party for one in answered]
    answered.update(closed_at=at)
    return invite(session, parties, at=at)


def why_not_answer(invitation: Invitation) -> str:
    """A link is used once, by whom it was sent to, until the session begins."""
    session = invitation.session
    if invitation.answered_at:
        return because("%(who)s已经用这个链接答复过了。要改，请打电话给召集人。", who=invitation.answered_by)
    if session.cancelled_at:
        return because("这一次会不开了：%(why)s。不用再答复。", why=session.why)
    if session.closed_at or session.opened_at:
        return because("会已经开了，这个链接不用了。")
    if invitation.wrong >= rules.WRONG_TAILS:
        return because("输错太多次，链接停用了。请打电话给召集人。")
    return because("这个链接作废了，请用新的链接。") if invitation.closed_at else YES


def why_not_yours(invitation: Invitation, tail: str) -> str:
    """A link that was forwarded is of no use: it asks for the last digits of the telephone it was sent to."""
    phone = heard_phone(invitation.body.phone)
    if not phone or compare_digest(heard_phone(tail)[-4:].encode(), phone[-4:].encode()):
        return YES
    return because(
        "这个链接是发给%(body)s联系人的。后四位和登记的电话对不上；如果是别人转给您的，请交给联系人，或者打电话给召集人。",
        body=invitation.body.name,
    )


def answer(
    invitation: Invitation,
    *,
    coming: bool,
    who: str,
    tail: str,
    words: str = "",
    offers: Mapping[Item, tuple[str, date | None]] | None = None,
    at: datetime,
) -> Invitation:
    """Whether the body comes, who says so, and what it promises for which item by when.

    A wrong tail is counted even though nothing else is written.
    """
    with transaction.atomic():
        now = _locked(invitation)
        refuse_if(why_not_answer(now))
        wrong = why_not_yours(now, tail)
        if wrong:
            now.wrong += 1
            now.save(update_fields=["wrong"])
        else:
            _answer(now, coming=coming, who=who.strip(), words=words.strip(), offers=offers or {}, at=at)
    if wrong:
        raise Refused(wrong)
    return now


def _locked(invitation: Invitation) -> Invitation:
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    return Invitation.objects.select_related(
        "session__council__voice", "session__council__chair", "body"
    ).get(pk=invitation.pk)


def _answer(
    now: Invitation,
    *,
    coming: bool,
    who: str,
    words: str,
    offers: Mapping[Item, tuple[str, date | None]],
    at: datetime,
) -> None:
    refuse_if(YES if who else because("请写您的称呼。"))
    now.answered_at, now.answered_by, now.coming, now.words = at, who[:60], coming, words[:500]
    now.save(update_fields=["answered_at", "answered_by", "coming", "words"])
    council = now.session.council
    comes = "来" if coming else "来不了"
    says = f"{now.body.name}答复：{hour(now.session.starts)}的会{comes}。{words}"
    tell_council(council, "confirmed", says, by=None, at=at, hat=now.body.name, staff=[council.chair])
    for item, (promise, due) in offers.items():
        if promise.strip():
            _offer(now, item, promise.strip(), due, at)


def _offer(now: Invitation, item: Item, promise: str, due: date | None, at: datetime) -> None:
    refuse_if(because("请写哪天前做到：“%(words)s”。", words=promise[:20]) if due is None else YES)
    assert due is not None
    refuse_if(because("承诺的日子已经过了。") if due < localtime(at).date() else YES)
    refuse_if(because("这一项不在这次的议程上。") if item.session_id != now.session_id else YES)
    offer = BodyOffer.objects.create(invitation=now, item=item, words=promise[:300], due=due, at=at)
    says = f"{now.body.name}承诺：{offer.words}，{due.month}月{due.day}日前。"
    tell_matters([item], says, by=None, at=at, hat=now.body.name)
    body_promised.send(BodyOffer, offer=offer)
