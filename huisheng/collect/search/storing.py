"""The index of each database and the triggers that say what is not in it yet.

SQLite: one FTS5 table without text and positions, a row a matter, read from the newest backwards. PostgreSQL: a GIN
index of numbers that stand for the tokens. Both only narrow; the words themselves decide (search/rules.py). Not in a
migration, for a database made without any has them too: after every migrate, what is missing is put up.
"""

from typing import Any
from zlib import crc32

from django.db import connection

FTS = "collect_tokens"
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
        elif missing:
            cursor.execute("ALTER TABLE collect_findable ADD COLUMN IF NOT EXISTS tokens integer[]")
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS find_tokens ON collect_findable USING gin (tokens) WITH (fastupdate=off)"
            )
        for name in missing:
            _listen(cursor, name, *TRIGGERS[name])
        if missing and not _any(cursor, "collect_unread") and not _any(cursor, "collect_findable"):
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


def keep(cursor: Any, concern: int, tokens: set[str]) -> None:
    """Write a matter's tokens; its row in collect_findable is there already."""
    if connection.vendor == "sqlite":
        cursor.execute(f"INSERT INTO {FTS}(rowid, tokens) VALUES (%s, %s)", [concern, " ".join(tokens)])  # nosec B608: our own names
        return
    cursor.execute(
        "UPDATE collect_findable SET tokens = %s WHERE concern_id = %s", [numbers_of(tokens), concern]
    )


def forget(cursor: Any, concern: int, tokens: set[str]) -> None:
    """Take out the tokens that were written before. PostgreSQL's go with the row."""
    if connection.vendor == "sqlite":
        cursor.execute(
            f"INSERT INTO {FTS}({FTS}, rowid, tokens) VALUES ('delete', %s, %s)",  # nosec B608: our own names
            [concern, " ".join(tokens)],
        )


def numbers_of(tokens: set[str]) -> list[int]:
    """Tokens as PostgreSQL keeps them; two with one number cost a second look, no more."""
    return sorted({crc32(token.encode()) - (1 << 31) for token in tokens})
