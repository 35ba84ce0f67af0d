"""A promise's day is moved, with a reason that everyone who spoke reads; the old day stays on record (M42)."""

from datetime import date, datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.timezone import localtime

from huisheng.deliberate.councils.services.telling import tell_matters
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.models import Promise, PromiseKept, PromiseMove
from huisheng.echo.refusals import refuse_if
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person

# Sent with `move` (a PromiseMove), `by`, `at`, `hat` in the same transaction: the task that keeps it follows.
promise_moved = Signal()


@transaction.atomic
def move(
    promise: Promise, *, due: date | None, why: str, by: Person | None, at: datetime, hat: str = ""
) -> PromiseMove:
    """By another day, ahead. Everyone who spoke reads both days, the reason, and how often it was moved."""
    found = Promise.objects.select_for_update(of=("self",)).select_related("item")
    now = found.get(pk=promise.pk)
    kept = PromiseKept.objects.filter(promise=now).exists()
    refuse_if(rules.why_not_move(now.due, due, why, kept=kept, on=localtime(at).date()))
    assert due is not None
    moved = PromiseMove.objects.create(
        promise=now, was=now.due, due=due, why=why.strip().rstrip("。"), by=by, at=at
    )
    now.due = due
    now.save(update_fields=["due"])
    tell_matters([now.item], f"会上答应的“{now.words}”{_said(moved)}", by=by, at=at, hat=hat)
    promise_moved.send(Promise, move=moved, by=by, at=at, hat=hat)
    return moved


def _said(moved: PromiseMove) -> str:
    n = moved.promise.moves.count()
    again = f"这是第 {n} 次改。" if n > 1 else ""
    return f"从{month_day(moved.was)}前改到{month_day(moved.due)}前做到：{moved.why}。{again}"
