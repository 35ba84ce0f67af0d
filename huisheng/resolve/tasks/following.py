"""What others announce and tasks follow: a post that ends, a place that merges, a matter that is closed."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.collect.concerns.services import matter_closed
from huisheng.collect.models import Concern
from huisheng.deliberate.models import Promise, PromiseMove
from huisheng.deliberate.promises.services import promise_moved, promised
from huisheng.echo.models import Voice
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.resolve.tasks import services
from huisheng.resolve.tasks.models import Recheck, Task
from huisheng.resolve.tasks.rules import OPEN
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import place_merging
from huisheng.territory.posts.services import choose, post_ended, posts_over


@receiver(post_ended, dispatch_uid="tasks.post_ended")
def hand_on(sender: type, *, post: Appointment, by: Person | None, at: datetime, **_: Any) -> None:
    """An owner who left: every open task goes to the next post up at once, by the same day, and so do re-checks."""
    for task in Task.objects.filter(post=post, stage__in=OPEN).select_related("place"):
        services.hand_over(
            task,
            to=heir(post, task.place.path, at=at),
            why=f"{post.kind.shown}{post.person.name}卸任",
            by=by,
            at=at,
        )
    for task in Task.objects.filter(giver=post, stage__in=OPEN).select_related("place"):
        Task.objects.filter(pk=task.pk).update(giver=heir(post, task.place.path, at=at))
    for one in Recheck.objects.filter(post=post, done_at=None).select_related("concern"):
        Recheck.objects.filter(pk=one.pk).update(post=heir(post, one.concern.path, at=at))


def heir(post: Appointment, path: str, *, at: datetime) -> Appointment:
    """The next one up over a path, or upward of where the post was; the end is refused when nobody is left."""
    on = localtime(at).date()
    for where in (path, post.place.path):
        over = [one for one in posts_over(where, on=on) if one.pk != post.pk]
        if found := choose(over, from_rank=post.kind.rank) or choose(over):
            return found
    refuse_if(because("还有任务在他手上，又没有人能接，请先补上社区或街道的岗位。"))
    raise AssertionError


@receiver(promised, dispatch_uid="tasks.promised")
def make_task(sender: type, *, promise: Promise, by: Person | None, at: datetime, hat: str, **_: Any) -> None:
    """What a council was promised becomes a task of whoever promised it; who spoke was told by the promise (M42)."""
    place = promise.item.session.council.place
    services.give(
        promise.words, place=place, owner=promise.owner, due=promise.due, promise=promise, by=by, at=at, hat=hat,
        giver=services.giver_at(place, by=by, at=at), told=False,
    )  # fmt: skip


@receiver(promise_moved, dispatch_uid="tasks.promise_moved")
def move_along(
    sender: type, *, move: PromiseMove, by: Person | None, at: datetime, hat: str, **_: Any
) -> None:
    """The task that keeps it has the promise's day; who spoke was told by the promise."""
    for task in Task.objects.select_for_update().filter(promise=move.promise, stage__in=OPEN):
        services.set_day(task, due=move.due, why=move.why, by=by, at=at, hat=hat)


@receiver(place_merging, dispatch_uid="tasks.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """What is done at the one is done at the other."""
    Voice.objects.filter(task__place=place).update(path=into.path)
    Task.objects.filter(place=place).update(place=into)


@receiver(matter_closed, dispatch_uid="tasks.matter_closed")
def look_again(sender: type, *, concern: Concern, at: datetime, **_: Any) -> None:
    """A matter of a chosen kind is looked at again (M91)."""
    services.plan(concern, at=at)
