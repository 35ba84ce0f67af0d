"""What the calendar says is due: sessions that somebody convenes, settled matters to look at again. One query for both."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, DateField, DateTimeField, F, QuerySet, Value, When
from django.utils.timezone import localtime

from huisheng.deliberate.councils import waiting
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.terms import State
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat
from huisheng.resolve.models import Recheck
from huisheng.resolve.tasks.services import rechecks_due

MOST = 60
ROW = ("kind", "pk", "title", "where_", "day", "at_", "n")
STATES = (State.PLANNED, State.NOTIFIED, State.OPEN)


@dataclass(frozen=True)
class Meeting:
    """A session and what it waits for, in words; `late`: its evening has passed."""

    pk: int
    title: str
    where: str
    starts: datetime
    words: str
    late: bool


@dataclass(frozen=True)
class Again:
    """A matter that was settled `n` days ago, to be looked at again."""

    pk: int
    title: str
    where: str
    due: date
    n: int


def by_the_calendar(person: Person, hats: list[Hat], *, at: datetime) -> tuple[list[Meeting], list[Again]]:
    """The sessions that wait for this person, then what the person's posts look at again; the soonest first."""
    on, meetings, again = localtime(at).date(), [], []
    both = _sessions(person, at).union(_rechecks(rechecks_due(hats, on=on)), all=True)
    for kind, pk, title, where, day, starts, n in both.order_by("kind", "at_", "day", "pk")[:MOST]:
        if kind == "again":
            again.append(Again(pk, title, where, day, n))
        elif words := waiting.waits_for(STATES[n], localtime(starts), at=localtime(at)):
            late = waiting.is_over(starts, at=at)
            meetings.append(Meeting(pk, title, where, localtime(starts), words, late))
    return meetings, again


def _sessions(person: Person, at: datetime) -> QuerySet[Any, Any]:
    """What this person convenes and what is neither over nor called off, a week ahead; first in the order of kinds."""
    ahead = CouncilSession.objects.filter(
        council__chair=person, closed_at=None, cancelled_at=None, starts__lte=at + waiting.BEFORE
    )
    state = Case(When(opened_at__isnull=False, then=2), When(notified_at__isnull=False, then=1), default=0)
    return ahead.order_by().annotate(
        kind=Value("a session"), title=F("council__name"), where_=F("where"), at_=F("starts"), n=state,
        day=Value(None, output_field=DateField()),
    ).values_list(*ROW)  # fmt: skip


def _rechecks(found: QuerySet[Recheck]) -> QuerySet[Any, Any]:
    """The same columns."""
    return found.order_by().annotate(
        kind=Value("again"), title=F("concern__voice__title"), where_=F("concern__place__where"), day=F("due"),
        at_=Value(None, output_field=DateTimeField()), n=F("days"),
    ).values_list(*ROW)  # fmt: skip
