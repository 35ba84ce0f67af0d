"""Subscribe, end, find what is new, send again."""

from datetime import datetime, timedelta
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.crypto import salted_hmac

from huisheng.echo.audit.services import keep
from huisheng.echo.models import Line
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person
from huisheng.square.webhooks import rules
from huisheng.square.webhooks.models import Delivery, Webhook
from huisheng.territory.models import Place
from huisheng.territory.places.rules import within

LOOK_BACK = timedelta(minutes=1)
MOST_AT_ONCE = 1000


@transaction.atomic
def subscribe(
    street: Place, *, name: str, url: str, words: bool, by: Person, at: datetime
) -> tuple[Webhook, str]:
    """A new receiver and its secret, which is told this once; it hears of lines from now on."""
    others = living(street).count()
    inside = settings.WEBHOOK_INSIDE
    refuse_if(rules.why_not_subscribe(name, url.strip(), others=others, inside=inside))
    last = Line.objects.aggregate(last=Max("pk"))["last"] or 0
    webhook = Webhook.objects.create(
        street=street, name=name.strip(), url=url.strip(), words=words, salt=token_hex(16), made_by=by, made_at=at,
        before=last, seen=last, looked_at=at,
    )  # fmt: skip
    keep("webhook_made", by=by, at=at, about=f"webhook {webhook.pk}", path=street.path)
    return webhook, secret_of(webhook)


def living(street: Place) -> QuerySet[Webhook]:
    """The receivers of a street, the newest first."""
    return Webhook.objects.filter(street=street, ended_at=None).order_by("-pk")


def stopped(street: Place) -> QuerySet[Webhook]:
    """Those that hear nothing more, the latest first; what they were told can still be looked up."""
    return Webhook.objects.filter(street=street).exclude(ended_at=None).order_by("-ended_at")


def secret_of(webhook: Webhook) -> str:
    """What its deliveries are signed with."""
    return "whs_" + salted_hmac("huisheng.webhook", f"{webhook.salt}", algorithm="sha256").hexdigest()


@transaction.atomic
def end(webhook: Webhook, *, why: str, by: Person, at: datetime) -> None:
    """It hears nothing more, and what waits is dropped. Refused without a reason, or when it was ended before."""
    refuse_if(rules.why_not_end(why, ended=bool(webhook.ended_at)))
    webhook.ended_at, webhook.why = at, why.strip()[: rules.LONGEST_WHY]
    webhook.save(update_fields=["ended_at", "why"])
    webhook.deliveries.filter(state=Delivery.State.WAITING).delete()
    keep("webhook_ended", by=by, at=at, about=f"webhook {webhook.pk}", path=webhook.street.path)


@transaction.atomic
def send_again(delivery: Delivery, *, by: Person, at: datetime) -> None:
    """A human asks for one more round of tries."""
    refuse_if(rules.why_not_again(delivery.state, ended=bool(delivery.webhook.ended_at)))
    delivery.state, delivery.tries, delivery.next_at, delivery.error = Delivery.State.WAITING, 0, at, ""
    delivery.save(update_fields=["state", "tries", "next_at", "error"])
    path = delivery.webhook.street.path
    keep("webhook_changed", by=by, at=at, about=f"delivery {delivery.pk}", path=path)


def find_new(*, at: datetime) -> int:
    """Queue what was done in each subscribed street since the last look; answers how many. Looking twice changes nothing."""
    return sum(
        _find(webhook, at) for webhook in Webhook.objects.filter(ended_at=None).select_related("street")
    )


def _find(webhook: Webhook, at: datetime) -> int:
    low, high = within(webhook.street.path)
    new = Line.objects.filter(pk__gt=webhook.before, voice__path__gte=low, voice__path__lt=high).exclude(
        says=""
    )
    known = webhook.deliveries.filter(line__gt=webhook.before).values("line")
    pks = list(new.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    rows = [Delivery(webhook=webhook, line_id=pk, next_at=at) for pk in pks]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    if len(pks) < MOST_AT_ONCE and at - webhook.looked_at >= LOOK_BACK:
        webhook.before = webhook.seen
        webhook.seen = Line.objects.aggregate(last=Max("pk"))["last"] or 0
        webhook.looked_at = at
        webhook.save(update_fields=["before", "seen", "looked_at"])
    return len(pks)
