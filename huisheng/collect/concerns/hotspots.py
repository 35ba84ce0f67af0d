"""Hot spots (M163): places where the same kind of matter was said five times in 30 days. One query, one for names; none
for the first while nothing more was said there, nor sorted anew (rollup)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from huisheng.collect.concerns.behind import InPlace, hot_since
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rollup import Seal, remembered
from huisheng.echo.prepared import Prepared, PreparedValues
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, LAYERS, SEGMENT, Kind

LEAST = 5
MOST = 10
STEP = SEGMENT + 1


@dataclass(frozen=True)
class Hotspot:
    """A building (or a home of a lane, or the estate itself) and what was said there `n` times."""

    place: Place
    category: int
    n: int


def hotspots(place: Place, *, now: datetime, least: int = LEAST, said: Seal | None = None) -> list[Hotspot]:
    """The hottest ten under a street, a community, an area or a layer; elsewhere none. `said`: see Together.

    A matter counts for the building in which it was said: the step below its estate, else below its community.
    """
    above = _street_steps(place)
    if above is None:
        return []
    since = hot_since(now)

    def read() -> list[Any]:
        return _hottest(place, None, above + 2 * STEP, above + 3 * STEP, since, least)

    rows = read() if said is None else remembered(("hot", place.pk, since, least), said, read)
    paths = [path for path, _kind, _n in rows]
    known = {one.path: one for one in _places(*paths)} if rows else {}
    return [Hotspot(known[path], kind, n) for path, kind, n in rows if path in known]


def _hot(found: QuerySet[Concern], shallow: int, deep: int, since: datetime, least: int) -> Any:
    unit = Case(
        When(Q(area=None) | Q(community=None), then=Substr("path", 1, shallow)),
        default=Substr("path", 1, deep),
    )
    recent = found.filter(raised_at__gte=since).order_by()
    counts = recent.values(unit=unit, kind=F("category")).annotate(n=Count("pk")).filter(n__gte=Value(least))
    return counts.order_by("-n", "unit").values_list("unit", "kind", "n")[:MOST]


_hottest = InPlace(_hot, PreparedValues)
_places = Prepared(lambda *paths: Place.objects.filter(path__in=paths))


def _street_steps(place: Place) -> int | None:
    """How long the path of the place's street is."""
    kind = Kind(place.kind)
    if kind is Kind.STREET:
        return len(place.path)
    if kind is Kind.COMMUNITY:
        return len(place.path) - STEP
    if kind in AREAS or kind in LAYERS:
        return len(place.path) - (2 if place.community_id else 1) * STEP
    return None
