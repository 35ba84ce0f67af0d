"""The index of each database and the triggers that say what is not in it yet.

SQLite: one FTS5 table without text and positions, a row a matter, read from the newest backwards. PostgreSQL: a GIN
index of numbers that stand for the tokens. Both only narrow; the words themselves decide (search/rules.py). Not in a
migration, for a database made without any has them too: after every migrate, what is missing is put up.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from django.db import connection

from huisheng.collect.search import rules
from huisheng.echo.kept import Kept

FTS = "collect_tokens"
COLUMNS = ("concern_id", "street", "community", "area", "path", "tail", "says", '"inner"', "sounds", "who")
# table, what happens, under which condition, which voices are concerned
TRIGGERS = {
    "unread_line": ("echo_line", "INSERT", "", "SELECT NEW.voice_id"),
    "unread_reline": ("echo_line", 'UPDATE OF says, "inner"', "", "SELECT NEW.voice_id"),
    "unread_title": ("echo_voice", "UPDATE OF title", "NEW.title <> OLD.title", "SELECT NEW.id"),
    "unread_who": (
        "echo_speaker",
        "UPDATE OF name, phone",
        "NEW.name <> OLD.name OR NEW.phone <> OLD.phone",
        "SELECT voice_id FROM collect_concern WHERE speaker_id = NEW.id",
    ),
    "unread_place": (
        "collect_concern",
        "UPDATE OF path, place_id, street_id, community_id, area_id",
        "NEW.path <> OLD.path OR NEW.place_id <> OLD.place_id",
        "SELECT NEW.voice_id",
    ),
    "unread_where": (
        "territory_place",
        'UPDATE OF "where"',
        'NEW."where" <> OLD."where"',
        "SELECT voice_id FROM collect_concern WHERE path = NEW.path",
    ),
}


def put_up(**_more: Any) -> None:
    """Whatever of the index is missing; matters that were there before are all marked as not written yet."""
    with connection.cursor() as cursor:
        if "collect_unread" not in connection.introspection.table_names(cursor):
            return  # migrated to a step before these tables
        missing = sorted(TRIGGERS.keys() - _standing())
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} "
                "USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
            )
            if not _any(cursor, "collect_findable"):
                cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('delete-all')")  # nosec B608: our own names
        else:
            cursor.execute("ALTER TABLE collect_findable ADD COLUMN IF NOT EXISTS tokens integer[]")
            cursor.execute(GIN)
        for name in missing:
            _listen(cursor, name, *TRIGGERS[name])
        if not _any(cursor, "collect_unread") and not _any(cursor, "collect_findable"):
            cursor.execute(
                "INSERT INTO collect_unread (voice) SELECT voice_id FROM collect_concern ORDER BY id"
            )


def make_way(**_more: Any) -> None:
    """Before a migration: SQLite makes a table anew by renaming, which a trigger that names the table forbids."""
    if connection.vendor == "sqlite":
        take_down()


def take_down() -> None:
    """Without the triggers: for whoever writes millions of rows and builds the index afterwards."""
    with connection.cursor() as cursor:
        for name in _standing():
            table = f" ON {TRIGGERS[name][0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{table}")


def _standing() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
        "WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall() if name in TRIGGERS}


def _any(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # nosec B608: our own names
    return cursor.fetchone() is not None


def _listen(cursor: Any, name: str, table: str, event: str, when: str, voices: str) -> None:
    told = f"INSERT INTO collect_unread (voice) {voices}"
    condition = f" WHEN ({when})" if when else ""
    if connection.vendor == "sqlite":
        cursor.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{condition} BEGIN {told}; END"
        )
        return
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN {told}; RETURN NULL; END$$"
    )
    cursor.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{condition} EXECUTE FUNCTION {name}()"
    )


def keep(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """Write matters: each its values in the order of COLUMNS, and its tokens as `written` says them."""
    names = ", ".join(COLUMNS)
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(COLUMNS))
        cursor.executemany(
            f"INSERT INTO collect_findable ({names}) VALUES ({marks})",  # nosec B608: our own names
            [row[:-1] for row in rows],
        )
        cursor.executemany(
            f"INSERT INTO {FTS}(rowid, tokens) VALUES (%s, %s)",  # nosec B608: our own names
            [(row[0], row[-1]) for row in rows],
        )
        return
    with cursor.copy(f"COPY collect_findable ({names}, tokens) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def forget(cursor: Any, rows: list[tuple[int, str]]) -> None:
    """Take out matters with the tokens that were written of them. PostgreSQL's go with the row."""
    if connection.vendor == "sqlite":
        cursor.executemany(
            f"INSERT INTO {FTS}({FTS}, rowid, tokens) VALUES ('delete', %s, %s)",  # nosec B608: our own names
            rows,
        )
    gone = [(concern,) for concern, _tokens in rows]
    cursor.executemany("DELETE FROM collect_findable WHERE concern_id = %s", gone)


def empty() -> None:
    """Nothing is in the index any more."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('delete-all')")  # nosec B608: our own names
        cursor.execute("DELETE FROM collect_findable")


@contextmanager
def in_bulk() -> Iterator[None]:
    """While everything is written: FTS5 in larger portions; PostgreSQL's index is made once, at the end.

    Until then PostgreSQL finds by reading every row. No act waits for it: acts write marks only.
    """
    before, after = BULK[connection.vendor]
    if connection.in_atomic_block:
        before = after = []
    with connection.cursor() as cursor:
        for sql in before:
            cursor.execute(sql)
        try:
            yield
        finally:
            for sql in after:
                cursor.execute(sql)


GIN = "CREATE INDEX IF NOT EXISTS find_tokens ON collect_findable USING gin (tokens) WITH (fastupdate=off)"
BULK = {
    "sqlite": (
        [f"INSERT INTO {FTS}({FTS}, rank) VALUES ('hashsize', {32 << 20})"],  # nosec B608: our own names
        [f"INSERT INTO {FTS}({FTS}, rank) VALUES ('hashsize', {1 << 20})"],  # nosec B608: our own names
    ),
    "postgresql": (
        ["DROP INDEX IF EXISTS find_tokens", "SET maintenance_work_mem = '256MB'"],
        [GIN, "RESET maintenance_work_mem", "ANALYZE collect_findable"],
    ),
}


class _Numbers(dict[str, str]):
    """The numbers that stand for the tokens behind one letter, as texts; most tokens come again and again."""

    def __init__(self, letter: str) -> None:
        self.letter = letter

    def __missing__(self, cut: str) -> str:
        if len(self) > MOST_NUMBERS:
            self.clear()
        self[cut] = number = str(crc32(f"{self.letter}{cut}".encode()) - (1 << 31))
        return number


MOST_NUMBERS = 300_000
_NUMBERS = {
    letter: _Numbers(letter) for letter in (rules.SAYS, rules.INNER, rules.SOUNDS, rules.UNDER, rules.WHO)
}


def written(tokens: rules.Tokens) -> str:
    """A matter's tokens as this database takes them. Two tokens with one number cost a second look, no more."""
    if connection.vendor == "sqlite":
        return " ".join(letter + f" {letter}".join(cuts) for letter, cuts in tokens.items() if cuts)
    return "{" + ",".join({_NUMBERS[letter][cut] for letter, cuts in tokens.items() for cut in cuts}) + "}"


def wanted(tokens: Iterable[str]) -> str:
    """The whole tokens that are looked for, as `written` writes those of a matter: FTS5's words, or numbers."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{token}"' for token in tokens)
    return "{" + ",".join(_NUMBERS[token[0]][token[1:]] for token in tokens) + "}"


def at_most(here: str, ways: Sequence[Sequence[Sequence[str]]]) -> float:
    """About how many matters of an area the index offers for words, at most: of each word the rarest token of every way
    to write it, if that is said as often there as elsewhere, by what PostgreSQL counted when it looked last."""
    rows, shares, least = _counted()

    def share(tokens: Iterable[str]) -> float:
        return min(shares.get(_NUMBERS[one[0]][one[1:]], least) for one in tokens)

    return rows * share([here]) * min(sum(share(tokens) for tokens in word) for word in ways)


def _load_counts() -> tuple[int, dict[str, float], float]:
    """Of all rows, of the commonest tokens (as texts), and of any other at most: a share of all rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples, most_common_elems::text::text[], most_common_elem_freqs FROM pg_class "
            "LEFT JOIN pg_stats ON schemaname = current_schema() AND tablename = relname AND attname = 'tokens' "
            "WHERE pg_class.oid = 'collect_findable'::regclass"
        )
        rows, tokens, shares = cursor.fetchone()
    common = dict(zip(tokens or (), shares or (), strict=False))
    return max(0, int(rows)), common, min(common.values(), default=1.0)


_counted = Kept(_load_counts, seconds=60)
