"""The invented street as a fixture: told once a session; it stands in the database, and each test undoes what it did.

The first test that asks for it tells it inside its own transaction; then it is put up for all that follow, and taken
down again for a test that wants an empty database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.timezone import localtime

from huisheng.collect.models import Unread
from huisheng.echo.workdays import services as workdays
from huisheng.echo.workdays.services import calendar
from stories import tell

ROOMS = ("people", "echo", "territory", "alliance", "collect", "deliberate", "resolve", "square")
_kept: dict[str, Any] = {}
_stands = False
workdays.KEPT_SECONDS = 10**9  # five minutes may end in the middle of a test


class Street:
    """Everybody and everything of the story by its key, fresh from the database: `street.wang`, `street.lamp`."""

    def __init__(self, keys: dict[str, tuple[type[models.Model], Any]]) -> None:
        self._keys = keys

    def __getattr__(self, key: str) -> Any:
        model, pk = self._keys[key]
        return model._default_manager.get(pk=pk)

    def __getitem__(self, key: str) -> Any:
        return self.__getattr__(key)


def the_street() -> Street:
    """As it stands in the database, or put there for this test alone."""
    if not _stands:
        _put_back()
    calendar()  # loaded once, so that no test pays for it in its count of queries
    return Street(_kept["keys"])


def put_up() -> None:
    """For every test from now on; nothing to do before it was told for the first time."""
    global _stands
    if not _stands and "statements" in _kept:
        _put_back()
        _stands = True


def take_down() -> None:
    """An empty database again."""
    global _stands
    if _stands:
        tables = [model._meta.db_table for model in _models()]
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, allow_cascade=True))
        _stands = False


def is_gone() -> None:
    """Somebody else emptied the database."""
    global _stands
    _stands = False


@transaction.atomic
def _put_back() -> None:
    """The whole story into the database; told the first time, then the same statements again."""
    if "statements" not in _kept:
        _tell_once()
        _kept["statements"] = _written_in_bulk()
    else:
        with connection.cursor() as cursor, _trusted():
            for sql, values in _kept["statements"]:
                cursor.execute(sql, values)


def statements() -> list[tuple[str, Any]]:
    """What puts the street up, for a database of a test's own; a test that asks has the street."""
    found: list[tuple[str, Any]] = _kept["statements"]
    return found


@contextmanager
def _trusted() -> Iterator[None]:
    """These rows were checked when they were told: PostgreSQL need not look up every one of their keys again."""
    if not _may_trust():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@cache
def _may_trust() -> bool:
    """On a PostgreSQL where the tests are the administrator."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _written_in_bulk() -> list[tuple[str, Any]]:
    """Write every row, and return the statements that did it."""
    statements: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        for model, rows in _kept["rows"]:
            model._base_manager.bulk_create(rows, batch_size=500)
        with connection.cursor() as cursor:  # PostgreSQL's triggers keep still while rows are trusted
            cursor.execute("DELETE FROM collect_unread")
            cursor.execute("INSERT INTO collect_unread (voice) SELECT voice_id FROM collect_concern")
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in _kept["rows"]]):
            with connection.cursor() as cursor:
                cursor.execute(sql)
    return statements


def _tell_once() -> None:
    with transaction.atomic():
        told = tell(at=localtime(), until="decided")
        _kept["keys"] = {
            key: (type(one), one.pk) for key, one in told.items() if isinstance(one, models.Model)
        }
        told_of = [model for model in _models() if model is not Unread]
        rows = [(model, list(model._base_manager.order_by("pk"))) for model in told_of]
        _kept["rows"] = [(model, found) for model, found in rows if found]
        transaction.set_rollback(True)


def _models() -> list[type[models.Model]]:
    return [
        model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)
    ]
