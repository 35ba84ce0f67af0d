"""The figures of every part of a place side by side: communities of a street, estates of a community, buildings."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Sum, Value, When
from django.db.models.functions import Substr

from huisheng.collect.concerns.behind import behind, in_place, since_until
from huisheng.collect.concerns.figures import ABOVE, OF_PARTS, Counts, Figures, in_months, open_now
from huisheng.collect.concerns.models import Batch, Tally
from huisheng.echo.prepared import plain_rows
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


def figures_of_parts(
    place: Place,
    parts: list[Place],
    *,
    since: date | None,
    until: date | None,
    batch: Batch | None,
    now: datetime,
) -> dict[int, Figures]:
    """By the part's id: what a table row needs (OF_PARTS). Two queries for tallied parts, one for buildings."""
    if not parts:
        return {}
    kind = Kind(place.kind)
    if kind is Kind.STREET:
        return _tallied(place, parts, since, until, batch, now, by="community")
    if kind is Kind.COMMUNITY:
        return _tallied(place, parts, since, until, batch, now, by="area")
    if kind in AREAS or kind in LAYERS:
        return _counted(place, parts, since, until, batch, now)
    return {}


def _tallied(
    place: Place,
    parts: list[Place],
    since: date | None,
    until: date | None,
    batch: Batch | None,
    now: datetime,
    *,
    by: str,
) -> dict[int, Figures]:
    tallies = Tally.objects.filter(place__in=[one.pk for one in parts], measure__in=OF_PARTS)
    tallies = tallies.filter(in_months(since, until), **({} if batch is None else {"batch": batch.pk}))
    counts: dict[int, Counts] = defaultdict(lambda: defaultdict(Counter))
    rows = tallies.order_by().values_list("place", "measure", "bucket").annotate(total=Sum("n"))
    for pk, measure, bucket, n in plain_rows(rows):
        counts[pk][measure][bucket] += n
    live = open_now(place, [(since, until)], batch=batch, now=now, by=by)
    return {one.pk: Figures(counts[one.pk], **live.get(one.pk, [{}])[0]) for one in parts}


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
