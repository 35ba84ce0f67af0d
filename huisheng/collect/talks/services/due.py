"""What is due for whoever hosts: a talk today or tomorrow, one that is still open after three days, a date left out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.utils.timezone import localtime

from huisheng.collect.talks.dates import AHEAD, MISSED, state_of
from huisheng.collect.talks.models import Talk, TalkSeries
from huisheng.collect.talks.services.repeating import rhythm
from huisheng.people.models import Person

SOON, OPEN_FOR, LOOKED_BACK = timedelta(days=1), timedelta(days=3), timedelta(days=14)
AT_MOST = 20


@dataclass(frozen=True)
class DateDue:
    """A date of a series that nobody has begun: `missed` with nothing said about it, else today or tomorrow."""

    series: TalkSeries
    day: date
    missed: bool


def talks_due(person: Person, *, on: date) -> list[Talk]:
    """Those that this person hosts: on tonight or tomorrow, or over for three days and still not closed. One query."""
    ahead = Q(starts__date__gte=on, starts__date__lte=on + SOON)
    left = Q(starts__date__lte=on - OPEN_FOR)
    found = Talk.objects.filter(ahead | left, hosts__person=person, end=None).select_related("place")
    return list(found.order_by("starts", "pk").distinct()[:AT_MOST])


def dates_due(person: Person, *, on: date) -> list[DateDue]:
    """Dates of this person's series, of the last two weeks and until tomorrow, that nobody began or called off.

    Three queries, one where there is none.
    """
    since = on - LOOKED_BACK
    held = Talk.objects.filter(starts__date__gte=since).exclude(end__cancelled=True)
    running = TalkSeries.objects.filter(Q(until=None) | Q(until__gte=since), first__lte=on + SOON)
    mine = running.filter(hosts__person=person).select_related("place").order_by("pk").distinct()
    several = mine.prefetch_related(Prefetch("talks", held, to_attr="held"), "off")[:AT_MOST]
    return [one for series in several for one in _of(series, since, on)]


def _of(series: TalkSeries, since: date, on: date) -> list[DateDue]:
    held = {localtime(one.starts).date() for one in series.held}  # type: ignore[attr-defined]
    off = {one.on for one in series.off.all()}
    days = rhythm(series).between(since, on + SOON)
    states = {day: state_of(day, held=held, off=off, on=on) for day in days}
    return [
        DateDue(series, day, state == MISSED) for day, state in states.items() if state in (MISSED, AHEAD)
    ]
