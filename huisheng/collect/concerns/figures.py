"""The figures of a place, read from the roll-up in one query and from what is open now in another (M150, M151, M155).

Every number has a key; behind.concerns_behind gives the list behind it, and a test says that both agree.
Pauses: the fix clock stands still while a matter is paused, so that a pause moves the target date; days taken are
counted from saying to the first “done” with pauses in them, for that is how long the resident waited.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from huisheng.collect.concerns.behind import in_place, not_contacted, not_joined, since_until
from huisheng.collect.concerns.counting import Rate, counted_as, months_before, percentile, within
from huisheng.collect.concerns.models import Batch, Concern, Tally
from huisheng.echo.prepared import plain_rows
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, Kind

TALLIED = (Kind.STREET, Kind.COMMUNITY, *AREAS)
ABOVE = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
THIS_WEEK = timedelta(days=7)
WITHIN_DAYS = (1, 3, 5, 7, 15, 30)
# What a row of a table of places needs; the rest of a part's counts is read on its own page.
OF_PARTS = ("raised", "contact_in_time", "contact_late", "finished", "fix_in_time", "fix_late", "hours",
            "verdict", "solved:yes", "rated", "rated:very", "rated:basically")  # fmt: skip
OF_RATES = (
    "contact_in_time",
    "contact_late",
    "verdict",
    "solved:yes",
    "rated",
    "rated:very",
    "rated:basically",
)
Counts = dict[str, Counter[int]]


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
    None: no limit), of one import, of what was said here (behind.OWN) or of everything. Two queries; deeper than an area the records are counted anew.
    """
    if Kind(place.kind) in (*TALLIED, *ABOVE):
        counts = _tallied(_tallies(place, batch), since, until)[0]
    else:
        counts = _counted(in_place(place, batch=batch).filter(since_until(since, until)))
    return Figures(counts, **open_now(place, [(since, until)], batch=batch, now=now)[None][0])


def with_previous(
    place: Place, *, since: date, until: date, batch: Batch | None = None, now: datetime
) -> tuple[Figures, Figures]:
    """A period and the one of the same length before it, so that a change is shown with both values (M154)."""
    before = previous(since, until)
    if Kind(place.kind) not in (*TALLIED, *ABOVE):
        return (figures(place, since=since, until=until, batch=batch, now=now),
                figures(place, since=before[0], until=before[1], batch=batch, now=now))  # fmt: skip
    mine = _tallied(_tallies(place, batch), since, until, before)
    live = open_now(place, [(since, until), before], batch=batch, now=now)[None]
    return Figures(mine[0], **live[0]), Figures(mine[1], **live[1])


def previous(since: date, until: date) -> tuple[date, date]:
    """As many months as from `since` to `until`, right before them."""
    length = (until.year - since.year) * 12 + until.month - since.month + 1
    return months_before(since, length), months_before(since, 1)


def _tallies(place: Place, batch: Batch | None) -> QuerySet[Tally]:
    found = Tally.objects.all() if batch is None else Tally.objects.filter(batch=batch.pk)
    if Kind(place.kind) in ABOVE:
        return found.filter(place__kind=Kind.STREET, place__path__startswith=place.path)
    return found.filter(place=place)


def _tallied(
    tallies: QuerySet[Tally],
    since: date | None,
    until: date | None,
    before: tuple[date, date] | None = None,
) -> tuple[Counts, Counts]:
    """The counts of a period, and of the one before it when that is asked for. One query."""
    inside = in_months(since, until)
    # the bounds of both together are what an index can use; of the months before only the rates are shown
    compared = Q(measure__in=OF_RATES) & in_months(*before) if before else Q()
    wanted = in_months(before[0], until) & (inside | compared) if before else inside
    mine: tuple[Counts, Counts] = (defaultdict(Counter), defaultdict(Counter))
    which = (
        Case(When(inside, then=Value(0)), default=Value(1), output_field=IntegerField())
        if before
        else Value(0)
    )
    rows = tallies.filter(wanted).order_by().values_list("measure", "bucket", which)
    for measure, bucket, part, n in plain_rows(rows.annotate(total=Sum("n"))):
        if n:
            mine[part][measure][bucket] += n
    return mine


def in_months(since: date | None, until: date | None) -> Q:
    """The months of the roll-up from `since`'s to `until`'s."""
    months = Q()
    if since:
        months &= Q(month__gte=since.replace(day=1))
    if until:
        months &= Q(month__lte=until.replace(day=1))
    return months


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
    by: str | None = None,
) -> dict[Any, list[dict[str, int]]]:
    """What only the open matters tell, for each period: {None: …} for the whole place, one more key for each value
    of `by` (community, area). One query over what is due within a week (index live_street)."""
    week = in_place(place, batch=batch).filter(is_open=True, due_at__lt=now + THIS_WEEK).order_by()
    counts: dict[str, Any] = {
        f"overdue{i}": Count("pk", filter=not_contacted(now) & since_until(*p)) for i, p in enumerate(periods)
    }
    asked = week.values(by) if by else week.annotate(whole=Value(1)).values("whole")
    rows: Any = asked.annotate(
        late=Count("pk", filter=not_joined() & Q(due_at__lt=now)),
        promised=Count("pk", filter=not_joined() & Q(due_at__gte=now)),
        **counts,
    )
    found: dict[Any, list[dict[str, int]]] = {None: [{} for _ in periods]}
    for row in rows:
        of_part: list[dict[str, int]] = [
            Counter(overdue=row[f"overdue{i}"], late=row["late"], promised=row["promised"])
            for i in range(len(periods))
        ]
        if by:
            found[row[by]] = of_part
        for total, part in zip(found[None], of_part, strict=True):
            total.update({name: total.get(name, 0) + n for name, n in part.items()})
    return found
