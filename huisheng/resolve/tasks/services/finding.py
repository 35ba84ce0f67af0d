"""Read tasks and what is to be looked at again: for one person, for an area, for today."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from huisheng.collect.concerns.stages import Stage as Matter
from huisheng.people.permissions.rules import Hat
from huisheng.resolve.tasks.models import Recheck, Task
from huisheng.resolve.tasks.rules import OPEN, Stage
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

KNOWN = ("voice", "place", "post__person", "post__kind", "post__place", "body", "concern__speaker")
AT_MOST = 40


def known() -> QuerySet[Task]:
    """Tasks with everything a list shows. One query."""
    return Task.objects.select_related(*KNOWN)


def posts_of(hats: Iterable[Hat]) -> list[int]:
    """The posts somebody holds."""
    return [hat.post for hat in hats if hat.post]


def open_tasks(paths: list[str], hats: Iterable[Hat]) -> QuerySet[Task]:
    """What is being done in an area, and by the person's own posts, the soonest first. One query."""
    mine = in_areas(paths, "place__path") | Q(post__in=posts_of(hats))
    return known().filter(mine, stage__in=OPEN).order_by("due", "pk")


def owner_of(task: Task, hats: Iterable[Hat]) -> bool:
    """Whether the person has it through a post."""
    return task.post_id is not None and task.post_id in posts_of(hats)


def tasks_due(hats: Iterable[Hat], *, on: date) -> list[Task]:
    """For today: what was just given or came back, and what is due by tonight. One query, none without a post."""
    mine = posts_of(hats)
    if not mine:
        return []
    due = Q(stage__in=[Stage.GIVEN, Stage.BACK]) | Q(stage=Stage.ACCEPTED, due__lte=on)
    return list(known().filter(due, post__in=mine).order_by("due", "pk")[:AT_MOST])


def rechecks_due(hats: Iterable[Hat], *, on: date) -> QuerySet[Recheck]:
    """For today: settled matters to be looked at again (M91); none without a post."""
    mine = posts_of(hats)
    return Recheck.objects.filter(post__in=mine, due__lte=on, done_at=None, concern__stage=Matter.SETTLED)


def within_place(place: Place) -> Q:
    """The tasks of a place and of everything under it."""
    return in_areas([place.path], "place__path")
