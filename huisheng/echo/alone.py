"""One process at a time, of all servers that share the database; whoever is killed lets go at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from django.db import DatabaseError, connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether this process is the only one in a block of this name; it does not wait for another."""
    with _on_server(name) if connection.vendor == "postgresql" else _beside_file(name) as mine:
        yield mine


@contextmanager
def _on_server(name: str) -> Iterator[bool]:
    key = crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with (
                suppress(DatabaseError),
                connection.cursor() as cursor,
            ):  # a lost connection has let go already
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _beside_file(name: str) -> Iterator[bool]:
    file = Path(str(connection.settings_dict["NAME"]))
    if not file.is_file():  # a database in memory has no second process
        yield True
        return
    with file.with_name(f"{file.name}.{name}").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
