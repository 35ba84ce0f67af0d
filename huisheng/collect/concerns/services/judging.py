"""The resident has the last word: their own verdict, asked by somebody other than the handler (R2.8, M34)."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.clocks import clocks, next_call_due
from huisheng.collect.concerns.letters import Letter, agree
from huisheng.collect.concerns.models import Concern, Verdict
from huisheng.collect.concerns.services.holding import keep_held
from huisheng.collect.concerns.services.joining import part
from huisheng.collect.concerns.services.keeping import changing, end_pause, leave, move, set_due, tell
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.models import Line
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person


@transaction.atomic
def judge(
    concern: Concern,
    *,
    solved: str,
    rating: str = "",
    words: str = "",
    at: datetime,
    asked_by: Person | None = None,
    hat: str = "",
) -> Line:
    """The resident's verdict, said themselves or to whoever called back (not the handler, R2.8).

    Solved settles it; not solved, or not content with it, reopens it with a new fix clock.
    """
    with changing(concern) as now:
        refuse_if(because("请选办好了没有。") if solved not in Concern.Solved.values else "")
        refuse_if(rules.why_not_call_back(now, by=asked_by) or rules.why_not_act(now, Act.CONFIRMED))
        Verdict.objects.create(
            concern=now, solved=solved, rating=rating, words=words.strip(), asked_by=asked_by, at=at
        )
        now.solved, now.rating = solved, rating
        if rules.reopens(solved=solved, rating=rating):
            said = words.strip() or ("" if solved == "no" else "办了，但是不满意。")
            return _again(now, Act.DISPUTED, words=said, by=asked_by, at=at, hat=hat)
        move(now, Act.CONFIRMED, at=at)
        said = f"：{words.strip()}" if words.strip() else "。"
        return tell(
            now,
            Act.CONFIRMED,
            by=asked_by,
            at=at,
            says=f"{Concern.Solved(solved).label}{said}",
            hat=hat,
            to=[now.speaker],
        )


def _again(
    now: Concern, act: Act, *, words: str, by: Person | None, at: datetime, hat: str, who: str = "居民"
) -> Line:
    move(now, act, at=at)
    if now.lead_id:
        leave(now)
    keep_held(now, at=at)
    both = clocks(contact=now.clock.contact, fix=now.clock.fix, start=at, calendar=calendar())
    if now.contacted_at is None:
        now.contact_due = both.contact_due
    now.fix_due, now.reopened, now.calls = max(both.fix_due, now.contact_due), now.reopened + 1, 0
    set_due(now)
    said = words.strip() or "还没好。"
    return tell(
        now, act, by=by, at=at, says=f"{who}说：{said}", hat=hat, to=[now.speaker], staff=_holder(now)
    )


def call_unanswered(concern: Concern, *, by: Person, at: datetime, hat: str = "") -> Line:
    """A call-back that nobody answered; after the third the concern may lapse (rules.CALLS_BEFORE_LAPSE)."""
    with changing(concern) as now:
        refuse_if(rules.why_not_call_back(now, by=by))
        move(now, Act.CALLED, at=at)
        now.calls += 1
        now.due_at = next_call_due(at, calendar())
        left = max(0, rules.CALLS_BEFORE_LAPSE - now.calls)
        after = f"还会再打 {left} 次。" if left else "您随时可以在网页上说办好了没有。"
        return tell(
            now, Act.CALLED, by=by, at=at, says=f"打电话回访，没有打通。{after}", hat=hat, to=[now.speaker]
        )


def lapse(concern: Concern, *, by: Person | None, at: datetime, hat: str = "") -> Line:
    """End by rule what nobody could be asked about (I4). It counts as not reached, never as satisfied."""
    with changing(concern) as now:
        refuse_if(rules.why_not_lapse(now, calls=now.calls, reachable=now.speaker.can_be_reached, at=at))
        move(now, Act.LAPSED, at=at)
        says = "联系不上您，先按规则结束。没办好的话，在这里点“还没好”，马上重新办。"
        return tell(now, Act.LAPSED, by=by, at=at, says=says, hat=hat, to=[now.speaker])


def lapse_overdue(*, at: datetime) -> int:
    """Every concern waiting for a verdict that by rule need not wait longer; returns how many ended."""
    waiting = Concern.objects.filter(stage=Stage.DONE, is_open=True, due_at__lte=at).select_related("speaker")
    over = [
        concern
        for concern in waiting
        if not rules.why_not_lapse(
            concern, calls=concern.calls, reachable=concern.speaker.can_be_reached, at=at
        )
    ]
    ended = 0
    for concern in over:
        with suppress(Refused):  # somebody was faster
            lapse(concern, by=None, at=at)
            ended += 1
    return ended


def withdraw(
    concern: Concern, *, at: datetime, words: str = "", by: Person | None = None, hat: str = ""
) -> Line:
    """The resident no longer needs it. Neighbours who joined it are worked on by themselves from now on."""
    with changing(concern) as now:
        move(now, Act.WITHDRAWN, at=at)
        end_pause(now, at=at)
        now.referrals.filter(answered_at=None, closed_at=None).update(closed_at=at)
        if now.lead_id:
            leave(now)
        for follower in Concern.objects.filter(lead=now, stage=Stage.JOINED):
            part(follower, by=by, at=at, why="先说这件事的邻居撤回了。")
        now.has_followers = now.has_followers and Concern.objects.filter(lead=now).exists()
        said = words.strip() or "不用办了。"
        return tell(now, Act.WITHDRAWN, by=by, at=at, says=f"居民撤回：{said}", hat=hat, staff=_holder(now))


def reopen(
    concern: Concern,
    *,
    at: datetime,
    words: str,
    by: Person | None = None,
    hat: str = "",
    who: str = "居民",
) -> Line:
    """It is broken again: the same matter, once more on the clock. `who`: who saw it, when it was not the resident."""
    with changing(concern) as now:
        refuse_if(rules.why_not_reopen(now, at=at))
        return _again(now, Act.REOPENED, words=words, by=by, at=at, hat=hat, who=who)


def object_(concern: Concern, *, at: datetime, words: str, by: Person | None = None, hat: str = "") -> Line:
    """The resident does not accept the exit: looked at anew, from the first contact on."""
    with changing(concern) as now:
        refuse_if(because("请写一句为什么不同意。") if len(words.strip()) < 4 else "")
        now.exit_kind, now.contacted_at = "", None
        return _again(now, Act.OBJECTED, words=words, by=by, at=at, hat=hat)


def thank(concern: Concern, *, at: datetime, words: str, public: bool = False) -> Line:
    """A letter after it is settled (M34), once the resident wants to say something.

    `public`: neighbours may read it, without the name.
    """
    with changing(concern) as now:
        move(now, Act.THANKED, at=at)
        line = tell(now, Act.THANKED, by=None, at=at, says=words, to=[now.speaker], staff=_holder(now))
        letter = Letter.objects.create(concern=now, line=line, public=public, public_at=at)
        if public:
            agree(letter, concern=now, at=at)
        return line


def _holder(concern: Concern) -> list[Person]:
    return [concern.holder.person] if concern.holder else []
