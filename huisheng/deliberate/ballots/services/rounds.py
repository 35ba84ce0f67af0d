"""What was pressed at a door without a line, taken in when there is one: each press once (M49)."""

from datetime import datetime

from django.db import transaction

from huisheng.deliberate.ballots.models import Delivery, RollUnit, Vote
from huisheng.deliberate.ballots.services.casting import deliver
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person


@transaction.atomic
def deliver_later(
    vote: Vote, *, unit: RollUnit, state: str, by: Person, once: str, pressed: datetime | None, at: datetime
) -> Delivery:
    """One press by its key; the same key again is the same press. A paper that came back before closing, and is heard
    of after it, came at the hour of the press, as whoever stood at the door saw."""
    refuse_if(YES if once.strip() else because("这一条没有编号，请刷新这一页，再按一次。"))
    if same := Delivery.objects.filter(once=once).first():
        return same
    late = state == "returned" and pressed is not None and pressed <= vote.closes < at
    seen = {"received": pressed, "seen_by": by.name} if late else {}
    return deliver(vote, unit=unit, state=state, by=by, at=at, once=once, **seen)  # type: ignore[arg-type]
