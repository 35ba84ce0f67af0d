"""One work item, each person's own receipt and verdict (M35): refer out, join, part, co-sign."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern, Referral
from huisheng.collect.concerns.services.holding import keep_held
from huisheng.collect.concerns.services.keeping import changing, leave, move, set_due, tell
from huisheng.collect.concerns.services.raising import raise_
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.models import Place

DOORS = ("home", "entrance")


@transaction.atomic
def join(
    concern: Concern,
    *,
    lead: Concern,
    by: Person | None,
    at: datetime,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """Make it part of another. Its speaker hears the lead from now on and keeps number, clocks and verdict."""
    with changing(lead) as main, changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_join(now, lead=main))
        move(now, Act.JOINED, at=at)
        main.has_followers = True
        now.lead, now.holder = main, main.holder
        set_due(now)
        others = Concern.objects.filter(lead=main).count() + 1
        who = f"{main.holder.kind.name}{main.holder.person.name}" if main.holder else ""
        line = tell(
            now, Act.JOINED, by=by, at=at, hat=hat,
            says=f"还有 {others} 位邻居说了同一件事，并到一起办，由{who}负责。办好以后分别请每一位确认。",
        )  # fmt: skip
        now.speaker.voice = main.voice
        now.speaker.save(update_fields=["voice"])
        return line


@transaction.atomic
def part(concern: Concern, *, by: Person | None, at: datetime, why: str, hat: str = "") -> Line:
    """Undo a join: the concern stands alone again, with its own clocks as they were."""
    refuse_if(because("请写分开的原因。") if len(why.strip()) < 2 else "")
    with changing(concern) as now:
        move(now, Act.PARTED, at=at)
        leave(now)
        keep_held(now, at=at)
        set_due(now)
        staff = [now.holder.person] if now.holder else []
        return tell(now, Act.PARTED, by=by, at=at, hat=hat, says=f"分开单独办：{why.strip()}", staff=staff)


def gather(lead: Concern, others: list[Concern], *, by: Person, at: datetime, hat: str = "") -> list[str]:
    """Join several to one (M35), each asked for itself; the reasons of those that could not be joined."""
    return _each(others, lambda one: join(one, lead=lead, by=by, at=at, hat=hat))


def scatter(others: list[Concern], *, by: Person, at: datetime, why: str, hat: str = "") -> list[str]:
    """Undo it: each stands alone again; the reasons of those that could not."""
    return _each(others, lambda one: part(one, by=by, at=at, why=why, hat=hat))


def _each(concerns: list[Concern], verb: Callable[[Concern], Line]) -> list[str]:
    refused = []
    for concern in concerns:
        try:
            verb(concern)
        except Refused as because_of:
            refused.append(because_of.reason)
    return refused


@transaction.atomic
def cosign(
    lead: Concern,
    *,
    said: Said,
    words: str,
    channel: str,
    by: Person | None,
    at: datetime,
    submission: str | None = None,
    place: Place | None = None,
) -> Concern:
    """“Me too”: the neighbour's own concern, joined at once. `place`: where the neighbour is, in the same community;
    without it the part of the community, never the door of whoever said it first (I6)."""
    refuse_if(rules.why_not_cosign(lead))
    if place is None or place.community_id != lead.community_id:
        around = lead.place.area or lead.place.community or lead.street
        place = around if lead.place.kind in DOORS else lead.place
    same = raise_(
        words.strip() or f"我家也是：{masked(lead.voice.title, [lead.speaker.name])}",
        place=place, category=lead.category, said=said, channel=channel, by=by, at=at, submission=submission,
    )  # fmt: skip
    if same.stage == Stage.HEARD:
        join(same, lead=lead, by=None, at=at)
    return same


def refer(
    concern: Concern,
    *,
    body: OutsideBody,
    asks: str,
    expected: datetime,
    by: Person,
    at: datetime,
    hat: str = "",
    seen: int | None = None,
) -> Referral:
    """Ask a named outside body, with a date (M15). The holder stays accountable and watches the date."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_refer(now, body=body, expected=expected, at=at))
        refuse_if(because("请写请对方做什么。") if len(asks.strip()) < 4 else "")
        move(now, Act.REFERRED, at=at)
        referral = Referral.objects.create(
            concern=now, body=body, asks=asks.strip(), sent_at=at, expected=expected, token=token_urlsafe(24)
        )
        now.due_at = expected if now.contacted_at else min(expected, now.contact_due)
        day = localtime(expected)
        words = f"转给{body.name}，请在 {day.month} 月 {day.day} 日前答复：{asks.strip()}"
        tell(now, Act.REFERRED, by=by, at=at, says=words, hat=hat)
        return referral


def why_not_answer(referral: Referral) -> str:
    """A link is used once, and not after the matter was taken back."""
    if referral.answered_at:
        return because("这个链接已经答复过了。要补充，请打电话给经办人。")
    if referral.closed_at or referral.concern.stage != Stage.REFERRED:
        return because("这件事已经收回，不用再答复了。")
    return ""


def answer(referral: Referral, *, says: str, who: str, at: datetime) -> Line:
    """The body answers by its link; the matter is back with the holder, who still has to see it done."""
    with changing(referral.concern) as now:
        fresh = Referral.objects.select_for_update().get(pk=referral.pk)
        refuse_if(why_not_answer(fresh))
        refuse_if(because("请写答复内容（至少 10 个字）。") if len(says.strip()) < 10 else "")
        refuse_if(because("请写答复人。") if not who.strip() else "")
        move(now, Act.ANSWERED, at=at)
        fresh.answered_at, fresh.answered_by = at, who.strip()
        fresh.save(update_fields=["answered_at", "answered_by"])
        set_due(now)
        words = f"{referral.body.name}答复：{says.strip()}"
        return tell(
            now,
            Act.ANSWERED,
            by=None,
            at=at,
            says=words,
            hat=referral.body.name,
            staff=[now.holder.person] if now.holder else [],
        )


def recall(
    concern: Concern, *, by: Person | None, at: datetime, why: str, hat: str = "", seen: int | None = None
) -> Line:
    """Take it back from the outside body."""
    with changing(concern, seen=seen) as now:
        refuse_if(because("请写收回的原因。") if len(why.strip()) < 4 else "")
        move(now, Act.RECALLED, at=at)
        now.referrals.filter(answered_at=None, closed_at=None).update(closed_at=at)
        set_due(now)
        return tell(now, Act.RECALLED, by=by, at=at, says=f"收回自己办：{why.strip()}", hat=hat)
