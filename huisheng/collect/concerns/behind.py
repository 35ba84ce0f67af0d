"""The list behind every number (M150): each key is a filter on the records, the twin of counting.counted_as."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.exits import Exit
from huisheng.collect.concerns.models import Batch, Concern
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.workdays.rules import LOCAL
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, Kind
from huisheng.territory.places.services import in_areas

WEEK = timedelta(days=7)
HOT_DAYS = timedelta(days=30)
LEFT_OUT = ~Q(exit_kind="") | Q(closed_as="withdrawn")
EXCLUDED = LEFT_OUT | Q(lead__isnull=False)
CONTACTED = Q(contacted_at__isnull=False)
FINISHED = Q(finished_at__isnull=False)
IN_TARGET = Q(finished_at__lte=F("fix_due"))
CONTENT = Q(rating__in=("very", "basically"))


def hot_since(now: datetime) -> datetime:
    """The midnight, on the community's clock, from which something said counts for a hot spot."""
    return _midnight((localtime(now) - HOT_DAYS).date())


def not_joined() -> Q:
    """Matters that are worked on by themselves: what is joined is late or promised with its lead, once."""
    return ~Q(stage=Stage.JOINED)


def overdue(now: datetime) -> Q:
    """Open, not left out, and nobody has contacted the resident though it was due."""
    return Q(is_open=True) & not_contacted(now)


def not_contacted(now: datetime) -> Q:
    """Of what is open: nobody has contacted the resident though it was due."""
    return Q(contacted_at=None, contact_due__lt=now) & not_joined()


# Key → filter. `behind` adds those that carry a number: within:72, over:984, workdays:3, category:12, …
KEYS: dict[str, Q] = {
    "raised": Q(),
    "contacted": CONTACTED,
    "contact_in_time": CONTACTED & ~EXCLUDED & Q(contacted_at__lte=F("contact_due")),
    "contact_late": CONTACTED & ~EXCLUDED & Q(contacted_at__gt=F("contact_due")),
    "finished": FINISHED,
    "fix_in_time": FINISHED & IN_TARGET,
    "fix_late": FINISHED & ~IN_TARGET,
    "no_content": FINISHED & Q(no_content=True),
    "confirmed": Q(closed_as="confirmed"),
    "satisfied": Q(closed_as="confirmed") & CONTENT & Q(exit_kind=""),
    "verdict": ~Q(solved="") & ~LEFT_OUT,
    **{f"solved:{one}": Q(solved=one) & ~LEFT_OUT for one in Concern.Solved.values},
    "rated": ~Q(rating="") & ~LEFT_OUT,
    "content": CONTENT & ~LEFT_OUT,
    **{f"rated:{one}": Q(rating=one) & ~LEFT_OUT for one in Concern.Rating.values},
    "lapsed": Q(closed_as="lapsed"),
    "withdrawn": Q(closed_as="withdrawn"),
    "exited": ~Q(exit_kind=""),
    **{f"exit:{one.value}": Q(exit_kind=one.value) for one in Exit},
    "joined": Q(lead__isnull=False),
    "excluded": EXCLUDED,
    "reopened": Q(reopened__gt=0),
    **{f"stage:{one.value}": Q(stage=one.value) for one in Stage},
}
AS_OF_NOW: dict[str, Callable[[datetime], Q]] = {
    "overdue": overdue,
    "contact_asked": lambda now: CONTACTED & ~EXCLUDED | overdue(now),
    "late": lambda now: Q(is_open=True, due_at__lt=now) & not_joined(),
    "promised": lambda now: Q(is_open=True, due_at__gte=now, due_at__lt=now + WEEK) & not_joined(),
}
WITH_NUMBER: dict[str, Callable[[int], Q]] = {
    "within": lambda hours: FINISHED & Q(finished_at__lte=F("raised_at") + timedelta(hours=hours)),
    "over": lambda hours: FINISHED & Q(finished_at__gt=F("raised_at") + timedelta(hours=hours)),
    "workdays": lambda days: FINISHED & Q(workdays_taken__lte=days),
    "category": lambda kind: Q(category=kind),
    "finished_of": lambda kind: FINISHED & Q(category=kind),
    "fix_in_time_of": lambda kind: FINISHED & IN_TARGET & Q(category=kind),
    "hot": lambda kind: Q(category=kind),
}
# What was said here itself, as a source to choose beside the imports.
OWN = Batch(pk=0)
NO_BATCH = "no batch"
WHENEVER_SAID = ("late", "promised", "hot")


def is_key(key: str) -> bool:
    """Whether there is a list behind this key."""
    name, _, number = key.partition(":")
    return key in KEYS or key in AS_OF_NOW or (name in WITH_NUMBER and bool(re.fullmatch(r"\d{1,6}", number)))


def behind(key: str, *, now: datetime) -> Q:
    """The filter of a key; KeyError for one that is none."""
    if key in KEYS:
        return KEYS[key]
    if key in AS_OF_NOW:
        return AS_OF_NOW[key](now)
    name, _, number = key.partition(":")
    if not is_key(key):
        raise KeyError(key)
    recent = Q(raised_at__gte=hot_since(now)) if name == "hot" else Q()
    return WITH_NUMBER[name](int(number)) & recent


def concerns_behind(
    key: str,
    place: Place,
    *,
    since: date | None = None,
    until: date | None = None,
    batch: Batch | None = None,
    now: datetime,
) -> QuerySet[Concern]:
    """The concerns that a number counts, the newest first. Months as in figures.figures; `late`, `promised` and hot
    spots are of now, whenever they were said. Rule and query agree: a test counts both for every key."""
    found = in_place(place, batch=batch).filter(behind(key, now=now))
    if key.partition(":")[0] not in WHENEVER_SAID:
        found = found.filter(since_until(since, until))
    return found.order_by("-raised_at", "-id")


def in_place(place: Place, *, batch: Batch | None = None) -> QuerySet[Concern]:
    """The concerns of a place and everything under it, through the index that knows its level; of a layer, of all it
    gathers. `batch`: of one import, of none (OWN), or of all (None)."""
    known = _spot(place, batch)
    if known:
        return _at(*known)
    found = Concern.objects.filter(in_areas(place.reach))
    return found if batch is None else found.filter(batch=batch.pk or None)


def _spot(place: Place, batch: Batch | None) -> tuple[tuple[str, ...], list[Any]] | None:
    """The columns that say where a concern lies and what it came with, and their values; None where the path says it."""
    kind = Kind(place.kind)
    if kind is Kind.STREET:
        columns, values = ["street"], [place.pk]
    elif kind is Kind.COMMUNITY or kind in AREAS:
        columns = ["street", "community" if kind is Kind.COMMUNITY else "area"]
        values = [place.street_id or 0, place.pk]
    else:
        return None
    if batch is not None:
        columns.append("batch" if batch.pk else NO_BATCH)
        values += [batch.pk] if batch.pk else []
    return tuple(columns), values


def _at(columns: tuple[str, ...], values: Sequence[int]) -> QuerySet[Concern]:
    found = Concern.objects.filter(
        **dict(zip([one for one in columns if one != NO_BATCH], values, strict=True))
    )
    return found.filter(batch=None) if NO_BATCH in columns else found


class InPlace:
    """`InPlace(lambda found, now: …)`: a query over the concerns of a place, compiled once for each level and source
    (echo.prepared). Called with place, batch and the values; answers rows."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], prepared: type[Any]) -> None:
        self.build, self.prepared = build, prepared
        self.made: dict[tuple[str, ...], Any] = {}

    def __call__(self, place: Place, batch: Batch | None, *values: Any) -> list[Any]:
        known = _spot(place, batch)
        if known is None:
            return list(self.build(in_place(place, batch=batch), *values))
        columns, ids = known
        if columns not in self.made:
            n = len(ids)
            self.made[columns] = self.prepared(lambda *all_: self.build(_at(columns, all_[:n]), *all_[n:]))
        return cast("list[Any]", self.made[columns](*ids, *values))


def since_until(since: date | None, until: date | None) -> Q:
    """Said in these months: from the first of `since`'s month to the end of `until`'s, on the community's clock."""
    return said_between(*moments(since, until))


def moments(since: date | None, until: date | None) -> tuple[datetime | None, datetime | None]:
    """The first moment of `since`'s month, and the first after `until`'s."""
    after = date(until.year + until.month // 12, until.month % 12 + 1, 1) if until else None
    return _midnight(since.replace(day=1)) if since else None, _midnight(after) if after else None


def said_between(first: datetime | None, after: datetime | None) -> Q:
    """Said at or after the one moment and before the other."""
    said = Q(raised_at__gte=first) if first else Q()
    return said & Q(raised_at__lt=after) if after else said


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
