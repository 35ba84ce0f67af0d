"""How every act keeps a concern: locked, checked, saved, counted, said; all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists
from django.dispatch import Signal
from django.utils.timezone import localtime

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.counting import Counted, counted_as, month_of
from huisheng.collect.concerns.models import Concern, Pause, Tally
from huisheng.collect.concerns.rollup import sorted_anew, stamps_of
from huisheng.collect.concerns.stages import CLOSES, Act, Stage, leads_to
from huisheng.echo.notices.services import hand_calls_to
from huisheng.echo.prepared import Prepared, prepared_cursor, rows_sql, update, values_of
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person

WITH = ("voice", "speaker", "category", "clock", "holder__person", "holder__kind", "holder__place")
# Later rooms look after what is closed (resolve/tasks: checked again after 90 days); in the same transaction.
matter_closed = Signal()


@contextmanager
def changing(concern: Concern, *, seen: int | None = None) -> Iterator[Concern]:
    """The concern as it is now, locked; whatever the block changes is saved and counted when it ends.

    `seen`: the version that the person acting had on the screen; refused when somebody was faster.
    """
    with transaction.atomic():
        if (
            concern.lead_id
        ):  # always the lead first, so that two acts on one work item cannot lock each other out
            Concern.objects.select_for_update(of=("self",)).get(pk=concern.lead_id)
        now = locked(concern)
        refuse_if(rules.why_not_seen(now, seen))
        before, holder_before, values = counted_as(now), now.holder_id, values_of(now)
        was_open = now.is_open
        yield now
        now.version += 1
        update(now, values)
        if now.holder_id != holder_before:
            _follow_holder(now)
        count(now, before=before, after=counted_as(now))
        if was_open and not now.is_open:
            matter_closed.send(Concern, concern=now, at=now.closed_at)
        for field in concern._meta.concrete_fields:
            setattr(concern, field.attname, getattr(now, field.attname))


def locked(concern: Concern) -> Concern:
    """The concern as the database has it, which nobody else changes until the transaction ends."""
    for now in _locked(concern.pk):
        return now
    raise Concern.DoesNotExist


_locked = Prepared(
    lambda pk: Concern.objects.select_for_update(of=("self",)).select_related(*WITH).filter(pk=pk)
)


def _follow_holder(concern: Concern) -> None:
    """Calls still to be made, and matters joined to this one, go to the new holder too."""
    if concern.holder:
        hand_calls_to(concern.holder.person, voice=concern.voice)
    if concern.has_followers:
        Concern.objects.filter(lead=concern, stage=Stage.JOINED).update(holder=concern.holder)


def move(concern: Concern, act: Act, *, at: datetime) -> None:
    """Take the step that the table allows, refuse any other; set what is due next and what closing means."""
    refuse_if(rules.why_not_act(concern, act))
    concern.stage = leads_to(concern.stage, act) or concern.stage
    concern.is_open = concern.stage not in (Stage.SETTLED, Stage.EXITED)
    if act in CLOSES:
        concern.closed_as, concern.closed_at = act.value, at
    elif concern.is_open:
        concern.closed_as, concern.closed_at = "", None
    if not concern.is_open:
        concern.due_at = concern.closed_at or at


def set_due(concern: Concern) -> None:
    """What is due next: the first contact until it was made; then the fix. Other stages set their own date."""
    concern.due_at = concern.fix_due if concern.contacted_at else min(concern.contact_due, concern.fix_due)


def tell(
    concern: Concern, act: str, *, by: Person | None, at: datetime, says: str = "", hat: str = "", **more: Any
) -> Line:
    """Say it on the concern's voice to everyone who hears it; whoever wants a call is called by the holder."""
    holder = concern.holder
    return say(
        concern.voice,
        by=by,
        at=at,
        did=str(act),
        says=says,
        hat=hat,
        caller=holder.person if holder else None,
        next_at=concern.due_at if concern.is_open else None,
        phone=holder.phone if holder and holder.public else "",
        urgent=concern.urgent,
        about=concern.speaker.number,
        **{"to": hearers(concern), **more},
    )


def hearers(concern: Concern) -> list[Any] | None:
    """Who is told: everyone on the voice; the one who spoke alone when nobody else can have joined (no query)."""
    return None if concern.has_followers else [concern.speaker]


def count(concern: Concern, *, before: Counted, after: Counted) -> None:
    """Write the difference into the roll-up of the street, the community and the area, in a fixed order (no deadlock);
    their stamps move even when it still counts as the same: it is due on another day, or somebody else's."""
    change = Counter(dict.fromkeys(after - before, 1))
    change.update(dict.fromkeys(before - after, -1))
    places = sorted(pk for pk in {concern.street_id, concern.community_id, concern.area_id} if pk)
    months = [(place, concern.batch_id or 0, month_of(localtime(concern.raised_at))) for place in places]
    rows = [(*month, *key, n) for month in months for key, n in sorted(change.items())]
    is_sorted = before and any(measure == "category" for measure, _bucket in change)
    add_up([*rows, *sorted_anew(months if is_sorted else ())], touched=months)


def add_up(rows: list[tuple[Any, ...]], *, touched: Iterable[tuple[Any, ...]] = ()) -> None:
    """Add (place, batch, month, measure, bucket, n) rows to the roll-up: one statement, the same on both databases.

    `touched`: more (place, batch, month) whose matters changed without counting as something else (rollup).
    """
    rows = [*rows, *stamps_of([*(row[:3] for row in rows), *touched])]
    if not rows:
        return
    columns = ("place_id", "batch", "month", "measure", "bucket", "n")
    values, params = rows_sql(Tally, columns, rows)
    table = connection.ops.quote_name(Tally._meta.db_table)
    with prepared_cursor() as cursor:
        into = f"INSERT INTO {table} AS t ({', '.join(columns)}) {values} "  # nosec B608: names of our own tables
        known = "ON CONFLICT (place_id, measure, batch, month, bucket) DO UPDATE SET n = t.n + excluded.n"
        cursor.execute(into + known, params)


def end_pause(concern: Concern, *, at: datetime) -> Pause | None:
    """Close the running pause, if there is one."""
    pause = concern.pauses.select_related("reason").filter(ended=None).first()
    if pause:
        pause.ended = at
        pause.save(update_fields=["ended"])
    return pause


def leave(concern: Concern) -> None:
    """Out of a join: the concern's own voice again, and the lead knows. The caller saves the concern."""
    if concern.lead_id:
        others = Concern.objects.filter(lead=concern.lead_id).exclude(pk=concern.pk)
        Concern.objects.filter(~Exists(others), pk=concern.lead_id).update(has_followers=False)
    concern.lead = None
    concern.speaker.voice = concern.voice
    concern.speaker.save(update_fields=["voice"])
