"""Look for matters: what the index offers, looked at again, and what is not in it yet, read as it is. Newest first.

Never counted, never sorted as a whole: a page and one more is asked for, behind the last number of the page before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from huisheng.collect.concerns.models import Concern
from huisheng.collect.search import rules, storing
from huisheng.collect.search.models import Findable, Unread
from huisheng.collect.search.rules import A_PAGE, Term
from huisheng.collect.search.services.indexing import WITH, key, read
from huisheng.territory.models import Place
from huisheng.territory.places.rules import OWN_LEVEL, Kind
from huisheng.territory.places.services import in_areas

WINDOW = (
    2000  # PostgreSQL's index cannot be read from the newest: a common word is found among the newest matters
)
MOST_UNREAD = 2000
BEHIND_ALL = 1 << 62
ONE_PERSON = 400
MOST_WAYS = 16


@dataclass(frozen=True)
class Area:
    """A place whose matters may be found: by its path, and by the column that repeats it where there is one."""

    path: str
    column: str = ""
    place: int = 0


@dataclass(frozen=True)
class Found:
    """Up to A_PAGE matters, the newest first; `after`: where the next page begins, 0 when this is the last."""

    concerns: list[Concern]
    after: int = 0


def areas_of(paths: Iterable[str]) -> list[Area]:
    """The areas with these paths. One query."""
    known = Place.objects.filter(path__in=list(paths)).order_by("path").values_list("path", "kind", "pk")
    return [Area(path, OWN_LEVEL.get(Kind(kind), ""), pk) for path, kind, pk in known]


def look(terms: list[Term], areas: Sequence[Area], *, after: int = 0) -> Found:
    """Matters in these areas that have all the words, wherever on them they stand."""
    fresh = _unread(areas)
    words = read(fresh)
    ids = [one.pk for one in fresh if words[one.pk].has(terms)]
    return _page(
        ids, {one.pk for one in fresh}, areas, lambda area, before: _offered(terms, area, before), after
    )


def by_number(digits: str, areas: Sequence[Area]) -> Found:
    """Matters whose number is, or ends with, these digits."""
    if len(digits) == 10:
        ids = list(Concern.objects.filter(speaker__number=digits).values_list("pk", flat=True))
    else:
        tail = digits[::-1]
        ends = Findable.objects.filter(tail__gte=tail, tail__lt=tail + ":")
        ids = list(ends.filter(in_areas([area.path for area in areas])).order_by("-pk").values_list("pk", flat=True)[:A_PAGE])  # fmt: skip
        ids += [one.pk for one in _unread(areas) if one.speaker.number.endswith(digits)]
    found = Concern.objects.filter(in_areas([area.path for area in areas]), pk__in=ids)
    return Found(list(found.select_related(*WITH).order_by("-pk")[:A_PAGE]))


def by_person(typed: str, areas: Sequence[Area]) -> Found:
    """Matters of whoever is called so, or has this phone (its last four do). The index knows digests; the name decides."""
    wanted = rules.who_wanted(typed, key())
    ids = {one.pk for one in _unread(areas)}
    for area in areas:
        ids |= set(_narrowed([[sorted(one) for one in wanted]], area, "", [], BEHIND_ALL, ONE_PERSON))
    found = Concern.objects.filter(in_areas([area.path for area in areas]), pk__in=ids).select_related(*WITH)
    return Found([one for one in found.order_by("-pk") if is_of(one, typed)][:A_PAGE])


def is_of(concern: Concern, typed: str) -> bool:
    """Whether who spoke is called so, or has this phone or its last four."""
    name, phone = concern.speaker.name, concern.speaker.phone
    terms, digits = rules.terms_of(typed), "".join(one for one in rules.folded(typed) if one.isdigit())
    if digits:
        return len(digits) >= 4 and (
            phone in (digits, digits[-11:]) or (len(digits) == 4 and phone[-4:] == digits)
        )
    return bool(terms) and all(any(one in rules.both(name) for one in term.spellings) for term in terms)


def scan(concerns: "QuerySet[Concern]", terms: list[Term], *, inner: bool) -> list[Concern]:
    """The matters of a short list that have the words, read one by one."""
    known = list(concerns.select_related(*WITH))
    words = read(known)
    return [one for one in known if words[one.pk].has(terms, inner=inner)]


def _unread(areas: Sequence[Area]) -> list[Concern]:
    """What is not in the index as it is now: the newest of it, if for once there is much."""
    waiting = Unread.objects.values("voice")
    here = in_areas([area.path for area in areas])
    return list(
        Concern.objects.filter(here, voice__in=waiting).select_related(*WITH).order_by("-pk")[:MOST_UNREAD]
    )


def _page(
    fresh: list[int],
    read_already: set[int],
    areas: Sequence[Area],
    offered: Callable[[Area, int], list[int]],
    after: int,
) -> Found:
    before = after or BEHIND_ALL
    ids = {pk for pk in fresh if pk < before}
    for area in areas:
        ids.update(_filled(lambda below, area=area: offered(area, below), read_already, before))  # type: ignore[misc]
    newest = sorted(ids, reverse=True)[: A_PAGE + 1]
    known = Concern.objects.select_related(*WITH, "category", "holder__person").in_bulk(newest[:A_PAGE])
    more = len(newest) > A_PAGE
    return Found([known[pk] for pk in newest[:A_PAGE] if pk in known], newest[A_PAGE - 1] if more else 0)


def _filled(offered: Callable[[int], list[int]], left_out: set[int], before: int) -> list[int]:
    """A page and one more of what the index offers, without what was read already."""
    kept: list[int] = []
    while len(kept) <= A_PAGE:
        some = offered(before)
        kept += [pk for pk in some if pk not in left_out]
        if len(some) <= A_PAGE:
            break
        before = some[-1]
    return kept


def _offered(terms: list[Term], area: Area, before: int) -> list[int]:
    """The newest A_PAGE + 1 matters of an area below this number that have the words."""
    check = " AND ".join(
        "(" + " OR ".join(_contains(field) for _one in term.spellings for field in rules.where_of(_one)) + ")"
        for term in terms
    )
    values = [one for term in terms for one in term.spellings for _field in rules.where_of(one)]
    if connection.vendor == "postgresql" and area.column:
        lately = _lately(area, check, values, before)
        if len(lately) > A_PAGE:
            return lately
    ways = [[sorted(rules.wanted_of(one, letter)) for one in term.spellings for letter in rules.where_of(one).values()] for term in terms]  # fmt: skip
    return _narrowed(ways, area, check, values, before, A_PAGE + 1)


def _contains(field: str) -> str:
    return f"instr(f.{field}, %s) > 0" if connection.vendor == "sqlite" else f"strpos(f.{field}, %s) > 0"


def _lately(area: Area, check: str, values: list[str], before: int) -> list[int]:
    return _ids(
        f"SELECT f.concern_id FROM (SELECT * FROM collect_findable WHERE {area.column} = %s AND concern_id < %s "  # nosec B608: our own names
        f"ORDER BY concern_id DESC LIMIT {WINDOW}) f WHERE {check} ORDER BY f.concern_id DESC LIMIT {A_PAGE + 1}",
        [area.place, before, *values],
    )


def _narrowed(
    ways: list[list[list[str]]], area: Area, check: str, values: list[str], before: int, most: int
) -> list[int]:
    """What the index offers: of every word one way to write it, with all its tokens. `check`: what is looked at again."""
    looked = f" AND {check}" if check else ""
    if connection.vendor == "sqlite":
        words = " AND ".join(
            "(" + " OR ".join(f"({storing.wanted(tokens)})" for tokens in word) + ")" for word in ways
        )
        return _ids(
            f"SELECT t.rowid FROM {storing.FTS} t CROSS JOIN collect_findable f ON f.concern_id = t.rowid "  # nosec B608: our own names
            f"WHERE t.{storing.FTS} MATCH %s AND t.rowid < %s{looked} ORDER BY t.rowid DESC LIMIT {most}",
            [f"{rules.under(area.path)} AND {words}", before, *values],
        )
    here, ways = rules.under(area.path), _together(ways)
    words = " AND ".join(
        "(" + " OR ".join("f.tokens @> %s::int[]" for _tokens in word) + ")" for word in ways
    )
    has = [storing.wanted([here, *tokens]) for word in ways for tokens in word]
    return _ids(
        f"WITH hit AS MATERIALIZED (SELECT f.concern_id FROM collect_findable f WHERE f.concern_id < %s "  # nosec B608: our own names
        f"AND {words}{looked}) SELECT concern_id FROM hit ORDER BY concern_id DESC LIMIT {most}",
        [before, *has, *values],
    )


def _together(ways: list[list[list[str]]]) -> list[list[list[str]]]:
    """All words in one, in each way to write all of them: GIN begins with the rarest token of what is asked at once."""
    if prod(map(len, ways)) > MOST_WAYS:
        return ways
    return [[sorted({token for tokens in one for token in tokens}) for one in product(*ways)]]


def _ids(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [pk for (pk,) in cursor.fetchall()]
