"""Who is for a proposal, each person once; a telephone that anybody could have typed is proved by four digits."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, Proposal, Support
from huisheng.collect.calls.services.finding import down_of, standing
from huisheng.collect.calls.services.opening import locked
from huisheng.echo.models import Speaker
from huisheng.echo.proving import fits, forget_phone, send_code
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.rules import heard_phone, why_not_phone, why_not_prove
from huisheng.people.models import Person

KEPT_FOR = timedelta(days=1)


def mark(call: Call, *, person: Person | None, phone: str) -> str:
    """A person as far as a call counts people: by telephone, else by account; "" for somebody without either.

    The digest is another one in every call, so that nobody's choices can be put together.
    """
    number = heard_phone(phone) or heard_phone(person.phone if person else "")
    whom = f"phone {number}" if number else f"person {person.pk}" if person else ""
    return salted_hmac("huisheng.call", f"{call.pk}:{whom}", algorithm="sha256").hexdigest() if whom else ""


@transaction.atomic
def support(proposal: Proposal, *, person: Person | None, phone: str, at: datetime) -> Support:
    """For it, once a person. It says no line of its own: a running count would be a ranking; the result says it.

    Where only proven telephones count, four digits go to the telephone; asked for again, they go again.
    """
    call = locked(proposal.call)
    lead = proposal.into or proposal
    own = mark(call, person=person, phone=phone)
    refuse_if(why_not_phone(phone) or rules.why_down(down_of(lead) is not None))
    group = Support.objects.filter(proposal__in=[lead.pk, *lead.merged.values_list("pk", flat=True)])
    found = list(group.filter(mark=own).order_by("proven_at")) if own else []
    asks = call.only_proven and person is None
    again = asks and bool(found) and not any(one.proven_at for one in found)
    on = localtime(at).date()
    already = bool(found) and not again
    refuse_if(rules.why_not_support(standing(call), on=on, already=already, known=bool(own)))
    proven = None if person is None else at
    made = found[0] if again else Support.objects.create(proposal=lead, mark=own, at=at, proven_at=proven)
    return _asked_code(made, call, phone, at) if asks else made


def _asked_code(one: Support, call: Call, phone: str, at: datetime) -> Support:
    """Asked for again, the digits before are worth nothing."""
    if one.waiting:
        forget_phone(one.waiting)
    one.waiting = send_code(phone, title=call.title, path=call.place.path, at=at)
    one.save(update_fields=["waiting"])
    return one


@transaction.atomic
def prove(one: Support, *, code: str, at: datetime) -> Support:
    """The digits fit: the telephone is its owner's. The number itself is forgotten at once."""
    now = Support.objects.select_for_update(of=("self",)).select_related("waiting").get(pk=one.pk)
    waits = now.waiting is not None and now.proven_at is None
    refuse_if(why_not_prove(waits=waits, fits=fits(now.waiting, code)))
    assert now.waiting is not None
    forget_phone(now.waiting)
    now.waiting, now.proven_at = None, at
    now.save(update_fields=["waiting", "proven_at"])
    return now


def forget_telephones(*, at: datetime) -> int:
    """A telephone whose code nobody wrote back is not kept; how many were forgotten."""
    waiting = Support.objects.filter(waiting__isnull=False).values("waiting")
    old = Speaker.objects.filter(pk__in=waiting, at__lt=at - KEPT_FOR)
    several = list(old)
    for one in several:
        forget_phone(one)
    Support.objects.filter(waiting__in=several).update(waiting=None)
    return len(several)
