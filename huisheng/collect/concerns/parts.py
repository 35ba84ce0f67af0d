"""The figures of every part of a place side by side: communities of a street, estates of a community, buildings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Value, When
from django.db.models.functions import Substr
from django.utils.timezone import localdate

from huisheng.collect.concerns.behind import behind, hot_since, in_place, since_until
from huisheng.collect.concerns.figures import (
    ABOVE,
    OF_PARTS,
    OF_RATES,
    TALLIED,
    WHOLE,
    Figures,
    Live,
    figures,
    open_now,
    previous,
)
from huisheng.collect.concerns.models import Batch
from huisheng.collect.concerns.rollup import Rollup, Seal, remembered, still
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, LAYERS, SEGMENT, Kind
from huisheng.territory.places.services import in_areas


def parts_of(place: Place, children: Iterable[Place]) -> list[Place]:
    """Those among its children that have a row of their own on its page."""
    wanted: tuple[str, ...] = (Kind.COMMUNITY,)
    kind = Kind(place.kind)
    if kind in LAYERS:
        return _widest(children)
    if kind in ABOVE:
        wanted = (*ABOVE, Kind.STREET)
    elif kind is Kind.COMMUNITY:
        wanted = AREAS
    elif kind is not Kind.STREET:
        wanted = (Kind.BUILDING, Kind.ENTRANCE)
    return [one for one in children if one.kind in wanted]


def _widest(gathered: Iterable[Place]) -> list[Place]:
    """What a layer gathers, without what lies in another place that it gathers too."""
    kept: list[Place] = []
    for one in sorted(gathered, key=lambda one: len(one.path)):
        if not any(one.path.startswith(other.path) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.order)


@dataclass(frozen=True)
class Together:
    """A place, its months, the months before them (their rates alone, M154), and its parts (OF_PARTS) by id.

    `said`: while it is the same, no matter came of late or is of another kind now (hotspots); `stamps`: nothing was
    touched that these figures say. None and empty where nothing says so; inside a transaction nothing does, it may be rolled back.
    """

    now: Figures
    before: Figures | None
    parts: dict[int, Figures]
    said: Seal | None = None
    stamps: tuple[Any, ...] = ()


def figures_together(
    place: Place,
    parts: list[Place],
    *,
    since: date | None,
    until: date | None,
    batch: Batch | None,
    now: datetime,
) -> Together:
    """All figures of one page. One query, two more when something has changed (rollup) or time went on; deeper than an
    area each part costs its own."""
    before = previous(since, until) if since and until else None
    periods = [(since, until), before] if before else [(since, until)]
    kind = Kind(place.kind)
    counted = _counted(place, parts, since, until, batch, now) if kind in (*AREAS, *LAYERS) and parts else {}
    if kind not in TALLIED:
        each = [figures(place, since=a, until=b, batch=batch, now=now) for a, b in periods]
        return Together(each[0], each[1] if before else None, counted)
    first = before[0] if before else since
    tallied = [one.pk for one in parts] if kind in (Kind.STREET, Kind.COMMUNITY) else []
    rollup = Rollup([place.pk, *tallied], since=first, until=until, batch=batch)
    nothing = [Counter[str]() for _ in periods]

    def key(pk: int, what: str = "open in") -> Any:
        return what, pk, rollup.source, *periods

    def seal(pk: int) -> Any:
        return rollup.seal(pk), now

    def count() -> Live:
        communities = tallied if kind is Kind.STREET else []
        kept = {pk: still(key(pk), seal(pk)) for pk in communities}
        known = {pk: of for pk, of in kept.items() if of is not None}
        found = open_now(place, periods, batch=batch, now=now, known=known)
        for pk in communities:
            remembered(key(pk), seal(pk), partial(found.get, pk, nothing))
        return found

    live = remembered(key(place.pk, "open"), seal(place.pk), count)
    return Together(
        Figures(rollup.counts(place.pk, since, until), **live[WHOLE][0]),
        Figures(rollup.counts(place.pk, *before, only=OF_RATES), **live[WHOLE][1]) if before else None,
        counted
        or {
            pk: Figures(rollup.counts(pk, since, until, only=OF_PARTS), **live.get(pk, nothing)[0])
            for pk in tallied
        },
        rollup.said(place.pk, hot_since(now).date(), localdate(now)),
        () if counted or connection.in_atomic_block else _told(rollup, live),
    )


def _told(rollup: Rollup, live: dict[Any, Any]) -> tuple[Any, ...]:
    return (*rollup.stamps.items(), *((part, *map(repr, of)) for part, of in live.items()))


def _counted(
    place: Place,
    parts: list[Place],
    since: date | None,
    until: date | None,
    batch: Batch | None,
    now: datetime,
) -> dict[int, Figures]:
    unit: Any = Substr("path", 1, len(place.path) + SEGMENT + 1)
    if place.kind in LAYERS:
        unit = Case(*[When(in_areas([one.path]), then=Value(one.path)) for one in parts], default=Value(""))
    keys = [measure for measure in OF_PARTS if measure != "hours"]
    asked: dict[str, Any] = {
        key.replace(":", "_"): Count("pk", filter=behind(key, now=now)) for key in [*keys, "overdue"]
    }
    said = in_place(place, batch=batch).filter(since_until(since, until)).order_by()
    rows: Any = said.values(unit=unit).annotate(**asked)
    by_path: dict[str, Any] = {row["unit"]: row for row in rows}
    found = {}
    for one in parts:
        row = by_path.get(one.path, Counter())
        counts = {key: Counter({0: row[key.replace(":", "_")]}) for key in keys}
        found[one.pk] = Figures(counts, overdue=row["overdue"])
    return found
