"""Where the street allows it, what stands on an agenda has until some working days after the session (R2.6). Off at first."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.rules import why_not_extend
from huisheng.collect.models import Concern
from huisheng.deliberate.councils import rules
from huisheng.deliberate.councils.models import Council, CouncilSession, Item
from huisheng.deliberate.councils.services.telling import tell_council, tell_matters
from huisheng.echo.refusals import refuse_if
from huisheng.echo.workdays.rules import add_working_days
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person


@transaction.atomic
def allow_extension(
    council: Council, *, days: int, by: Person | None, at: datetime, hat: str = ""
) -> Council:
    """So many working days after the session for what is tabled from now on; 0: its day stays as it was promised."""
    refuse_if(rules.why_not_allow(days, now=council.extends_by))
    council.extends_by = days
    council.save(update_fields=["extends_by"])
    says = f"上了议程的事，限期延到开会后 {days} 个工作日。" if days else "上了议程的事，限期不变。"
    tell_council(council, "changed", says, by=by, at=at, hat=hat)
    return council


def tell_tabled(item: Item, says: str, *, by: Person | None, at: datetime, hat: str) -> None:
    """Everyone who spoke reads once that it stands on the agenda; where its day moves with it, that is the reason.

    A day is moved once: a matter that was extended before, is paused or waits for another body only hears of it.
    """
    extended = _extended(item, says, by=by, at=at, hat=hat) if by else set()
    tell_matters([item], says, by=by, at=at, hat=hat, besides=extended)


def _extended(item: Item, says: str, *, by: Person, at: datetime, hat: str) -> set[int]:
    """The keys of the matters whose day was moved."""
    session: CouncilSession = item.session
    days = session.council.extends_by
    if not days:
        return set()
    until, moved = add_working_days(session.starts, days, calendar()), set()
    for concern in _heads(item):
        if not concern.extensions and not why_not_extend(concern, until=until, why=says, at=at):
            concerns.extend(concern, until=until, why=says, by=by, at=at, hat=hat)
            moved.add(concern.pk)
    return moved


def _heads(item: Item) -> Iterable[Concern]:
    found = Concern.objects.filter(voice__in=item.matters.values("voice"), lead=None, is_open=True)
    return found.select_related("voice", "clock").order_by("pk")
