"""What the holder and the desk do while a concern is open."""

from contextlib import suppress
from datetime import datetime

from django.utils.timezone import localtime

from huisheng.collect.catalogue.models import Category, PauseReason
from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern, Pause
from huisheng.collect.concerns.services.keeping import changing, end_pause, move, set_due, tell
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.collect.concerns.triage import services as triage
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.models import Line
from huisheng.echo.workdays.rules import add_working_days, shift_for_pause
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import choose, posts_over

CLERK_RANK = 50  # the community's own desk; see territory/posts/kinds.csv


def contact(
    concern: Concern, *, by: Person | None, at: datetime, says: str, hat: str = "", seen: int | None = None
) -> Line:
    """The resident was spoken to (R2.6); the first time stops the contact clock."""
    return _met(concern, Act.CONTACTED, by=by, at=at, says=says, hat=hat, seen=seen)


def visit(
    concern: Concern, *, by: Person, at: datetime, says: str, hat: str = "", seen: int | None = None
) -> Line:
    """Somebody went to look (M04): what was found. Counts as the contact when there was none yet."""
    return _met(concern, Act.VISITED, by=by, at=at, says=says, hat=hat, seen=seen)


def _met(
    concern: Concern, act: Act, *, by: Person | None, at: datetime, says: str, hat: str, seen: int | None
) -> Line:
    with changing(concern, seen=seen) as now:
        move(now, act, at=at)
        now.contacted_at = now.contacted_at or at
        if act is Act.VISITED:
            now.visited_at = now.visited_at or at
        if now.stage in (Stage.WORKING, Stage.JOINED):
            set_due(now)
        elif now.stage == Stage.REFERRED:
            now.due_at = now.referrals.get(answered_at=None, closed_at=None).expected
        return tell(now, act, by=by, at=at, says=says, hat=hat)


def note(
    concern: Concern, *, by: Person | None, at: datetime, inner: str = "", says: str = "", hat: str = ""
) -> Line:
    """Write something down: `inner` for colleagues only, `says` for the resident too."""
    with changing(concern) as now:
        move(now, Act.NOTED, at=at)
        return tell(now, Act.NOTED, by=by, at=at, says=says, inner=inner, hat=hat)


def sort(
    concern: Concern,
    *,
    category: Category,
    by: Person | None,
    at: datetime,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """Another category; `by` is empty when the resident says so. The clocks that were promised stay as promised."""
    with changing(concern, seen=seen) as now:
        refuse_if(because("已经是这个类别了。") if category == now.category else "")
        move(now, Act.SORTED, at=at)
        now.category = category
        if by:
            triage.decide(now.voice, category, street=now.street_id, by=by, at=at)
        return tell(now, Act.SORTED, by=by, at=at, says=f"归到“{category.name}”来办。", hat=hat)


def dispatch(
    concern: Concern,
    *,
    to: Appointment,
    by: Person | None,
    at: datetime,
    says: str = "",
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """Another holder, named to the resident. The clocks run on."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_dispatch(now, to=to))
        refuse_if(because("%(who)s不管这一片。", who=to.person.name) if to.pk not in _over(now, at) else "")
        move(now, Act.DISPATCHED, at=at)
        now.holder = to
        words = says or f"现在由{to.kind.name}{to.person.name}负责。"
        return tell(now, Act.DISPATCHED, by=by, at=at, says=words, hat=hat, staff=[to.person])


def return_(
    concern: Concern, *, by: Person, at: datetime, why: str, hat: str = "", seen: int | None = None
) -> Line:
    """Give it back to the community's desk, once, with the reason (M60). The clocks never stop."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_return(now, why=why))
        desk = choose(
            (p for p in posts_over(now.path, on=localtime(at).date()) if p.pk != now.holder_id),
            from_rank=CLERK_RANK,
        )
        refuse_if(because("没有可以退给的人。") if desk is None else "")
        assert desk is not None
        move(now, Act.RETURNED, at=at)
        now.returned_at, now.holder = at, desk
        says = f"退回社区重新安排：{why.strip()}。现在由{desk.kind.name}{desk.person.name}负责，时限不变。"
        return tell(now, Act.RETURNED, by=by, at=at, says=says, hat=hat, staff=[desk.person])


def pause(
    concern: Concern,
    *,
    reason: PauseReason,
    until: datetime,
    by: Person,
    at: datetime,
    says: str,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """Stop the fix clock for a reason that the resident reads, at most as long as the reason allows (R2.13)."""
    with changing(concern, seen=seen) as now:
        latest = add_working_days(at, reason.most_days, calendar()) if reason else None
        refuse_if(rules.why_not_pause(now, reason=reason, until=until, at=at, latest=latest))
        move(now, Act.PAUSED, at=at)
        Pause.objects.create(concern=now, reason=reason, began=at, until=until)
        now.due_at = until
        day = localtime(until)
        words = f"{reason.name}，计时停到 {day.month} 月 {day.day} 日。{says.strip()}"
        return tell(now, Act.PAUSED, by=by, at=at, says=words, hat=hat)


def resume(
    concern: Concern,
    *,
    by: Person | None,
    at: datetime,
    says: str = "",
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """The clock runs again; the fix is due as much later as it stood still."""
    with changing(concern, seen=seen) as now:
        move(now, Act.RESUMED, at=at)
        stopped = end_pause(now, at=at)
        if stopped:
            now.fix_due = max(
                now.contact_due, shift_for_pause(now.fix_due, stopped.began, at, now.clock.fix, calendar())
            )
        set_due(now)
        day = localtime(now.fix_due)
        words = says.strip() or f"接着办，现在的期限是 {day.month} 月 {day.day} 日。"
        return tell(now, Act.RESUMED, by=by, at=at, says=words, hat=hat)


def extend(
    concern: Concern,
    *,
    until: datetime,
    by: Person,
    at: datetime,
    why: str,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """A later fix date with the reason (R2.6)."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_extend(now, until=until, why=why, at=at))
        move(now, Act.EXTENDED, at=at)
        now.fix_due, now.extensions = until, now.extensions + 1
        set_due(now)
        day = localtime(until)
        words = f"延到 {day.month} 月 {day.day} 日：{why.strip()}"
        return tell(now, Act.EXTENDED, by=by, at=at, says=words, hat=hat)


def resume_overdue(*, at: datetime) -> int:
    """Every pause that has reached its end resumes by itself; returns how many."""
    resumed = 0
    for concern in list(Concern.objects.filter(stage=Stage.PAUSED, is_open=True, due_at__lte=at)):
        with suppress(Refused):  # somebody was faster
            resume(concern, by=None, at=at)
            resumed += 1
    return resumed


def _over(concern: Concern, at: datetime) -> set[int]:
    return {post.pk for post in posts_over(concern.path, on=localtime(at).date())}
