"""Talks that come again (M28): set once, a date called off with its reason, hosts reminded once, a date begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime, make_aware

from huisheng.collect.talks import rules
from huisheng.collect.talks.dates import AHEAD, DAY_NAMES, HELD, Rhythm, state_of
from huisheng.collect.talks.models import Talk, TalkOff, TalkSeries
from huisheng.collect.talks.services.holding import hold
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.services import begin
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place

BACK, ON = timedelta(weeks=9), timedelta(weeks=5)
REMINDED_BEFORE = timedelta(days=1)


@transaction.atomic
def repeat(
    *,
    place: Place,
    title: str,
    spot: str,
    first: date,
    hour: time,
    hosts: Iterable[Appointment],
    by: Person | None,
    at: datetime,
    weeks: int = 1,
    until: date | None = None,
    hat: str = "",
) -> TalkSeries:
    """A weekly evening, created once."""
    chosen, on = list(dict.fromkeys(hosts)), localtime(at).date()
    refuse_if(
        rules.why_not_repeat(title, spot, first=first, until=until, weeks=weeks, hosts=len(chosen), on=on)
    )
    voice = begin(kind="talk_series", title=title.strip(), path=place.path, at=at)
    series = TalkSeries.objects.create(
        voice=voice, place=place, title=title.strip(), spot=spot.strip(), first=first, hour=hour, weeks=weeks,
        until=until, by=by, at=at,
    )  # fmt: skip
    series.hosts.set(chosen)
    often = "每" if weeks == 1 else f"每 {weeks} 周的"
    says = f"{often}{DAY_NAMES[first.weekday()]} {hour:%H:%M} 在{series.spot}，从{month_day(first)}起。"
    say(voice, by=by, at=at, did="called", says=says, to=[], hat=hat)
    return series


def rhythm(series: TalkSeries) -> Rhythm:
    """Its dates."""
    return Rhythm(series.first, series.weeks, series.until)


@dataclass(frozen=True)
class Date:
    """One date of a series and what became of it (talks/dates); `talk` when it was held, `why` when it was called off."""

    day: date
    state: str
    talk: Talk | None = None
    why: str = ""


def dates_of(series: TalkSeries, *, on: date) -> list[Date]:
    """The dates of the last two months and the next month, each with what became of it. Two queries."""
    talks = {localtime(one.starts).date(): one for one in series.talks.exclude(end__cancelled=True)}
    off = dict(series.off.values_list("on", "why"))
    days = rhythm(series).between(on - BACK, on + ON)
    return [
        Date(day, state_of(day, held=talks, off=off, on=on), talks.get(day), off.get(day, "")) for day in days
    ]


@transaction.atomic
def call_off(
    series: TalkSeries, *, day: date, why: str, by: Person | None, at: datetime, hat: str = ""
) -> TalkOff:
    """It does not take place on a day, and why; everybody reads it, the hosts are told."""
    now = TalkSeries.objects.select_for_update().get(pk=series.pk)
    known = {one.day: one for one in dates_of(now, on=localtime(at).date())}
    found = known.get(day)
    refuse_if(
        rules.why_not_call_off(
            day, why, on=localtime(at).date(), planned=rhythm(now).includes(day),
            already=now.off.filter(on=day).exists(), held=bool(found and found.state == HELD),
        )
    )  # fmt: skip
    off = TalkOff.objects.create(series=now, on=day, why=why.strip(), by=by, at=at)
    staff = [post.person for post in now.hosts.select_related("person") if post.person != by]
    says = f"{month_day(day)}这一次不开：{off.why}"
    say(now.voice, by=by, at=at, did="called_off", says=says, to=[], staff=staff, hat=hat)
    return off


@transaction.atomic
def begin_date(series: TalkSeries, *, day: date, by: Person | None, at: datetime, hat: str = "") -> Talk:
    """The evening of a date, to capture what is said; begun twice it is one."""
    now = TalkSeries.objects.select_for_update().get(pk=series.pk)
    starts = make_aware(datetime.combine(day, now.hour))
    if same := now.talks.filter(starts=starts).first():
        return same
    refuse_if(because("这一天本来就没有。") if not rhythm(now).includes(day) else "")
    refuse_if(because("这一次已经写了不开。") if now.off.filter(on=day).exists() else "")
    refuse_if(because("这一天已经过了两个月，不能再补。") if day < localtime(at).date() - BACK else "")
    title = f"{now.title} {month_day(day)}"
    talk = hold(
        place=now.place,
        title=title,
        spot=now.spot,
        starts=starts,
        hosts=now.hosts.all(),
        by=by,
        at=at,
        hat=hat,
    )
    Talk.objects.filter(pk=talk.pk).update(series=now)
    return talk


def remind(*, at: datetime) -> int:
    """The hosts of what takes place tomorrow are reminded in the app, once for each date; how many series."""
    tomorrow = localtime(at).date() + REMINDED_BEFORE
    running = TalkSeries.objects.filter(Q(until=None) | Q(until__gte=tomorrow), first__lte=tomorrow)
    waiting = running.filter(Q(reminded_for=None) | Q(reminded_for__lt=tomorrow)).select_related("voice")
    return sum(_remind(one, tomorrow, at) for one in waiting)


@transaction.atomic
def _remind(series: TalkSeries, day: date, at: datetime) -> int:
    known = [one for one in dates_of(series, on=localtime(at).date()) if one.day == day]
    if not known or known[0].state not in (AHEAD, HELD):
        return 0
    fresh = TalkSeries.objects.filter(pk=series.pk, reminded_for=series.reminded_for)
    if not fresh.update(reminded_for=day):
        return 0
    staff = [post.person for post in series.hosts.select_related("person")]
    says = f"明天 {series.hour:%H:%M} 在{series.spot}。"
    say(series.voice, by=None, at=at, did="reminded", says=says, to=[], staff=staff, hat="回声")
    return 1
