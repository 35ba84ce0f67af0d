"""Fill a database with so many concerns through the bare driver, fast enough for a million."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import connection, models, transaction

from bench.rows import COLUMNS, Rows, Teller
from bench.world import World
from huisheng.collect.concerns.counting import counted_as, month_of
from huisheng.collect.concerns.rollup import STAMP, TOUCHED
from huisheng.collect.models import Concern, Tally, Verdict
from huisheng.collect.search import storing
from huisheng.collect.search.services import rebuild
from huisheng.echo.models import Line, Message, Speaker, Voice

CHUNK = 20_000
TABLES: dict[str, type[models.Model]] = {
    "voice": Voice, "speaker": Speaker, "concern": Concern, "verdict": Verdict, "line": Line, "message": Message,
}  # fmt: skip
# What a row of ours does not say and the model has no default for.
CONSTANTS = {"kind": "concern", "told_by": "app"}
EAST = timedelta(hours=8)  # of Asia/Shanghai, which knows no summer time


def fill(count: int, world: World, *, at: datetime, seed: int = 26) -> None:
    """Add `count` concerns with voice, speaker, lines, messages and roll-up; some percent of them open."""
    teller = Teller(world, at=at.astimezone(UTC).replace(tzinfo=None), after=highest(), seed=seed)
    tallies: Counter[tuple[Any, ...]] = Counter()
    with in_bulk(), without_tidying():
        for done in range(0, count, CHUNK):
            rows = Rows()
            for _ in range(min(CHUNK, count - done)):
                note(tallies, teller.one(rows))
            with transaction.atomic():
                for table, model in TABLES.items():
                    write(model, COLUMNS[table], rows.of[table])
        add_tallies(tallies)
    if not connection.in_atomic_block:
        rebuild()
    settle()


def highest() -> dict[str, int]:
    """The highest id so far of the tables whose ids we choose ourselves."""
    tops = {table: TABLES[table]._base_manager.aggregate(top=models.Max("pk"))["top"] for table in NUMBERED}
    return {table: top or 0 for table, top in tops.items()}


NUMBERED = ("voice", "speaker", "concern", "line")


def note(tallies: Counter[tuple[Any, ...]], c: SimpleNamespace) -> None:
    """What one concern counts as, by its area; `add_tallies` adds up what lies above."""
    month = month_of(c.raised_at + EAST)
    for key in counted_as(c):
        tallies[c.spot, month, key] += 1


def add_tallies(tallies: Counter[tuple[Any, ...]]) -> None:
    """The roll-up written anew: what it said already and what was counted now."""
    key = ("place_id", "batch", "month", "measure", "bucket")
    sums = Counter({row[:5]: row[5] for row in Tally.objects.values_list(*key, "n")})
    for (spot, month, (measure, bucket)), n in tallies.items():
        for place in (spot.area, spot.community, spot.street):
            sums[place, 0, month, measure, bucket] += n
    for place, batch, month, *_ in list(sums):
        sums[place, batch, month, STAMP, TOUCHED] = 1
    with transaction.atomic():
        Tally.objects.all().delete()
        write(Tally, [*key, "n"], [(*one, n) for one, n in sorted(sums.items(), key=_in_index_order)])


def _in_index_order(row: tuple[tuple[Any, ...], int]) -> tuple[Any, ...]:
    place, batch, month, measure, bucket = row[0]
    return place, measure, batch, month, bucket


def write(model: type[models.Model], columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Rows by these columns; every other column gets its default. Values are texts, whole numbers and None."""
    names, template = shape(model, tuple(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for i in range(0, len(rows), 500):
                    copy.write("".join(template % tuple(map(_copied, row)) for row in rows[i : i + 500]))
        else:
            # past Django's cursor, which reads every statement for its %s
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({template})", rows)


def _copied(value: Any) -> Any:
    return "\\N" if value is None else value


@cache
def shape(model: type[models.Model], columns: tuple[str, ...]) -> tuple[str, str]:
    """The column names and one row's template, the defaults written into it (COPY text, or SQL for SQLite)."""
    names, defaults = columns_of(model, columns)
    if connection.vendor == "postgresql":
        return names, "\t".join(["%s"] * len(columns) + [_as_copy(value) for value in defaults]) + "\n"
    return names, ", ".join(["?"] * len(columns) + [as_sql(value) for value in defaults])


def columns_of(model: type[models.Model], columns: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The names of these columns and of all others, and the defaults of the others."""
    rest = [f for f in model._meta.concrete_fields if f.column not in columns and not f.primary_key]
    defaults = [CONSTANTS.get(f.column, None if f.null else f.get_default()) for f in rest]
    return ", ".join(
        connection.ops.quote_name(name) for name in [*columns, *(f.column for f in rest)]
    ), defaults


def _as_copy(value: Any) -> str:
    return "\\N" if value is None else str(int(value) if isinstance(value, bool) else value)


def as_sql(value: Any) -> str:
    """A default as SQL says it."""
    if value is None or isinstance(value, bool):
        return str(value).upper().replace("NONE", "NULL")
    return repr(str(value)) if isinstance(value, str) else str(int(value))


@contextmanager
def without_tidying() -> Iterator[None]:
    """Millions of tuples are made and none is part of a ring: looking for rings would cost a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def in_bulk() -> Iterator[None]:
    """Without foreign keys, secondary indexes and waiting for the disk; inside a test's transaction nothing changes."""
    if connection.in_atomic_block:
        yield
        return
    before, after = FAST[connection.vendor]
    storing.take_down()
    indexes = secondary_indexes()
    run(before)
    run(f"DROP INDEX {connection.ops.quote_name(name)}" for name, _ in indexes)
    try:
        yield
    finally:
        run(sql for _, sql in indexes)
        run(after)
        storing.put_up()


FAST = {
    "sqlite": (
        ["PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-524288"],
        ["PRAGMA foreign_keys=ON", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-65536"],
    ),
    "postgresql": (
        [
            "SET session_replication_role=replica",
            "SET synchronous_commit=off",
            "SET maintenance_work_mem='512MB'",
        ],
        ["RESET session_replication_role", "RESET synchronous_commit", "RESET maintenance_work_mem"],
    ),
}


def secondary_indexes() -> list[tuple[str, str]]:
    """Name and SQL of every index of our tables that no constraint owns."""
    tables = [model._meta.db_table for model in TABLES.values()]
    marks = ", ".join(["%s"] * len(tables))
    sql = {
        "sqlite": f"SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE NOT EXISTS (SELECT 1 FROM pg_constraint "
        f"WHERE conname = indexname) AND schemaname = current_schema() AND tablename IN ({marks})",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, tables)
        return list(cursor.fetchall())


def settle() -> None:
    """Numbers go on where we ended, and the planner knows how much there is."""
    settle_numbers()
    if not connection.in_atomic_block:
        run(
            ["VACUUM ANALYZE"]
            if connection.vendor == "postgresql"
            else ["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"]
        )


def settle_numbers() -> None:
    """Sequences after the rows that came with their numbers."""
    if connection.vendor == "postgresql":
        tables = [TABLES[table]._meta.db_table for table in NUMBERED]
        run(f"SELECT setval(pg_get_serial_sequence('{t}', 'id'), (SELECT max(id) FROM {t}))" for t in tables)


def run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
