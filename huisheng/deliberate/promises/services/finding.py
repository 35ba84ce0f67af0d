"""Read promises: of one session, of a council, of an area."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from huisheng.deliberate.councils.models import Council, CouncilSession
from huisheng.deliberate.promises.models import Promise

WITH = ("item__session__council__place", "post__person", "post__kind", "post__place", "body", "kept")


def known() -> QuerySet[Promise]:
    """Promises with who and for which council. One query."""
    return Promise.objects.select_related(*WITH)


def open_promises(council: Council) -> QuerySet[Promise]:
    """What is still to be kept of a council's promises, the soonest first."""
    return known().filter(item__session__council=council, kept=None)


def overdue_promises(council: Council, *, on: date) -> QuerySet[Promise]:
    """What was promised for a day before this one and is not done: it opens the next session (M42)."""
    return open_promises(council).filter(due__lt=on)


def promises_of(session: CouncilSession, *, only: int | None = None) -> QuerySet[Promise]:
    """The promises of a session, or of one item `only`, in the order of their days."""
    return known().filter(Q(item__session=session) if only is None else Q(item=only))


def with_open_promises(voices: Collection[int], *, besides: int) -> set[int]:
    """Which of these matters stand on another item that has a promise still to be kept. One query."""
    waits = Promise.objects.filter(kept=None).filter(~Q(item=besides))
    return set(waits.filter(item__matters__voice__in=voices).values_list("item__matters__voice", flat=True))
