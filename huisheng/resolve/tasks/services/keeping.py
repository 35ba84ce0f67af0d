"""How every act keeps a task: locked, its holder changed with a record, and said."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns import services as concerns
from huisheng.deliberate.councils.services.telling import tell_matters
from huisheng.deliberate.promises import services as promises
from huisheng.echo.models import Line
from huisheng.echo.say import say
from huisheng.people.models import Person
from huisheng.resolve.tasks.models import Holding, Task
from huisheng.resolve.tasks.rules import Act
from huisheng.territory.models import Appointment

Owner = Appointment | OutsideBody
WITH = (
    "voice", "place", "concern__voice", "concern__lead", "post__person", "post__kind", "post__place", "body",
    "giver__person", "giver__kind", "giver__place", "promise__item",
)  # fmt: skip


def locked(task: Task) -> Task:
    """The task as the database has it, which nobody else changes until the transaction ends."""
    return Task.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=task.pk)


def called(owner: Owner) -> str:
    """The owner as a resident reads it: 邻长周志恒, or the name of the body (M166 hides what a post would tell)."""
    return f"{owner.kind.shown}{owner.person.name}" if isinstance(owner, Appointment) else owner.name


def hold(task: Task, owner: Owner, *, at: datetime, why: str = "") -> Holding:
    """From now on this owner has it. Whoever had it before is on record, and a link given to a body is over."""
    Holding.objects.filter(task=task, until=None).update(until=at, why=why)
    post = owner if isinstance(owner, Appointment) else None
    body = owner if isinstance(owner, OutsideBody) else None
    task.post, task.body = post, body
    if task.promise:
        promises.pass_on(task.promise, owner)
    token = token_urlsafe(24) if body else None
    return Holding.objects.create(task=task, post=post, body=body, token=token, since=at)


def tell(
    task: Task,
    act: Act | str,
    *,
    by: Person | None,
    at: datetime,
    says: str,
    hat: str = "",
    staff: Any = (),
) -> Line:
    """Say it on the task's own voice: whoever has it and whoever gave it are told, but not by themselves."""
    told = [post.person for post in (task.post, task.giver) if post and post.person_id != (by and by.pk)]
    return say(task.voice, by=by, at=at, did=str(act), says=says, hat=hat, staff=[*told, *staff])


def tell_those_who_spoke(
    task: Task, *, by: Person | None, at: datetime, says: str, hat: str = ""
) -> Line | None:
    """A line on the matters that it serves, told once to everyone who hears them; nothing when it serves none."""
    if task.promise:
        tell_matters([task.promise.item], says, by=by, at=at, hat=hat)
    if task.concern is None:
        return None
    matter = task.concern.lead or task.concern
    return concerns.note(matter, by=by, at=at, says=says, hat=hat)
