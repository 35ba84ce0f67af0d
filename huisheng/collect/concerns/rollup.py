"""The roll-up as figures read it: what was read or worked out stays in memory until a stamp says that it changed
(decision 0012).

Every act on a matter moves the stamps of its month, of its street, its community and its area, in the act's own
transaction; so what is remembered is either what the records say now, or read again. The stamps are read first: a change
in between makes something be read once too often.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import connection
from django.db.models import Q, QuerySet

from huisheng.collect.concerns.models import Batch, Tally
from huisheng.echo.prepared import plain_rows

V = TypeVar("V")
STAMP = "stamp"
TOUCHED, SORTED = 0, 1  # stamps: of every act; of matters that were sorted anew, or came to lie elsewhere
Counts = dict[str, Counter[int]]


class Month(NamedTuple):
    """One month of one place and source; `month` as 2026-11-01."""

    place: int
    batch: int
    month: str


Seal = tuple[tuple[Month, int], ...]


class Memory(Generic[V]):
    """The last so many things, each with the seal under which it was true."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: OrderedDict[Any, tuple[Any, V]] = OrderedDict()

    def known(self, key: Any, seal: Any) -> V | None:
        """What was kept under this seal; None when there is nothing, or the seal is another."""
        found = self.kept.get(key)
        return found[1] if found and found[0] == seal else None

    def keep(self, key: Any, seal: Any, value: V) -> None:
        """Not inside a transaction: what is rolled back was never so, and its stamp comes again."""
        if not connection.in_atomic_block:
            self.kept[key] = seal, value
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)


_months: Memory[Counts] = Memory(1_500)  # months of places; a street's is some 50 kB, an estate's a few
_worked_out: Memory[Any] = Memory(600)


def forget() -> None:
    """For tests: their databases go back in time."""
    _months.kept.clear()
    _worked_out.kept.clear()


def remembered(key: Any, seal: Any, work: Callable[[], V]) -> V:
    """What `work` came to when the seal was the same, else what it comes to now. Not to be changed by who asks."""
    found = _worked_out.known(key, seal)
    if found is None:
        found = work()
        _worked_out.keep(key, seal, found)
    return cast(V, found)


def still(key: Any, seal: Any) -> Any:
    """What was kept under this seal; None when nothing was, or something was touched since."""
    return _worked_out.known(key, seal)


class Rollup:
    """The months of some places, of one source or of all (`batch` None), read at once: one query, two when something
    changed since it was read last."""

    def __init__(
        self, places: Iterable[int], *, since: date | None, until: date | None, batch: Batch | None
    ) -> None:
        found = Tally.objects.filter(place__in=list(places)).order_by()
        if batch is not None:
            found = found.filter(batch=batch.pk or 0)
        self.source = None if batch is None else batch.pk or 0
        self.asked = since, until
        stamps = _stamps(found)
        self.stamps = {key: n for (key, bucket), n in stamps.items() if bucket == TOUCHED}
        self.sorted = {key: n for (key, bucket), n in stamps.items() if bucket == SORTED}
        self.months: dict[int, list[tuple[str, Counts]]] = defaultdict(list)
        asked = {key: n for key, n in self.stamps.items() if _lies_in(key.month, since, until)}
        for key, counts in _read(found, asked).items():
            self.months[key.place].append((key.month, counts))

    def counts(
        self, place: int, since: date | None, until: date | None, *, only: Collection[str] | None = None
    ) -> Counts:
        """By measure and bucket over the months from `since`'s to `until`'s; `only`: these measures and no other."""
        return remembered(
            ("sum", place, self.source, since, until, only and tuple(only)),
            self.seal(place, since, until),
            lambda: self._summed(place, since, until, only),
        )

    def _summed(
        self, place: int, since: date | None, until: date | None, only: Collection[str] | None
    ) -> Counts:
        summed: Counts = defaultdict(Counter)
        for month, counts in self.months.get(place, ()):
            if _lies_in(month, since, until):
                for measure in counts.keys() & only if only else counts:
                    summed[measure].update(counts[measure])
        return summed

    def seal(self, place: int, since: date | None = None, until: date | None = None) -> Seal:
        """The stamps of a place over months: while they are the same, no matter there was touched."""
        return tuple(
            (key, n)
            for key, n in self.stamps.items()
            if key.place == place and _lies_in(key.month, since, until)
        )

    def said(self, place: int, since: date, until: date) -> Seal:
        """While it is the same, the place has the matters of these months that it had, of the same kinds and in the same
        homes: what is raised is only ever more. Months that were not asked for: while no matter was touched."""
        if not all(_lies_in(str(day.replace(day=1)), *self.asked) for day in (since, until)):
            return self.seal(place)
        raised = [
            (Month(place, -1, month), counts["raised"][0])
            for month, counts in self.months.get(place, ())
            if _lies_in(month, since, None)
        ]
        return (*raised, *((key, n) for key, n in self.sorted.items() if key.place == place))


def _stamps(tallies: QuerySet[Tally]) -> dict[tuple[Month, int], int]:
    rows = plain_rows(tallies.filter(measure=STAMP).values_list("place", "batch", "month", "bucket", "n"))
    return {(Month(place, batch, str(month)), bucket): n for place, batch, month, bucket, n in sorted(rows)}


def _read(tallies: QuerySet[Tally], stamps: dict[Month, int]) -> dict[Month, Counts]:
    found = {key: _months.known(key, n) for key, n in stamps.items()}
    changed = {key for key, counts in found.items() if counts is None}
    if changed:
        fresh = _fresh(tallies, changed)
        for key in changed:
            counts = found[key] = fresh.get(key, {})
            _months.keep(key, stamps[key], counts)
    return {key: counts for key, counts in found.items() if counts}


def _fresh(tallies: QuerySet[Tally], changed: set[Month]) -> dict[Month, Counts]:
    rows = tallies.filter(place__in={one.place for one in changed}, month__in={one.month for one in changed})
    rows = rows.exclude(measure=STAMP).exclude(n=0)
    fresh: dict[tuple[int, int, Any], Counts] = defaultdict(lambda: defaultdict(Counter))
    columns = ("place", "batch", "month", "measure", "bucket", "n")
    for place, batch, month, measure, bucket, n in plain_rows(rows.values_list(*columns)):
        fresh[place, batch, month][measure][bucket] = n
    return {Month(place, batch, str(month)): counts for (place, batch, month), counts in fresh.items()}


def _lies_in(month: str, since: date | None, until: date | None) -> bool:
    first = str(since.replace(day=1)) if since else ""
    return first <= month <= (str(until.replace(day=1)) if until else "9999")


def stamps_of(months: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows for the roll-up that move the stamp of each (place, batch, month)."""
    return [(*one, STAMP, TOUCHED, 1) for one in dict.fromkeys(months)]


def sorted_anew(months: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows for the roll-up that say so of each (place, batch, month)."""
    return [(*one, STAMP, SORTED, 1) for one in dict.fromkeys(months)]


def in_months(since: date | None, until: date | None) -> Q:
    """The months of the roll-up from `since`'s to `until`'s."""
    months = Q()
    if since:
        months &= Q(month__gte=since.replace(day=1))
    if until:
        months &= Q(month__lte=until.replace(day=1))
    return months
