"""What no application can undercut: the same rows written, or the same statements sent, by the bare driver."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from bench.cpu import cpu_ms
from bench.fill import EAST, TABLES, as_sql, columns_of, highest, settle_numbers
from bench.inside import Statement
from bench.rows import COLUMNS, Rows, Teller
from bench.world import World
from huisheng.collect.concerns.counting import month_of
from huisheng.collect.models import Concern, Tally
from huisheng.echo.models import Line, Message
from huisheng.echo.prepared import prepared_cursor

TIMES = 200
HEARD = ("raised", 1), ("stage:heard", 1), ("category", 1)
CONTACTED = ("stage:heard", -1), ("stage:working", 1), ("contacted", 1), ("contact_in_time", 1)


class Floor:
    """Writes and reads on one connection of the bare driver, set up as the application's own."""

    def __init__(self, world: World, *, at: datetime, postmaster: int) -> None:
        self.world, self.at, self.postmaster = world, at.astimezone(UTC).replace(tzinfo=None), postmaster
        self.raised: list[tuple[Rows, Any]] = []
        self.postgres = connection.vendor == "postgresql"
        connection.ensure_connection()
        self.driver: Any = connection.connection

    def write(self, what: str) -> float:
        """CPU milliseconds for the rows of one raised concern, or of one contact on such a concern."""
        if what == "raise":
            teller = Teller(self.world, at=self.at, after=highest(), seed=7)
            self.raised = [self._told(teller) for _ in range(TIMES)]
            spent = self._spent([lambda one=one: self._raise(*one) for one in self.raised])  # type: ignore[misc]
            settle_numbers()
            return spent
        return self._spent([lambda one=one: self._contact(*one) for one in self.raised])  # type: ignore[misc]

    def read(self, seen: list[Statement]) -> float:
        """CPU milliseconds for these statements and all their rows; what was written on the way (that somebody looked for a
        person) cannot be written twice and is left out."""
        asked = [(sql, params) for sql, params in seen if sql.startswith(("SELECT", "WITH", "(SELECT"))]
        plain = [(self._cursor_for(sql, params), self._marked(sql), params or ()) for sql, params in asked]
        return self._spent([lambda: self._send(plain)] * (TIMES // 4))

    def _cursor_for(self, sql: str, params: Any) -> Any:
        """On PostgreSQL one that plans a repeated statement once, where the statement lets its values travel apart."""
        if not self.postgres:
            return self.driver
        cursor = prepared_cursor().cursor
        try:
            cursor.execute(sql, params or ())
        except connection.Database.Error:
            return self.driver.cursor()
        return cursor

    def _told(self, teller: Teller) -> tuple[Rows, Any]:
        rows = Rows()
        return rows, teller.heard(rows)

    def _spent(self, acts: list[Callable[[], None]]) -> float:
        before, database = time.process_time(), cpu_ms(self.postmaster)
        for act in acts:
            act()
        own = (time.process_time() - before) * 1000
        return (own + cpu_ms(self.postmaster) - database) / len(acts)

    def _raise(self, rows: Rows, c: Any) -> None:
        with self._committed() as execute:
            for table, model in TABLES.items():
                self._insert(execute, model, COLUMNS[table], rows.of[table])
            self._count(execute, c, HEARD)

    def _contact(self, rows: Rows, c: Any) -> None:
        """One row read and changed, one line, its messages, the roll-up of three places."""
        concern, line, now = rows.of["concern"][0], rows.of["line"][0], str(self.at)
        table = Concern._meta.db_table
        with self._committed() as execute:
            execute(f"SELECT * FROM {table} WHERE id = ?", (concern[0],)).fetchall()
            execute(f"UPDATE {table} SET stage = ?, due_at = ?, contacted_at = ?, version = version + 1 WHERE id = ?",
                    ("working", str(c.fix_due), now, concern[0]))  # fmt: skip
            told = (line[1], now, None, "contacted", "打过电话，明天上午去看。")
            last = self._insert(execute, Line, COLUMNS["line"][1:], [told])
            messages = [(last, *message[1:-1], message[-1][::-1]) for message in rows.of["message"][:2]]
            self._insert(execute, Message, COLUMNS["message"], messages)
            self._count(execute, c, CONTACTED)

    @contextmanager
    def _committed(self) -> Iterator[Callable[..., Any]]:
        self.driver.execute("BEGIN" if self.postgres else "BEGIN IMMEDIATE")
        yield self._execute
        self.driver.execute("COMMIT")

    def _execute(self, sql: str, values: tuple[Any, ...]) -> Any:
        if not self.postgres:
            return self.driver.execute(sql, values)
        texts = tuple(None if value is None else str(value) for value in values)
        return prepared_cursor().cursor.execute(sql.replace("?", "%s"), texts)

    def _insert(
        self, execute: Callable[..., Any], model: type[models.Model], columns: list[str], rows: list[Any]
    ) -> Any:
        """Insert rows in one statement; returns the id of the last one."""
        if not rows:
            return None
        names, defaults = columns_of(model, tuple(columns))
        row = "(" + ", ".join(["?"] * len(columns) + [as_sql(value) for value in defaults]) + ")"
        sql = (
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES {', '.join([row] * len(rows))} RETURNING id"
        )
        return execute(sql, tuple(value for one in rows for value in one)).fetchall()[-1][0]

    def _count(self, execute: Callable[..., Any], c: Any, changes: tuple[tuple[str, int], ...]) -> None:
        places, month = (c.spot.area, c.spot.community, c.spot.street), month_of(c.raised_at + EAST)
        values = [
            value
            for place in sorted(places)
            for measure, n in changes
            for value in (place, month, measure, c.category_id if measure == "category" else 0, n)
        ]
        row, table = "(?, 0, ?, ?, ?, ?)", Tally._meta.db_table
        execute(
            f"INSERT INTO {table} AS t (place_id, batch, month, measure, bucket, n) "
            f"VALUES {', '.join([row] * (len(values) // 5))} "
            "ON CONFLICT (place_id, measure, batch, month, bucket) DO UPDATE SET n = t.n + excluded.n",
            tuple(str(value) if value == month else value for value in values),
        )

    def _marked(self, sql: str) -> str:
        return sql if self.postgres else re.sub("(?<!%)%s", "?", sql).replace("%%", "%")

    def _send(self, plain: list[tuple[Any, str, Any]]) -> None:
        for cursor, sql, params in plain:
            cursor.execute(sql, params).fetchall()
