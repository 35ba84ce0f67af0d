"""Who came, who left in the middle, and how many different people a council has reached (M43)."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import Absence, Attendee, Council, CouncilParty, CouncilSession
from huisheng.deliberate.councils.names import Pasted, plain_name, read_names
from huisheng.deliberate.councils.services.finding import locked, missing_parties, standing
from huisheng.deliberate.councils.services.telling import tell_council
from huisheng.deliberate.councils.terms import Act, State
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person


@transaction.atomic
def arrive(
    session: CouncilSession,
    *,
    names: str,
    role: str,
    by: Person | None,
    at: datetime,
    party: CouncilParty | None = None,
) -> Pasted:
    """Everybody in a list as it was typed or pasted, in one role. Only names are kept; those known already are named.

    Answers what was read. Refused when there is no new name, or the party withdrew.
    """
    now = locked(session)
    known = list(now.attendees.values_list("name", flat=True))
    read = read_names(names, known=known)
    refuse_if(because("%(who)s已经退出了，请另选一方。", who=party.name) if party and party.left_on else YES)
    role = party.kind if party else role
    refuse_if(YES if role in terms.ROLE_NAMES else because("请选身份。"))
    if not read.names and read.twice:
        refuse_if(because("%(who)s已经记过了。", who="、".join(read.twice[:5])))
    refuse_if(rules.why_not_attend(standing(now), names=len(read.names), people=len(known)))
    Attendee.objects.bulk_create(
        Attendee(session=now, name=one, key=plain_name(one), role=role, party=party, came_at=at, by=by)
        for one in read.names
    )
    return read


@transaction.atomic
def leave(attendee: Attendee, *, by: Person | None, at: datetime, hat: str = "") -> list[str]:
    """Somebody leaves before the end. Answers the required parties that are missing now: from here on nothing is decided."""
    now = locked(attendee.session)
    refuse_if(rules.why_not_in_phase(standing(now), Act.ATTEND))
    away = Absence.objects.filter(attendee=attendee, back_at=None).exists()
    refuse_if(because("%(who)s已经离开了。", who=attendee.name) if away else YES)
    before = {one.pk for one in missing_parties(now)}
    Absence.objects.create(attendee=attendee, left_at=at)
    missing = list(missing_parties(now))
    if now.state is State.OPEN and any(one.pk not in before for one in missing):
        names = "、".join(one.name for one in missing)
        says = f"第 {now.number} 次：{names}中途离开，人不齐，后面的不能作结论。"
        tell_council(now.council, "not_quorate", says, by=by, at=at, hat=hat)
    return [one.name for one in missing]


@transaction.atomic
def come_back(attendee: Attendee, *, at: datetime) -> None:
    """Back in the room."""
    now = locked(attendee.session)
    refuse_if(rules.why_not_in_phase(standing(now), Act.ATTEND))
    changed = Absence.objects.filter(attendee=attendee, back_at=None).update(back_at=at)
    refuse_if(YES if changed else because("%(who)s没有离开。", who=attendee.name))


def distinct_people(council: Council) -> tuple[int, dict[str, int]]:
    """How many different people came to any session, and in which roles: somebody at three sessions counts once (M43)."""
    rows = Attendee.objects.filter(session__council=council).values_list("key", "role").distinct()
    pairs = list(rows.order_by())
    return len({key for key, _role in pairs}), dict(Counter(role for _key, role in pairs))
