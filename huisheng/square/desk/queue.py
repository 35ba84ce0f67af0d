"""The desk's list: one index for every tab and place, a page by its cursor at any depth, counts from the roll-up."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from huisheng.collect.concerns.finding import with_people
from huisheng.collect.concerns.models import Concern, Tally
from huisheng.echo.addresses import whole
from huisheng.echo.prepared import Prepared, PreparedValues
from huisheng.people.permissions.rules import Hat, places_of
from huisheng.square.desk.rules import A_PAGE, ALL, TABS, Cursor, Order, order_of
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, LAYERS, Kind, within
from huisheng.territory.places.services import in_areas

COLUMNS: dict[str, str] = {Kind.STREET: "street", Kind.COMMUNITY: "community", **dict.fromkeys(AREAS, "area")}
SHOWN = ("id", "due_at", "raised_at", "stage", "is_open", "channel", "urgent", "voice__title",
         "speaker__number", "place__where")  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What of the queue is asked for. `posts`: only what these posts hold (mine)."""

    place: Place
    tab: str
    at: datetime
    category: int | None = None
    channel: str = ""
    posts: list[int] | None = None
    late: bool = False

    @property
    def order(self) -> Order:
        return order_of(self.tab, late=self.late)


@dataclass(frozen=True)
class Page:
    """Up to A_PAGE matters; the cursors of the pages before and after, None where there is none."""

    rows: list[Concern] = field(default_factory=list)
    before: Cursor | None = None
    after: Cursor | None = None


def lies_in(place: Place) -> Q:
    """Matters of a place: the column that repeats it, or the range of its path; of a layer, of all it gathers."""
    if column := COLUMNS.get(place.kind):
        return Q(**{column: place.pk})
    return in_areas(place.reach)


def narrowed(wanted: Wanted) -> QuerySet[Concern]:
    """The matters asked for, in no order yet."""
    found = Concern.objects.filter(lies_in(wanted.place))
    if wanted.tab != ALL:
        found = found.filter(stage=wanted.tab)
    elif wanted.late:
        found = found.filter(is_open=True)
    if wanted.late:
        found = found.filter(due_at__lt=wanted.at)
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.posts is not None:
        found = found.filter(holder__in=wanted.posts)
    return found


def page(wanted: Wanted, cursor: Cursor | None) -> Page:
    """One page of the list, at any depth as fast as the first: one query."""
    backwards = bool(cursor and cursor.backwards)
    rows = _rows(wanted, cursor)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return Page()
    first, last = _at(rows[0], wanted.order), _at(rows[-1], wanted.order)
    return Page(rows, first if (more if backwards else cursor) else None, last if more or backwards else None)


def _query(wanted: Wanted, cursor: Cursor | None) -> QuerySet[Concern]:
    found = narrowed(wanted)
    if cursor:
        found = found.filter(_behind(wanted.order, cursor))
    found = found.order_by(*wanted.order.columns(backwards=bool(cursor and cursor.backwards)))
    return with_people(found.select_related("voice", "speaker", "place").only(*SHOWN))[: A_PAGE + 1]


def _rows(wanted: Wanted, cursor: Cursor | None) -> list[Concern]:
    """One page and one more; the statement is compiled once for each combination of tab and filters (echo.prepared)."""
    if wanted.place.kind not in COLUMNS:
        return list(_query(wanted, cursor))
    if wanted.posts == []:
        return []
    given = [name for name in ("category", "channel") if getattr(wanted, name)]
    values = [wanted.place.pk, *([wanted.at] if wanted.late else []), *(getattr(wanted, one) for one in given),
              *([cursor.moment, cursor.pk] if cursor else []), *(wanted.posts or [])]  # fmt: skip
    shape = (wanted.place.kind, wanted.tab, wanted.late, *given, cursor and cursor.backwards, len(values))

    def build(place: Any, *rest: Any) -> QuerySet[Concern]:
        left = list(rest)
        at = left.pop(0) if wanted.late else wanted.at
        narrow = {name: left.pop(0) for name in given}
        past = replace(cursor, moment=left.pop(0), pk=left.pop(0)) if cursor else None
        posts = None if wanted.posts is None else left
        there = Place(pk=place, kind=wanted.place.kind)
        return _query(replace(wanted, place=there, at=at, posts=posts, **narrow), past)

    made = _prepared.setdefault(shape, Prepared(build))
    rows = []
    for row in made.rows(*values):
        concern: Any = row.whole()
        concern.others = row["others"]
        rows.append(concern)
    return rows


_prepared: dict[Any, Prepared[Concern]] = {}


def _at(concern: Concern, order: Order) -> Cursor:
    return Cursor(getattr(concern, order.key), concern.pk)


def _behind(order: Order, cursor: Cursor) -> Q:
    """Past the cursor in the order; the first condition alone is what an index can use."""
    side = "lt" if order.descending != cursor.backwards else "gt"
    key, moment = order.key, cursor.moment
    past = Q(**{f"{key}__{side}": moment}) | Q(**{key: moment, f"id__{side}": cursor.pk})
    return Q(**{f"{key}__{side}e": moment}) & past


def counts(wanted: Wanted) -> dict[str, int]:
    """How many lie in each tab: from the roll-up where it knows the place, counted by index for a small part.

    Empty when a filter makes the roll-up wrong: a tab then carries no number rather than a slow or false one.
    """
    if wanted.category or wanted.channel or wanted.late or wanted.place.kind in LAYERS:
        return {}
    if wanted.posts is not None or wanted.place.kind not in COLUMNS:
        open_ones = narrowed(Wanted(wanted.place, ALL, wanted.at, posts=wanted.posts))
        open_ones = open_ones.filter(stage__in=[tab for tab in TABS if tab != ALL])
        return dict(open_ones.order_by().values_list("stage").annotate(n=Count("pk")))
    measures = {f"stage:{tab}": tab for tab in TABS if tab != ALL} | {"raised": ALL}
    return {measures[measure]: n for measure, n in _sums(wanted.place.pk, *measures)}


_sums = PreparedValues(
    lambda place, *measures: (
        Tally.objects.filter(place=place, measure__in=measures)
        .order_by()
        .values_list("measure")
        .annotate(total=Sum("n"))
    )
)


def my_places(hats: list[Hat], at: str) -> tuple[Place | None, list[Place]]:
    """The place to show and all places of one's own desk: where a post is held, the widest first, before what a
    layer gathers for it. One query.

    None when `at` is not under any of them: what lies elsewhere is not there for this reader.
    """
    paths = places_of(hats)
    asked = whole(at)
    known = list(Place.objects.filter(Q(path__in=paths) | Q(pk=asked)))
    mine = sorted(
        (place for place in known if place.path in paths), key=lambda place: paths.index(place.path)
    )
    if not at:
        return (mine[0] if mine else None), mine
    there = next((place for place in known if place.pk == asked), None)
    return (there if there and any(hat.covers(there.path) for hat in hats) else None), mine


def parts_of(place: Place) -> list[tuple[int, str]]:
    """The communities, estates, blocks, lanes and layers to choose from under a place: number and name. One query;
    none for a layer, for what it gathers is among one's own places."""
    if place.kind in LAYERS:
        return []
    low, high = within(place.path)
    return _parts(low, high, *([place.street_id] if place.street_id else []))


def _parts_inside(low: str, high: str, street: int | None = None) -> Any:
    kinds: list[Any] = [Kind.COMMUNITY, *AREAS, *LAYERS]
    found = Place.objects.filter(path__gte=low, path__lt=high, kind__in=kinds, closed_on=None)
    found = found.filter(street=street) if street else found
    return found.order_by("path").values_list("pk", "name")


_parts = PreparedValues(_parts_inside)
