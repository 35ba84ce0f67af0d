"""Plan sessions, move them, call them off."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from huisheng.deliberate.councils import cadence, rules
from huisheng.deliberate.councils.models import Council, CouncilSession, Item
from huisheng.deliberate.councils.services.agenda import carry, next_session
from huisheng.deliberate.councils.services.finding import day, hour, locked, standing
from huisheng.deliberate.councils.services.inviting import renew
from huisheng.deliberate.councils.services.telling import tell_council, tell_matters
from huisheng.echo.refusals import Refused, refuse_if
from huisheng.people.models import Person


@transaction.atomic
def plan(
    council: Council, *, starts: datetime, by: Person | None, at: datetime, where: str = "", hat: str = ""
) -> CouncilSession:
    """One more session, ahead. What was put off before stands on its agenda at once."""
    Council.objects.select_for_update().get(pk=council.pk)
    refuse_if(rules.why_not_plan(starts, at=at, taken=_taken(council, starts)))
    last = council.sessions.aggregate(n=Max("number"))["n"] or 0
    session = CouncilSession.objects.create(
        council=council, number=last + 1, starts=starts, where=where.strip() or council.where
    )
    says = f"第 {session.number} 次定在{hour(starts)}，{session.where}。"
    tell_council(council, "planned", says, by=by, at=at, hat=hat)
    waiting = Item.objects.filter(session__council=council, outcome="put_off", next=None)
    for item in waiting.select_related("session__council").order_by("session__starts", "order"):
        carry(item, session, by=by, at=at, hat=hat, tell=True)
    return session


def _taken(council: Council, starts: datetime) -> bool:
    return council.sessions.filter(starts=starts, cancelled_at=None).exists()


def plan_series(
    council: Council, *, n: int, by: Person | None, at: datetime, hat: str = ""
) -> list[CouncilSession]:
    """The next `n` dates of its cadence; those that are planned already are left out."""
    made = []
    for starts in cadence.next_dates(council.cadence, council.starts, after=at, n=min(n, 60)):
        try:
            made.append(plan(council, starts=starts, by=by, at=at, hat=hat))
        except Refused:  # planned already
            continue
    return made


@transaction.atomic
def move(
    session: CouncilSession,
    *,
    starts: datetime,
    by: Person | None,
    at: datetime,
    why: str = "",
    hat: str = "",
) -> CouncilSession:
    """Another time, ahead. Whoever was notified is told why; invitations that were answered are sent once more."""
    now = locked(session)
    taken = _taken(now.council, starts)
    refuse_if(rules.why_not_move(standing(now), starts, at=at, why=why, taken=taken))
    before, now.starts, now.moves, now.reminded_at = now.starts, starts, now.moves + 1, None
    now.save(update_fields=["starts", "moves", "reminded_at"])
    because_of = f"：{why.strip()}" if why.strip() else ""
    says = f"{day(before)}的会改到{hour(starts)}{because_of}。"
    tell_council(now.council, "moved", says, by=by, at=at, hat=hat, staff=[now.council.chair])
    tell_matters(now.items.all(), f"{now.council.name}：{says}", by=by, at=at, hat=hat)
    renew(now, at=at)
    return now


@transaction.atomic
def cancel(
    session: CouncilSession, *, why: str, by: Person | None, at: datetime, hat: str = ""
) -> CouncilSession:
    """Called off, with the reason that the calendar shows. Its items wait for the next session, none is lost."""
    now = locked(session)
    refuse_if(rules.why_not_cancel(standing(now), why))
    now.cancelled_at, now.why = at, why.strip()
    now.save(update_fields=["cancelled_at", "why"])
    now.invitations.filter(closed_at=None).update(closed_at=at)
    says = f"{day(now.starts)}不开了：{now.why}。"
    tell_council(now.council, "cancelled", says, by=by, at=at, hat=hat, staff=[now.council.chair])
    items = list(now.items.filter(outcome="").select_related("session__council"))
    following = next_session(now)
    words = f"，排到{day(following.starts)}" if following else "，等下一次开会的日子"
    tell_matters(items, f"{now.council.name}{says[:-1]}{words}。", by=by, at=at, hat=hat)
    for item in items:
        item.outcome, item.resolution, item.decided_at, item.decided_by = "put_off", says, at, by
        item.save(update_fields=["outcome", "resolution", "decided_at", "decided_by"])
        if following:
            carry(item, following, by=by, at=at, hat=hat, tell=False)
    return now
