"""Whether the house stands: its database, its tables, its clockwork; and the few figures that a watcher wants."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache as kept
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from huisheng.collect.concerns.stages import OPEN
from huisheng.collect.models import Concern
from huisheng.echo.models import Message
from huisheng.echo.notices.models import State, went_out
from huisheng.echo.notices.rules import Channel
from huisheng.square.models import Beat
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

TICK = "tick"
LATE = timedelta(minutes=5)  # the clockwork runs every minute
KEPT_SECONDS = 30


def beat(*, at: datetime) -> int:
    """The clockwork is alive; says nothing about what it did."""
    Beat.objects.update_or_create(name=TICK, defaults={"at": at})
    return 0


def health(*, at: datetime) -> dict[str, Any]:
    """`ok`, and each part in a word; nothing in it is personal."""
    try:
        parts = {"database": "ok", "tables": _tables(), "clockwork": _clockwork(at)}
    except DatabaseError:
        parts = {"database": "does not answer"}
    return {"ok": all(said == "ok" for said in parts.values()), **parts}


_known: set[str] = set()


def _tables() -> str:
    """Tables that were once as the program wants them stay so while it runs: looking takes a tenth of a second."""
    if "made" not in _known and _waiting():
        return "migrations are waiting: manage.py migrate"
    _known.add("made")
    return "ok"


def _waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _clockwork(at: datetime) -> str:
    last = Beat.objects.filter(name=TICK).values_list("at", flat=True).first()
    if last is None:
        return "has not run yet"
    return "ok" if at - last < LATE else f"last ran {int((at - last).total_seconds())} seconds ago"


def figures(*, at: datetime) -> dict[str, int]:
    """What waits in the outbox, and what is overdue; from indexes, and at most every half minute."""
    found: dict[str, int] | None = kept.get("watched-figures")
    if found is None:
        waiting = Message.objects.filter(~Q(channel=Channel.CALL), state=State.WAITING, not_before__lte=at)
        stuck = went_out().filter(state__in=(State.UNSURE, State.DEAD))
        streets = Place.objects.filter(kind=Kind.STREET).order_by("pk").values_list("pk", flat=True)
        late = Concern.objects.filter(street__in=list(streets), stage__in=OPEN, due_at__lt=at)
        found = {"outbox_waiting": waiting.count(), "outbox_stuck": stuck.count(), "overdue": late.count()}
        kept.set("watched-figures", found, KEPT_SECONDS)
    return found
