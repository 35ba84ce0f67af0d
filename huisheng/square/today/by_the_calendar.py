"""What the calendar says is due: sessions that somebody convenes, settled matters to look at again, stages of projects.
What residents ask about their own data is answered by a day, too. So are figures of a community's
profile, every year. One query for all five."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateField, DateTimeField, F, QuerySet, Value, When
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.deliberate.councils import waiting
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.terms import State
from huisheng.echo.models import DataRequest
from huisheng.echo.rights.rules import RIGHT_NAMES, Right
from huisheng.echo.rights.services import due_by
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, areas
from huisheng.resolve.models import Milestone, Recheck
from huisheng.resolve.projects.rules import STAGE_NAMES, Stage
from huisheng.resolve.projects.services.finding import stages_due
from huisheng.resolve.tasks.services import rechecks_due
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas
from huisheng.territory.profiles.services import due_for

MOST = 60
SOON = timedelta(days=3)
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


@dataclass(frozen=True)
class StageDue:
    """A project, the stage it is in, and the day by which that is to be through; `late`: the day has passed (M67)."""

    pk: int
    title: str
    stage: str
    due: date
    late: bool


@dataclass(frozen=True)
class Asked:
    """What somebody asks about their own data, to be answered by a day of the law; `late`: the day has passed (R13.7)."""

    pk: int
    right: str
    words: str
    due: date
    late: bool


@dataclass(frozen=True)
class Yearly:
    """A community or street with `n` figures of its profile older than a year, the oldest as of `day` (M11)."""

    pk: int
    title: str
    day: date
    n: int


Due = tuple[list[Meeting], list[Again], list[StageDue], list[Asked], list[Yearly]]


def by_the_calendar(person: Person, hats: list[Hat], *, at: datetime) -> Due:
    """The sessions that wait for this person, what the person's posts look at again, and the stages that they or an
    outside body should be through; the soonest first."""
    on = localtime(at).date()
    meetings, again, stages, asked, yearly = [], [], [], [], []
    works = _stages(stages_due(areas("project.begin", hats), hats, on=on))
    own_data = _requests(due_by(on + SOON).filter(in_areas(areas("data.answer", hats))))
    profiles = _profiles(due_for(areas("place.edit", hats), on=on))
    others = (_rechecks(rechecks_due(hats, on=on)), works, own_data, profiles)
    all_five = _sessions(person, at).union(*others, all=True)
    for kind, pk, title, where, day, starts, n in all_five.order_by("kind", "at_", "day", "pk")[:MOST]:
        if kind == "again":
            again.append(Again(pk, title, where, day, n))
        elif kind == "stage":
            stages.append(StageDue(pk, title, _(STAGE_NAMES[Stage(where)]), day, day < on))
        elif kind == "data":
            asked.append(Asked(pk, _(RIGHT_NAMES[Right(title)]), where, day, day < on))
        elif kind == "year":
            yearly.append(Yearly(pk, title, day, n))
        elif words := waiting.waits_for(STATES[n], localtime(starts), at=localtime(at)):
            late = waiting.is_over(starts, at=at)
            meetings.append(Meeting(pk, title, where, localtime(starts), words, late))
    return meetings, again, stages, asked, yearly


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


def _stages(found: QuerySet[Milestone]) -> QuerySet[Any, Any]:
    """The same columns; where a project stands in the place of where it is."""
    return found.order_by().annotate(
        kind=Value("stage"), title=F("project__title"), where_=F("stage"), day=F("due"),
        at_=Value(None, output_field=DateTimeField()), n=Value(0),
    ).values_list("kind", "project_id", *ROW[2:])  # fmt: skip


def _requests(found: QuerySet[DataRequest]) -> QuerySet[Any, Any]:
    """The same columns; what was said stands in the place of where it is."""
    return found.select_related(None).order_by().annotate(
        kind=Value("data"), title=F("right"), where_=F("words"), day=F("due_on"),
        at_=Value(None, output_field=DateTimeField()), n=Value(0),
    ).values_list(*ROW)  # fmt: skip


def _profiles(found: QuerySet[Place]) -> QuerySet[Any, Any]:
    """The same columns, last in the order of kinds; `day` and `n` are there already."""
    return found.order_by().annotate(
        kind_=Value("year"), title=F("where"), where_=Value(""),
        at_=Value(None, output_field=DateTimeField()),
    ).values_list("kind_", *ROW[1:])  # fmt: skip
