"""Call people together, put it off, cancel it, close it. Every verb ends in a line that residents read."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.talks import rules
from huisheng.collect.talks.models import PointFate, Talk, TalkEnd
from huisheng.collect.talks.services.finding import standing
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.services import begin
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place


@transaction.atomic
def hold(
    *,
    place: Place,
    title: str,
    spot: str,
    starts: datetime,
    hosts: Iterable[Appointment],
    by: Person | None,
    at: datetime,
    guests: str = "",
    hat: str = "",
) -> Talk:
    """A talk of a place: coming, or one that has been and is typed in from paper. The hosts are told in the app."""
    chosen = list(dict.fromkeys(hosts))
    refuse_if(rules.why_not_hold(title, spot, starts=starts, now=at, hosts=len(chosen)))
    voice = begin(kind="talk", title=title.strip(), path=place.path, at=at)
    talk = Talk.objects.create(
        voice=voice, place=place, title=title.strip(), spot=spot.strip(), starts=starts, guests=guests.strip(),
        by=by, at=at,
    )  # fmt: skip
    talk.hosts.set(chosen)
    others = [post.person for post in chosen if post.person != by]
    says = f"{moment(starts)}在{talk.spot}坐一坐，有话当面说。"
    say(voice, by=by, at=at, did="called", says=says, to=[], staff=others, hat=hat)
    return talk


def moment(at: datetime) -> str:
    """7月29日 19:30."""
    local = localtime(at)
    return f"{month_day(local.date())} {local:%H:%M}"


def locked(talk: Talk) -> Talk:
    """The talk as it is now, and nobody else changes it until this transaction ends."""
    Talk.objects.select_for_update().get(pk=talk.pk)
    return Talk.objects.select_related("voice", "end", "place").get(pk=talk.pk)


@transaction.atomic
def move(talk: Talk, *, starts: datetime, spot: str, by: Person | None, at: datetime, hat: str = "") -> Talk:
    """Another time or spot, while it has not been; never into the past."""
    now = locked(talk)
    refuse_if(rules.why_not_move(standing(now), starts=starts, now=at))
    now.starts, now.spot = starts, spot.strip() or now.spot
    now.save(update_fields=["starts", "spot"])
    staff = [post.person for post in now.hosts.select_related("person") if post.person != by]
    says = f"改到{moment(starts)}，在{now.spot}。"
    say(now.voice, by=by, at=at, did="moved", says=says, to=[], staff=staff, hat=hat)
    return now


@transaction.atomic
def cancel(talk: Talk, *, why: str, by: Person | None, at: datetime, hat: str = "") -> TalkEnd:
    """It does not take place, and why; everybody reads it."""
    now = locked(talk)
    refuse_if(rules.why_not_cancel(standing(now), why))
    end = TalkEnd.objects.create(talk=now, cancelled=True, says=why.strip(), by=by, at=at)
    staff = [post.person for post in now.hosts.select_related("person") if post.person != by]
    say(now.voice, by=by, at=at, did="cancelled", says=f"取消了：{end.says}", to=[], staff=staff, hat=hat)
    return end


@transaction.atomic
def close(talk: Talk, *, by: Person | None, at: datetime, says: str = "", hat: str = "") -> TalkEnd:
    """Over, when every point has its fate (M27). Who spoke was told with each fate, and is not told again."""
    now = locked(talk)
    refuse_if(rules.why_not_close(standing(now), now=at))
    end = TalkEnd.objects.create(talk=now, says=says.strip(), by=by, at=at)
    fates = PointFate.objects.filter(point__talk=now, point__dropped="").values_list("fate", flat=True)
    counted = Counter(fates)
    told = (
        f"说了 {counted.total()} 条，条条有着落：{rules.counted_words(counted)}。"
        if counted
        else "这一场没有人提事。"
    )
    say(now.voice, by=by, at=at, did="closed", says=f"{told}{end.says}", to=[], hat=hat)
    return end
