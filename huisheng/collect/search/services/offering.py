"""What the index offers of an area, looked at again, the newest first, and never more of it at once than a page may wait for.

What few matters have is found at once. What many have is looked for backwards from the newest, portion by portion; when
the portions of a page are through, the answer says how far they went, and the next page goes on there. So every
occurrence is found, and no page reads a quarter of a million matters for words that stand together in none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from django.db import connection

from huisheng.collect.search import rules, storing
from huisheng.collect.search.rules import A_PAGE, Term

Ways = list[list[list[str]]]  # of every word each way to write it, with the tokens of that
PORTIONS = {"sqlite": (100, 400, 1600, 3200), "postgresql": (2000, 2000, 2000)}
LATER = (10_000, 20_000)  # who turns the page is ready to wait a moment
FEW = 16_000  # what is not among the commonest words counts less than this in a quarter of a million matters
MOST_WAYS = 16


@dataclass(frozen=True)
class Area:
    """A place whose matters may be found: by its path, and by the column that repeats it where there is one."""

    path: str
    column: str = ""
    place: int = 0


@dataclass(frozen=True)
class Offer:
    """Matters that have the words, the newest first. `looked_to`: the last one that was looked at; 0: all were."""

    ids: list[int]
    looked_to: int = 0


class Wanted:
    """The words of a search as SQL: the tokens that the index narrows by, and the second look (`check`)."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.check = " AND ".join(
            "("
            + " OR ".join(_contains(field) for one in term.spellings for field in rules.where_of(one))
            + ")"
            for term in terms
        )
        self.values = [one for term in terms for one in term.spellings for _field in rules.where_of(one)]
        self.ways: Ways = [
            [
                sorted(rules.wanted_of(one, letter))
                for one in term.spellings
                for letter in rules.where_of(one).values()
            ]
            for term in terms
        ]


def _contains(field: str) -> str:
    return f"instr(f.{field}, %s) > 0" if connection.vendor == "sqlite" else f"strpos(f.{field}, %s) > 0"


def offered(wanted: Wanted, area: Area, before: int, *, later: bool) -> Offer:
    """A page and one more of an area's matters below this number that have the words, as far as a page looks."""
    if connection.vendor == "postgresql" and (not area.column or _are_few(wanted, area)):
        ids = narrowed(wanted.ways, area, before, A_PAGE + 1, check=wanted.check, values=wanted.values)
        return Offer(ids, ids[-1] if len(ids) > A_PAGE else 0)
    portion = _of_tokens if connection.vendor == "sqlite" else _of_the_newest
    ids = []
    for size in PORTIONS[connection.vendor] + (LATER if later else ()):
        some = portion(wanted, area, before, size)
        ids, before = ids + some.ids, some.looked_to
        if len(ids) > A_PAGE or not before:
            break
    return Offer(ids, before)


def _are_few(wanted: Wanted, area: Area) -> bool:
    return storing.at_most(rules.under(area.path), wanted.ways) <= FEW


def _of_tokens(wanted: Wanted, area: Area, before: int, size: int) -> Offer:
    """SQLite: of the newest so many that have the tokens, those that have the words."""
    rows = _rows(
        f"SELECT t.rowid, {wanted.check} FROM {storing.FTS} t CROSS JOIN collect_findable f ON f.concern_id = t.rowid "  # nosec B608: our own names
        f"WHERE t.{storing.FTS} MATCH %s AND t.rowid < %s ORDER BY t.rowid DESC LIMIT {size}",
        [*wanted.values, _match(wanted.ways, area), before],
    )
    return Offer([pk for pk, has in rows if has], rows[-1][0] if len(rows) == size else 0)


def _of_the_newest(wanted: Wanted, area: Area, before: int, size: int) -> Offer:
    """PostgreSQL, whose index of tokens cannot be read from the newest: of the newest so many, those that have the words."""
    newest = f"collect_findable WHERE {area.column} = %s AND concern_id < %s ORDER BY concern_id DESC"
    rows = _rows(
        f"(SELECT f.concern_id, TRUE FROM (SELECT * FROM {newest} LIMIT {size}) f "  # nosec B608: our own names
        f"WHERE {wanted.check} ORDER BY f.concern_id DESC LIMIT {A_PAGE + 1}) "
        f"UNION ALL (SELECT concern_id, FALSE FROM {newest} OFFSET {size - 1} LIMIT 1)",
        [area.place, before, *wanted.values, area.place, before],
    )
    ids = [pk for pk, has in rows if has]
    last = [pk for pk, has in rows if not has]
    return Offer(ids, ids[-1] if len(ids) > A_PAGE else last[0] if last else 0)


def narrowed(
    ways: Ways, area: Area, before: int, most: int, *, check: str = "", values: Sequence[str] = ()
) -> list[int]:
    """All that the index offers, however many; for what few matters have. `check`: what is looked at again."""
    looked = f" AND {check}" if check else ""
    if connection.vendor == "sqlite":
        sql = (
            f"SELECT t.rowid FROM {storing.FTS} t CROSS JOIN collect_findable f ON f.concern_id = t.rowid "  # nosec B608: our own names
            f"WHERE t.{storing.FTS} MATCH %s AND t.rowid < %s{looked} ORDER BY t.rowid DESC LIMIT {most}"
        )
        return [pk for (pk,) in _rows(sql, [_match(ways, area), before, *values])]
    here, ways = rules.under(area.path), _together(ways)
    words = " AND ".join(
        "(" + " OR ".join("f.tokens @> %s::int[]" for _tokens in word) + ")" for word in ways
    )
    has = [storing.wanted([here, *tokens]) for word in ways for tokens in word]
    sql = (
        f"WITH hit AS MATERIALIZED (SELECT f.concern_id FROM collect_findable f WHERE f.concern_id < %s "  # nosec B608: our own names
        f"AND {words}{looked}) SELECT concern_id FROM hit ORDER BY concern_id DESC LIMIT {most}"
    )
    return [pk for (pk,) in _rows(sql, [before, *has, *values])]


def _match(ways: Ways, area: Area) -> str:
    words = " AND ".join(
        "(" + " OR ".join(f"({storing.wanted(tokens)})" for tokens in word) + ")" for word in ways
    )
    return f"{rules.under(area.path)} AND {words}"


def _together(ways: Ways) -> Ways:
    """All words in one, in each way to write all of them: GIN begins with the rarest token of what is asked at once."""
    if prod(map(len, ways)) > MOST_WAYS:
        return ways
    return [[sorted({token for tokens in one for token in tokens}) for one in product(*ways)]]


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
