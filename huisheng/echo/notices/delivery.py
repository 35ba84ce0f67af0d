"""Send what waits, each message once as far as anybody can know.

A message is claimed in a short transaction, sent outside of it, then marked. If the sender dies in between, the row
stays claimed; after the lease it becomes `unsure`, is shown to a human, and no machine sends it again.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from huisheng.echo.notices import rules
from huisheng.echo.notices.channels import Adapter, NotSentError, NotSureError, adapter_for
from huisheng.echo.notices.models import Message, State, went_out
from huisheng.echo.notices.rules import Channel

Clock = Callable[[], datetime]


def deliver(*, now: Clock = timezone.now, adapters: Callable[[str], Adapter] = adapter_for) -> Counter[str]:
    """Send everything that is due; answers how many messages ended in which state."""
    done: Counter[str] = Counter()
    if lost := give_up_lost(at=now()):
        done[State.UNSURE] += lost
    while message := claim(at=now()):
        done[send(message, adapter=adapters(message.channel), now=now)] += 1
    return done


def give_up_lost(*, at: datetime) -> int:
    """What somebody took to send and never came back about is unsure (rules.is_lost)."""
    lost = went_out().filter(state=State.SENDING, claimed_at__lt=at - rules.LEASE)
    return lost.update(state=State.UNSURE, error="发送时中断，不知道发没发出")


def claim(*, at: datetime) -> Message | None:
    """Take the next message that is due, so that nobody else does; None when nothing is due."""
    with transaction.atomic():
        due = Message.objects.filter(state=State.WAITING, not_before__lte=at).exclude(channel=Channel.CALL)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        message = due.select_related("speaker", "person").order_by("not_before", "id").first()
        if message is None:
            return None
        message.state, message.claimed_at, message.attempts = State.SENDING, at, message.attempts + 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
        return message


def send(message: Message, *, adapter: Adapter, now: Clock) -> str:
    """Hand one claimed message over and write down what became of it; answers its state."""
    try:
        adapter.send(message)
    except NotSentError as error:
        return failed(message, str(error), at=now())
    except Exception as error:
        return mark(message, state=State.UNSURE, error=words_of(error))
    return mark(message, state=State.SENT, done_at=now(), shown=message.shown, error="")


def failed(message: Message, error: str, *, at: datetime) -> str:
    """Later again, or after the last try on the list of what could not be sent."""
    again = rules.next_try(message.attempts, at)
    if again is None:
        return mark(message, state=State.DEAD, done_at=at, error=error)
    return mark(message, state=State.WAITING, not_before=again, error=error)


def mark(message: Message, *, error: str, **fields: object) -> str:
    """Only the claim that sent it may say so: a row that a human has decided about meanwhile stays as it is."""
    ours = Message.objects.filter(
        pk=message.pk, attempts=message.attempts, claimed_at=message.claimed_at,
        state__in=(State.SENDING, State.UNSURE),
    )  # fmt: skip
    ours.update(error=error[:300], **fields)
    return str(fields["state"])


def words_of(error: Exception) -> str:
    """What is kept of an error."""
    return str(error) if isinstance(error, NotSureError) else f"{type(error).__name__} {error}"
