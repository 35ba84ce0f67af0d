"""The invented street as a fixture: told once a session, put back into the database for each test that asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.timezone import localtime

from huisheng.echo.workdays import services as workdays
from huisheng.echo.workdays.services import calendar
from stories import tell

ROOMS = ("people", "echo", "territory", "alliance", "collect", "deliberate", "resolve")
_kept: dict[str, Any] = {}
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


@transaction.atomic
def put_back() -> Street:
    """The whole story in the database of this test; told the first time, then the same statements again."""
    if "statements" not in _kept:
        _tell_once()
        _kept["statements"] = _written_in_bulk()
    else:
        with connection.cursor() as cursor, _trusted():
            for sql, values in _kept["statements"]:
                cursor.execute(sql, values)
    calendar()  # loaded once, so that no test pays for it in its count of queries
    return Street(_kept["keys"])


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
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in _kept["rows"]]):
            with connection.cursor() as cursor:
                cursor.execute(sql)
    return statements


def _tell_once() -> None:
    with transaction.atomic():
        told = tell(at=localtime())
        _kept["keys"] = {
            key: (type(one), one.pk) for key, one in told.items() if isinstance(one, models.Model)
        }
        rows = [(model, list(model._base_manager.order_by("pk"))) for model in _models()]
        _kept["rows"] = [(model, found) for model, found in rows if found]
        transaction.set_rollback(True)


def _models() -> list[type[models.Model]]:
    return [
        model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)
    ]
