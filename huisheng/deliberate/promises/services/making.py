"""Somebody promises something for a decided item; an outside body's offer is a promise too (M45)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal, receiver
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils.models import BodyOffer, Item
from huisheng.deliberate.councils.services import body_promised
from huisheng.deliberate.councils.services.telling import tell_matters
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.models import Promise
from huisheng.echo.refusals import refuse_if
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.territory.models import Appointment

Owner = Appointment | OutsideBody
# Sent with `promise`, `by`, `at`, `hat` in the same transaction: resolve makes the task that keeps it.
promised = Signal()


@transaction.atomic
def promise(
    item: Item,
    *,
    words: str,
    owner: Owner | None,
    due: date | None,
    by: Person | None,
    at: datetime,
    hat: str = "",
    told: bool = True,
) -> Promise:
    """This owner does this by that day, and the task is made. Everyone who spoke on the item's matters is told once;
    not `told` again when they read it with the decision.
    """
    now = (
        Item.objects.select_for_update(of=("self",)).select_related("session__council__place").get(pk=item.pk)
    )
    refuse_if(rules.why_not_promise(now.outcome, words, owner=owner, due=due, on=localtime(at).date()))
    assert owner is not None
    assert due is not None
    made = _make(now, words=words, owner=owner, due=due, by=by, at=at)
    if told:
        tell_matters([now], f"会上定了：{in_a_line(words, owner, due)}", by=by, at=at, hat=hat)
    promised.send(Promise, promise=made, by=by, at=at, hat=hat)
    return made


def _make(
    item: Item,
    *,
    words: str,
    owner: Owner,
    due: date,
    by: Person | None,
    at: datetime,
    offer: BodyOffer | None = None,
) -> Promise:
    post = owner if isinstance(owner, Appointment) else None
    body = owner if isinstance(owner, OutsideBody) else None
    return Promise.objects.create(
        item=item, words=words.strip().rstrip("。"), due=due, post=post, body=body, offer=offer, by=by, at=at
    )


def in_a_line(words: str, owner: Owner, due: date) -> str:
    """邻长周志恒在11月29日前装隔音围挡."""
    return f"{called(owner)}在{month_day(due)}前{words.strip().rstrip('。')}"


def called(owner: Owner) -> str:
    """The owner as a resident reads it: 邻长周志恒, or the name of the body (M166 hides what a post would tell)."""
    return f"{owner.kind.shown}{owner.person.name}" if isinstance(owner, Appointment) else owner.name


@receiver(body_promised, dispatch_uid="promises.body_promised")
def take_over(sender: type, *, offer: BodyOffer, **_: Any) -> None:
    """What a body promised by its link is a promise of the item; whoever spoke was told of it by the offer."""
    body = offer.invitation.body
    made = _make(offer.item, words=offer.words, owner=body, due=offer.due, by=None, at=offer.at, offer=offer)
    promised.send(Promise, promise=made, by=None, at=offer.at, hat=body.name)


@transaction.atomic
def pass_on(promise: Promise, owner: Owner) -> None:
    """Somebody else keeps it, by the same day. Whoever hands the task over says so."""
    promise.post = owner if isinstance(owner, Appointment) else None
    promise.body = owner if isinstance(owner, OutsideBody) else None
    promise.save(update_fields=["post", "body"])
