"""The roll-up as figures read it: a place's month stays in memory until its stamp says that it changed (decision 0012).

Every change of a month's counts also moves the month's stamp, in the same statement; so what is remembered is either
what the records say now, or read again. The stamp is read first: a change in between makes it read once too often.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from huisheng.collect.concerns.models import Batch, Tally
from huisheng.echo.prepared import plain_rows

STAMP = "stamp"
MOST_KEPT = 1_500  # months of places; a street's is some 50 kB, an estate's a few
Counts = dict[str, Counter[int]]


class Month(NamedTuple):
    """One month of one place and source; `month` as 2026-11-01."""

    place: int
    batch: int
    month: str


_kept: "OrderedDict[Month, tuple[int, Counts]]" = OrderedDict()


def forget() -> None:
    """For tests: their databases go back in time."""
    _kept.clear()


class Rollup:
    """The months of some places, of one source or of all (`batch` None), read at once: one query, two when something
    changed since it was read last."""

    def __init__(
        self, places: Iterable[int], *, since: date | None, until: date | None, batch: Batch | None
    ) -> None:
        found = Tally.objects.filter(Q(place__in=list(places)) & in_months(since, until)).order_by()
        if batch is not None:
            found = found.filter(batch=batch.pk or 0)
        self.months: dict[int, list[tuple[str, Counts]]] = defaultdict(list)
        for key, counts in _read(found).items():
            self.months[key.place].append((key.month, counts))

    def counts(
        self, place: int, since: date | None, until: date | None, *, only: Collection[str] | None = None
    ) -> Counts:
        """By measure and bucket over the months from `since`'s to `until`'s; `only`: these measures and no other."""
        first = str(since.replace(day=1)) if since else ""
        last = str(until.replace(day=1)) if until else "9999"
        summed: Counts = defaultdict(Counter)
        for month, counts in self.months.get(place, ()):
            if first <= month <= last:
                for measure in counts.keys() & only if only else counts:
                    summed[measure].update(counts[measure])
        return summed


def _read(tallies: QuerySet[Tally]) -> dict[Month, Counts]:
    stamped = tallies.filter(measure=STAMP).values_list("place", "batch", "month", "n")
    stamps = {Month(place, batch, str(month)): n for place, batch, month, n in plain_rows(stamped)}
    found = {key: _known(key, n) for key, n in stamps.items()}
    changed = {key for key, counts in found.items() if counts is None}
    if changed:
        fresh = _fresh(tallies, changed)
        found |= {key: fresh[key] for key in changed}
        if not connection.in_atomic_block:  # what is rolled back was never so, and its stamp comes again
            _kept.update({key: (stamps[key], fresh[key]) for key in changed})
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return {key: counts for key, counts in found.items() if counts}


def _known(key: Month, stamp: int) -> Counts | None:
    known = _kept.get(key)
    return known[1] if known and known[0] == stamp else None


def _fresh(tallies: QuerySet[Tally], changed: set[Month]) -> dict[Month, Counts]:
    rows = tallies.filter(place__in={one.place for one in changed}, month__in={one.month for one in changed})
    rows = rows.exclude(measure=STAMP).exclude(n=0)
    fresh: dict[Month, Counts] = defaultdict(lambda: defaultdict(Counter))
    columns = ("place", "batch", "month", "measure", "bucket", "n")
    for place, batch, month, measure, bucket, n in plain_rows(rows.values_list(*columns)):
        fresh[Month(place, batch, str(month))][measure][bucket] = n
    return fresh


def stamped(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The same (place, batch, month, measure, bucket, n) rows, and one that moves the stamp of each month they change."""
    months = dict.fromkeys((place, batch, month) for place, batch, month, *_ in rows)
    return [*rows, *((*one, STAMP, 0, 1) for one in months)]


def in_months(since: date | None, until: date | None) -> Q:
    """The months of the roll-up from `since`'s to `until`'s."""
    months = Q()
    if since:
        months &= Q(month__gte=since.replace(day=1))
    if until:
        months &= Q(month__lte=until.replace(day=1))
    return months
