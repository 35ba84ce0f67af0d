"""PostgreSQL as Django's own, with as few words to the server as it takes."""

from time import monotonic
from typing import Any

from django.db.backends.postgresql import base
from psycopg import adapters
from psycopg.pq import Format

TRUSTED = 10.0  # seconds; a server restarted within them costs each process one request
MOMENT = adapters.types["timestamptz"].oid
READS_MOMENTS = adapters.get_loader(MOMENT, Format.TEXT)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection just used is not asked whether it is still there; an idle one is (CONN_HEALTH_CHECKS)."""

    asked_at = -TRUSTED
    kept: Any = None

    def is_usable(self) -> bool:
        alive = self.connection is not None and not self.connection.closed and not self.errors_occurred
        if alive and monotonic() - self.asked_at < TRUSTED:
            return True
        usable: bool = super().is_usable()
        self.asked_at = monotonic() if usable else -TRUSTED
        return usable

    def close(self) -> None:
        self.asked_at = -TRUSTED
        super().close()

    def prepared_cursor(self) -> Any:
        """A cursor whose repeated statements are planned once a connection (settings: prepare_threshold).

        Values travel beside the statement instead of in it; else each would be another statement. Moments (UTC, as the
        connection is) are read by the driver's compiled code: a page has a hundred of them.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor: Any = self.kept
        if cursor is None or cursor.connection is not self.connection:
            self.kept = cursor = _Kept(self.connection)  # type: ignore[call-arg]
            cursor.adapters.register_loader(MOMENT, READS_MOMENTS)
        return self._prepare_cursor(cursor)  # type: ignore[attr-defined]


class _Kept(base.ServerBindingCursor):
    """Used again and again by statements that are read to the end before the next is sent."""

    def close(self) -> None:
        """Stays open as long as its connection."""
