"""The figures of a place, read from the roll-up in one query and from what is open now in another (M150, M151, M155).

Every number has a key; behind.concerns_behind gives the list behind it, and a test says that both agree.
Pauses: the fix clock stands still while a matter is paused, so that a pause moves the target date; days taken are
counted from saying to the first “done” with pauses in them, for that is how long the resident waited.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from huisheng.collect.concerns.behind import (
    InPlace,
    in_place,
    moments,
    not_contacted,
    not_joined,
    said_between,
    since_until,
)
from huisheng.collect.concerns.counting import Rate, counted_as, months_before, percentile, within
from huisheng.collect.concerns.models import Batch, Concern, Tally
from huisheng.collect.concerns.rollup import STAMP, Counts, Rollup, in_months
from huisheng.echo.prepared import PreparedValues, plain_rows
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, Kind

TALLIED = (Kind.STREET, Kind.COMMUNITY, *AREAS)
ABOVE = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
THIS_WEEK = timedelta(days=7)
WITHIN_DAYS = (1, 3, 5, 7, 15, 30)
# What a row of a table of places needs; the rest of a part's counts is read on its own page.
OF_PARTS = ("raised", "contact_in_time", "contact_late", "finished", "fix_in_time", "fix_late", "hours",
            "verdict", "solved:yes", "rated", "rated:very", "rated:basically")  # fmt: skip
# What is compared with the months before (M154).
OF_RATES = (
    "contact_in_time",
    "contact_late",
    "verdict",
    "solved:yes",
    "rated",
    "rated:very",
    "rated:basically",
)
WHOLE = "whole"
Live = dict[Any, list[Counter[str]]]


@dataclass(frozen=True)
class Figures:
    """Counts by measure and bucket (counting.counted_as), and what can only be counted now.

    `overdue`: not contacted though it was due. `late`, `promised`: open now and due before now, due within a week;
    of all that is open, whenever it was said.
    """

    counts: Counts
    overdue: int = 0
    late: int = 0
    promised: int = 0

    def n(self, measure: str, bucket: int | None = None) -> int:
        """How many count as this (in one bucket, or in all)."""
        found = self.counts.get(measure, Counter())
        return found[bucket] if bucket is not None else sum(found.values())

    def starting(self, prefix: str) -> int:
        """The sum over all measures that begin so: every stage, every exit."""
        return sum(self.n(measure) for measure in self.counts if measure.startswith(prefix))

    @property
    def response(self) -> Rate:
        """R2.12: first contact made in time ÷ contacted, or due and not contacted."""
        return Rate(
            self.n("contact_in_time"), self.n("contact_in_time") + self.n("contact_late") + self.overdue
        )

    @property
    def resolution(self) -> Rate:
        """R2.12: “solved” ÷ residents' verdicts obtained; “partly” counts 0 and is shown apart."""
        return Rate(self.n("solved:yes"), self.n("verdict"))

    @property
    def satisfaction(self) -> Rate:
        """R2.12: very or basically satisfied ÷ ratings obtained."""
        return Rate(self.n("rated:very") + self.n("rated:basically"), self.n("rated"))

    @property
    def in_target(self) -> Rate:
        """Answered within the fix clock ÷ answered (M155)."""
        return Rate(self.n("fix_in_time"), self.n("finished"))

    @property
    def hours(self) -> Counter[int]:
        """Hours from saying to the first answer, in buckets (counting.hours_bucket)."""
        return self.counts.get("hours", Counter())

    def workdays(self, category: int | None = None) -> Counter[int]:
        """Working days from saying to the first answer, of one category or of all."""
        if category is not None:
            return self.counts.get(f"workdays:{category}", Counter())
        return sum((found for name, found in self.counts.items() if name.startswith("workdays:")), Counter())

    def days(self, share: float) -> float | None:
        """Calendar days within which this share was answered: 0.5 the median, 0.9 the slowest tenth begins."""
        hours = percentile(self.hours, share)
        return None if hours is None else round(hours / 24, 1)

    def within_days(self, days: int) -> Rate:
        """Answered within so many calendar days ÷ answered."""
        return within(self.hours, days * 24)

    @property
    def slow(self) -> tuple[int, int]:
        """The slowest tenth: over how many hours, and how many matters."""
        edge = percentile(self.hours, 0.9) or 0
        return edge, sum(n for hours, n in self.hours.items() if hours > edge)


def figures(
    place: Place,
    *,
    since: date | None = None,
    until: date | None = None,
    batch: Batch | None = None,
    now: datetime,
) -> Figures:
    """The figures of a place over months (`since` and `until`: any day of the first and the last month, both counted;
    None: no limit), of one import, of what was said here (behind.OWN) or of everything. Two queries, one more when
    something has changed (rollup); deeper than an area the records are counted anew.
    """
    kind = Kind(place.kind)
    if kind in TALLIED:
        counts = Rollup([place.pk], since=since, until=until, batch=batch).counts(place.pk, since, until)
    elif kind in ABOVE:
        counts = _of_streets(place, since, until, batch)
    else:
        counts = _counted(in_place(place, batch=batch).filter(since_until(since, until)))
    return Figures(counts, **open_now(place, [(since, until)], batch=batch, now=now)[WHOLE][0])


def previous(since: date, until: date) -> tuple[date, date]:
    """As many months as from `since` to `until`, right before them."""
    length = (until.year - since.year) * 12 + until.month - since.month + 1
    return months_before(since, length), months_before(since, 1)


def _of_streets(place: Place, since: date | None, until: date | None, batch: Batch | None) -> Counts:
    """A county and above: the sum of its streets. One query."""
    found = Tally.objects.filter(place__kind=Kind.STREET, place__path__startswith=place.path)
    found = found.filter(in_months(since, until), **({} if batch is None else {"batch": batch.pk or 0}))
    counts: Counts = defaultdict(Counter)
    rows = found.exclude(measure=STAMP).order_by().values_list("measure", "bucket").annotate(total=Sum("n"))
    for measure, bucket, n in plain_rows(rows):
        if n:
            counts[measure][bucket] = n
    return counts


def _counted(concerns: QuerySet[Concern]) -> Counts:
    counts: Counts = defaultdict(Counter)
    for concern in concerns.iterator():
        for measure, bucket in counted_as(concern):
            counts[measure][bucket] += 1
    return counts


def open_now(
    place: Place,
    periods: list[tuple[date | None, date | None]],
    *,
    batch: Batch | None,
    now: datetime,
    known: Live | None = None,
) -> Live:
    """What only the open matters tell, for each period: under WHOLE for the whole place, and one more key for each
    community of a street, each area of a community. One query over what is due within a week. `known`: what the
    communities tell in which nothing was touched; they are not asked again."""
    known = known or {}
    bounds = [moments(*period) for period in periods]
    given = tuple((first is not None, after is not None) for first, after in bounds)
    kind = Kind(place.kind)
    values: list[Any] = [moment for both in bounds for moment in both if moment]
    if kind is Kind.STREET:
        values += [place.pk, *known]
    rows = _open_now(kind, given)(place, batch, now, now + THIS_WEEK, *values)
    found: Live = dict(known)
    for part, late, promised, *missed in rows:
        found[part] = [Counter(overdue=n, late=late, promised=promised) for n in missed]
    found[WHOLE] = [sum(each, Counter()) for each in zip(*found.values(), strict=True)] or [
        Counter() for _ in periods
    ]
    return found


@cache
def _open_now(kind: Kind, given: tuple[tuple[bool, bool], ...]) -> InPlace:
    """The query of open_now; `given`: whether each period has a beginning and an end. Behind the moments of the periods a
    street itself, and those of its communities that are known.

    A street is asked community by community (index live_community has all that is asked), and what lies in none apart:
    grouping all of it would first write it down in another order, which takes three times as long.
    """

    def build(found: QuerySet[Concern], now: datetime, week: datetime, *values: Any) -> Any:
        moment = iter(values)
        missed: dict[str, Any] = {
            f"overdue{i}": Count(
                "pk",
                filter=not_contacted(now)
                & said_between(next(moment) if first else None, next(moment) if after else None),
            )
            for i, (first, after) in enumerate(given)
        }

        def counted(rows: Any, by: Any) -> Any:
            return (
                rows.values(part=by)
                .annotate(
                    late=Count("pk", filter=Q(due_at__lt=now)),
                    promised=Count("pk", filter=Q(due_at__gte=now)),
                    **missed,
                )
                .values_list("part", "late", "promised", *missed)
            )

        due = found.filter(not_joined(), is_open=True, due_at__lt=week).order_by()
        if kind is not Kind.STREET:
            return counted(due, F("area") if kind is Kind.COMMUNITY else Value(0))
        communities = Place.objects.filter(street=next(moment), kind=Kind.COMMUNITY).values("pk")
        if known := list(moment):
            communities = communities.exclude(pk__in=known)
        inside = counted(due.filter(community__in=communities), F("community"))
        return inside.union(counted(due.filter(community=None), F("community")), all=True)

    return InPlace(build, PreparedValues)
