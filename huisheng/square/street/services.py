"""What the street page is asked for, and everything it reads: a dozen queries however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404
from django.utils.timezone import localtime
from django.utils.translation import get_language

from huisheng.collect.concerns.behind import OWN, WEEK, InPlace, concerns_behind, not_joined
from huisheng.collect.concerns.figures import Figures
from huisheng.collect.concerns.hotspots import Hotspot, hotspots
from huisheng.collect.concerns.parts import figures_together, parts_of
from huisheng.collect.models import Batch, Category, Concern
from huisheng.echo.addresses import whole
from huisheng.echo.kept import Kept
from huisheng.echo.naming import in_english
from huisheng.echo.prepared import Prepared
from huisheng.people.permissions.rules import Hat, places_of, reach_of
from huisheng.resolve.tasks.sums import Total, made_in
from huisheng.square.desk.rules import Cursor
from huisheng.square.street.rules import ALL, UNSAID, Period, period_of
from huisheng.territory.models import LayerPart, Place
from huisheng.territory.places.rules import LAYERS

MOST_LATE, MOST_PROMISED, A_PAGE = 5, 8, 40


@dataclass(frozen=True)
class Asked:
    """One place, one period, one source; `above` and `parts` are where one may go from here."""

    place: Place
    period: Period
    batch: Batch | None
    now: datetime
    mine: list[Place]
    parts: list[Place]
    batches: dict[int, str] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)

    @property
    def months(self) -> dict[str, Any]:
        """As figures and lists take it."""
        return {"since": self.period.since, "until": self.period.until, "batch": self.batch, "now": self.now}

    @property
    def params(self) -> dict[str, str]:
        """As addresses say it."""
        source = {} if self.batch is None else {"batch": str(self.batch.pk) if self.batch.pk else "own"}
        return {"at": str(self.place.pk), **self.period.params, **source}


def asked(query: Mapping[str, str], hats: list[Hat], *, now: datetime) -> Asked:
    """What `?at=&p=&from=&to=&batch=` ask for; the widest of one's own places when no place is named. One query,
    one more for a layer, one more for names every three seconds.

    Http404 when a place or an import is not there; whether it may be seen is for the view to ask.
    """
    paths = places_of([hat for hat in hats if reach_of("street.see", hat.role)])
    at = whole(query.get("at", ""))
    places = _places(bool(at))(*([at] if at else paths[:1]), *paths) if at or paths else []
    place = next((one for one in places if (one.pk == at if at else one.path in paths[:1])), None)
    if place is None:
        raise Http404
    inside = place.reach if place.kind in LAYERS else ()
    parts = [one for one in places if (one.run_by_id or one.parent_id) == place.pk or one.path in inside]
    names = _names(in_english())
    return Asked(
        place=place,
        period=period_of(query, today=localtime(now).date()),
        batch=_source(query.get("batch", ""), names["batch"]),
        now=now,
        mine=[one for one in places if one.path in paths],
        parts=parts_of(place, parts),
        batches=names["batch"],
        categories=names["category"],
    )


def _source(text: str, batches: dict[int, str]) -> Batch | None:
    if text == "own":
        return OWN
    wanted = whole(text)
    if wanted and wanted not in batches:
        raise Http404
    return Batch(pk=wanted, name=batches[wanted]) if wanted else None


@cache
def _places(by_number: bool) -> Prepared[Place]:
    """One's own places, and the place asked for (by its number, or the widest of one's own by its path) with its parts."""

    def build(asked: Any, *mine: str) -> QuerySet[Place]:
        which, pks = "pk" if by_number else "path", Place.objects.values("pk")
        parts: list[Any] = [pks.filter(**{f"{above}__{which}": asked}) for above in ("parent", "run_by")]
        if by_number:
            parts += [pks.filter(pk=asked), LayerPart.objects.filter(layer=asked).values("place")]
        found = pks.filter(path__in=mine).union(
            *parts
        )  # each by its index; OR would read every place there is
        places = Place.objects.filter(pk__in=found, closed_on=None)
        return places.select_related("coverage", "parent").order_by("order")

    return Prepared(build)


def _named(english: bool) -> dict[str, dict[int, str]]:
    name = Coalesce(NullIf("name_en", Value("")), "name") if english else F("name")
    leaves = Category.objects.filter(group__isnull=False).order_by()
    kinds = leaves.values_list("pk", name, Value("category"))
    imports = Batch.objects.order_by().values_list("pk", "name", Value("batch"))
    names: dict[str, dict[int, str]] = {"category": {}, "batch": {}}
    for pk, name, what in kinds.union(imports, all=True):
        names[what][pk] = name
    return names


# Kinds of matter and imports by their ids, in English or not. One query at most every three seconds.
_names: "Kept[dict[str, dict[int, str]]]" = Kept(_named, seconds=3)


@dataclass(frozen=True)
class Read:
    """Everything on the page, as numbers and records. `asked` is what was read in the end.

    `seal`: while it is the same, so are the figures and the words around them; empty where nothing says so.
    """

    asked: Asked
    now: Figures
    before: Figures | None
    parts: dict[int, Figures]
    late: list[Concern]
    promised: list[Concern]
    hot: list[Hotspot]
    made: list[Total]
    seal: str = ""


def read(asked: Asked) -> Read:
    """The figures of what was asked for; of all times when no period was named and the last months are empty.
    Five queries, one more for all times, one more when something changed."""
    late, promised = _first_ones(asked)
    found = figures_together(asked.place, asked.parts, **asked.months)
    if asked.period.key == UNSAID and not found.now.n("raised"):
        asked = replace(asked, period=Period(ALL))
        found = figures_together(asked.place, asked.parts, **asked.months)
    hot = [] if asked.batch else hotspots(asked.place, now=asked.now, said=found.said)
    made = [] if asked.batch else made_in(asked.place)
    return Read(
        asked=asked,
        now=found.now,
        before=found.before,
        parts=found.parts,
        late=late,
        promised=promised,
        hot=hot,
        made=made,
        seal=_seal(asked, found.stamps, made, [(str(one.place.where), one) for one in hot])
        if found.stamps
        else "",
    )


def _seal(asked: Asked, *told: Any) -> str:
    """Of everything that the page says but its two lists of matters."""
    place = asked.place
    words = [
        (one.pk, one.name, one.where, counted and (counted.occupied, counted.named))
        for one in (place, *asked.parts, *asked.mine)
        for counted in [getattr(one, "coverage", None)]
    ]
    above = place.parent and (place.parent.pk, place.parent.name)
    known = (asked.period, asked.params, asked.batches, asked.categories, get_language())
    return sha256(repr((words, above, known, told)).encode()).hexdigest()


def _first_ones(asked: Asked) -> tuple[list[Concern], list[Concern]]:
    """What is late longest and what is promised soonest: two short walks along one index, in one query."""
    rows = _due(asked.place, asked.batch, asked.now, asked.now + WEEK)
    return [one for one in rows if one.due_at < asked.now], [one for one in rows if one.due_at >= asked.now]


def _due_first(found: QuerySet[Concern], now: datetime, week: datetime) -> QuerySet[Concern]:
    here = found.filter(not_joined(), is_open=True).order_by("due_at", "id").values("pk")
    late = here.filter(due_at__lt=now)[:MOST_LATE]
    promised = here.filter(due_at__gte=now, due_at__lt=week)[:MOST_PROMISED]
    # as one list of numbers: with OR between two lists PostgreSQL reads every matter there is
    first = Concern.objects.filter(pk__in=late).values("pk")
    first = first.union(Concern.objects.filter(pk__in=promised).values("pk"), all=True)
    both = Concern.objects.filter(pk__in=first).order_by("due_at", "id")
    return both.select_related("voice", "place", "speaker", "holder__person", "holder__kind")


_due = InPlace(_due_first, Prepared)


def page_of(
    asked: Asked, key: str, cursor: Cursor | None
) -> tuple[list[Concern], Cursor | None, Cursor | None]:
    """One page of the list behind a number: rows, where newer ones begin, where older ones begin. One query."""
    found = concerns_behind(key, asked.place, **asked.months)
    found = found.select_related("voice", "place", "speaker", "category", "holder__person", "holder__kind")
    backwards = bool(cursor and cursor.backwards)
    if cursor:
        side = "gt" if backwards else "lt"
        past = Q(**{f"raised_at__{side}": cursor.moment}) | Q(
            raised_at=cursor.moment, **{f"id__{side}": cursor.pk}
        )
        found = found.filter(Q(**{f"raised_at__{side}e": cursor.moment}) & past)
    rows = list(found.order_by(*(("raised_at", "id") if backwards else ("-raised_at", "-id")))[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    rows = rows[::-1] if backwards else rows
    newer = (
        Cursor(rows[0].raised_at, rows[0].pk, backwards=True)
        if rows and (cursor and (not backwards or more))
        else None
    )
    older = Cursor(rows[-1].raised_at, rows[-1].pk) if rows and (more or backwards) else None
    return rows, newer, older
