"""The few queries that every request sends, compiled once instead of each time; rows written without compiling at all.

Django spends more time on making the SQL of a query over ten tables than the database on answering it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=models.Model)
MOST_ROWS = 500  # a statement takes some 30,000 values on either database


class Prepared(Generic[M]):
    """`Prepared(lambda number: Concern.objects.select_related(…).filter(number=number))`, called with the numbers.

    Values are texts, whole numbers, dates and moments, each used as it is (no startswith, no None). Answers a list.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[M]"]) -> None:
        self.build = build
        self.made: dict[Any, _Made] = {}

    def __call__(self, *values: Any) -> list[M]:
        return [row.whole() for row in self.rows(*values)]

    def rows(self, *values: Any) -> "list[Row[M]]":
        """The rows before they become models, for where one of many is chosen."""
        key = (connection.vendor, len(values))
        made = self.made.get(key) or self.made.setdefault(key, _make(self.build, values))
        with prepared_cursor() as cursor:
            cursor.execute(made.sql, made.filled(values))
            rows = cursor.fetchall()
        return [Row(made, row) for row in rows]


class PreparedValues:
    """As Prepared, for a `values_list`: rows as the driver says them (a moment is a text on SQLite)."""

    def __init__(self, build: "Callable[..., models.QuerySet[Any, Any]]") -> None:
        self.build = build
        self.made: dict[Any, _Filled] = {}

    def __call__(self, *values: Any) -> list[tuple[Any, ...]]:
        key = (connection.vendor, len(values))
        made = self.made.get(key) or self.made.setdefault(key, self._make(values))
        with prepared_cursor() as cursor:
            cursor.execute(made.sql, made.filled(values))
            return cast("list[tuple[Any, ...]]", cursor.fetchall())

    def _make(self, values: tuple[Any, ...]) -> "_Filled":
        markers = [_marker(value, i) for i, value in enumerate(values)]
        sql, params = self.build(*markers).query.get_compiler(connection=connection).as_sql()
        return _Filled(sql, list(params), _holes(params, markers, values))


def plain_rows(query: "models.QuerySet[Any, Any]") -> list[tuple[Any, ...]]:
    """The rows of a `values_list` of texts and whole numbers, as the driver says them: no converting, row by row."""
    try:
        sql, params = query.query.sql_with_params()
    except EmptyResultSet:  # nothing is in an empty list
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cast("list[tuple[Any, ...]]", cursor.fetchall())


def prepared_cursor() -> Any:
    """A cursor whose repeated statements PostgreSQL plans once a connection (echo/postgresql/base.py)."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    return connection.prepared_cursor()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row(Generic[M]):
    """`row["name"]` is a column of the model itself or an annotation, as the database said it; `whole()` the model."""

    made: "_Made"
    plain: tuple[Any, ...]

    def __getitem__(self, name: str) -> Any:
        return self.plain[self.made.where[name]]

    def whole(self) -> M:
        return cast(M, self.made.instance(self.plain))


@dataclass(frozen=True)
class _Filled:
    """A statement with its holes."""

    sql: str
    params: list[Any]
    holes: list[tuple[int, int, Callable[[Any], Any] | None]]

    def filled(self, values: tuple[Any, ...]) -> list[Any]:
        params = self.params.copy()
        for position, which, adapt in self.holes:
            params[position] = adapt(values[which]) if adapt else values[which]
        return params


@dataclass(frozen=True)
class _Made(_Filled):
    """A statement with its holes, and how a row of it becomes a model with what belongs to it."""

    model: type[models.Model]
    names: list[str]
    start: int
    end: int
    related: list[Any]
    converters: list[tuple[int, list[Any], Any]]
    where: dict[str, int]

    def instance(self, row: tuple[Any, ...]) -> Any:
        plain = list(row)
        for position, converters, expression in self.converters:
            for convert in converters:
                plain[position] = convert(plain[position], expression, connection)
        one = self.model.from_db(connection.alias, self.names, plain[self.start : self.end])
        for populator in self.related:
            populator.populate(plain, one)
        return one


def _make(build: Callable[..., "models.QuerySet[Any]"], values: tuple[Any, ...]) -> _Made:
    markers = [_marker(value, i) for i, value in enumerate(values)]
    compiler = build(*markers).query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    info, select = compiler.klass_info, compiler.select
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    found = compiler.get_converters([column[0] for column in select])
    names = [column[0].target.attname for column in select[start:end]]
    where = {name: start + i for i, name in enumerate(names)} | (compiler.annotation_col_map or {})
    return _Made(
        sql=sql, params=list(params), holes=_holes(params, markers, values), model=info["model"],
        names=names, start=start, end=end, where=where,
        related=get_related_populators(info, select, connection.alias),  # type: ignore[call-arg]
        converters=[(position, *both) for position, both in found.items()],
    )  # fmt: skip


def _marker(value: Any, i: int) -> Any:
    """A value of the same kind that nobody uses, to be found again among the parameters."""
    if isinstance(value, datetime):
        return datetime(2, 1, i + 1, tzinfo=UTC)
    if isinstance(value, date):
        return date(1, 1, i + 1)
    return -7_340_000_000_000 - i if isinstance(value, int) else f"\ue000{i}"


def _holes(params: Any, markers: list[Any], values: tuple[Any, ...]) -> list[tuple[int, int, Any]]:
    holes = []
    for position, param in enumerate(params):
        for which, marker in enumerate(markers):
            moment = isinstance(marker, datetime)
            if str(param) == str(connection.ops.adapt_datetimefield_value(marker) if moment else marker):
                adapt: Callable[[Any], Any] | None = None
                if moment:
                    adapt = connection.ops.adapt_datetimefield_value
                elif type(param) is not type(values[which]):
                    adapt = type(param)
                holes.append((position, which, adapt))
    assert {which for _, which, _ in holes} == set(range(len(markers))), "a value is changed on its way"
    return holes


def insert(*rows: models.Model) -> None:
    """Write new rows of one table in one statement; a single one learns its number.

    As `save(force_insert=True)` without signals: models here have none.
    """
    if len(rows) > MOST_ROWS:
        for start in range(0, len(rows), MOST_ROWS):
            insert(*rows[start : start + MOST_ROWS])
        return
    sql, fields = _insert(type(rows[0]), len(rows), connection.vendor)
    values = [_told(row, field, plain) for row in rows for field, plain in fields]
    with prepared_cursor() as cursor:
        cursor.execute(sql, values)
        if len(rows) == 1:
            rows[0].pk = cursor.fetchone()[0]
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


# A field of exactly this class with a value of exactly this kind is sent as it stands.
_PLAIN: dict[type[Any], tuple[type[Any], ...]] = {
    models.CharField: (str,), models.TextField: (str,), models.EmailField: (str,), models.BooleanField: (bool,),
    models.IntegerField: (int,), models.PositiveIntegerField: (int,), models.BigIntegerField: (int,),
    models.PositiveSmallIntegerField: (int,), models.ForeignKey: (int, str), models.OneToOneField: (int, str),
}  # fmt: skip


def _told(row: models.Model, field: Any, plain: tuple[type[Any], ...]) -> Any:
    """What a row says in a field, as the driver takes it; Django is asked only where something is to be changed."""
    value = getattr(row, field.attname)
    if type(value) in plain:
        return value
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


@cache
def _insert(
    model: type[models.Model], rows: int, vendor: str
) -> tuple[str, list[tuple[Any, tuple[type[Any], ...]]]]:
    meta, quote = model._meta, _quoted
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    known = _PLAIN | ({models.DateTimeField: (datetime,)} if vendor == "postgresql" else {})
    plain = [(*known[type(field)], type(None)) if type(field) in known else () for field in fields]
    names = ", ".join(quote(field.column) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    returning = f" RETURNING {quote(meta.pk.column)}" if rows == 1 else ""
    return (
        f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES {', '.join([marks] * rows)}{returning}",  # nosec B608: names of our own tables
        list(zip(fields, plain, strict=True)),
    )


def rows_sql(
    model: type[models.Model], names: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> tuple[str, list[Any]]:
    """What stands behind INSERT INTO … of plain values in these fields, and its parameters. On PostgreSQL one array a column,
    so that it is the same statement however many rows there are; the driver reads a statement of many holes slowly."""
    if connection.vendor != "postgresql":
        marks = f"({', '.join(['%s'] * len(names))})"
        return f"VALUES {', '.join([marks] * len(rows))}", [value for row in rows for value in row]
    kinds = [f"%s::{model._meta.get_field(name).db_type(connection)}[]" for name in names]
    columns = [_array(column) for column in zip(*rows, strict=True)]
    return f"SELECT * FROM unnest({', '.join(kinds)})", columns  # nosec B608: kinds of our own columns


def _array(values: Iterable[Any]) -> str:
    """An array as PostgreSQL reads it."""
    told = (str(value).replace("\\", r"\\").replace('"', r"\"") for value in values)
    return "{" + ",".join(f'"{one}"' for one in told) + "}"


def values_of(row: models.Model) -> dict[Any, Any]:
    """What a row says, to know afterwards what was changed."""
    return {field: getattr(row, field.attname) for field in row._meta.local_concrete_fields}


def update(row: models.Model, before: dict[Any, Any]) -> None:
    """Write the columns that changed since `values_of`, and no other."""
    changed = [field for field, value in before.items() if getattr(row, field.attname) != value]
    if not changed:
        return
    meta, quote = row._meta, _quoted
    sets = ", ".join(f"{quote(field.column)} = %s" for field in changed)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in changed]
    with prepared_cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {quote(meta.pk.column)} = %s",  # nosec B608: names of our own tables
            [*values, row.pk],
        )


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
