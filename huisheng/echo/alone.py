"""One process at a time; whoever is killed lets go at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from django.db import DatabaseError, connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether this process is the only one in a block of this name, of all servers that share the database; it does not wait
    for another."""
    with _on_server(name) if connection.vendor == "postgresql" else _beside_file(name) as mine:
        yield mine


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Whether nobody else holds this file or folder; held until the end, or until the process is killed."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


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
            with suppress(DatabaseError):  # a lost connection has let go already
                connection.cursor().execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _beside_file(name: str) -> Iterator[bool]:
    file = Path(str(connection.settings_dict["NAME"]))
    if not file.is_file():  # a database in memory has no second process
        yield True
        return
    lock = file.with_name(f"{file.name}.{name}")
    lock.touch()
    with held(lock) as mine:
        yield mine
