"""Read projects: of a place and a year, with what is not built yet; of one person."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from huisheng.deliberate.models import BudgetProject
from huisheng.people.permissions.rules import Hat
from huisheng.resolve.projects.models import Milestone, Project
from huisheng.resolve.tasks.services import posts_of
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

SOON = timedelta(days=7)
KNOWN = ("voice", "place__community", "place__street", "post__person", "post__kind", "post__place", "body", "chosen__budget", "chosen__item")  # fmt: skip


def known() -> QuerySet[Project]:
    """Projects with everything a list shows. Two queries."""
    return Project.objects.select_related(*KNOWN).prefetch_related(
        Prefetch("milestones", Milestone.objects.order_by("pk"))
    )


def years_of(ground: Place) -> list[int]:
    """The years of which there is a board at a place, the newest first. Two queries."""
    here, budgets = _under(ground, "place"), _under(ground, "budget__place")
    begun = Project.objects.filter(here).order_by().values_list("year", flat=True).distinct()
    waiting = _waiting(budgets).order_by().values_list("budget__year", flat=True).distinct()
    return sorted({*begun, *waiting}, reverse=True)


def board(ground: Place, year: int) -> tuple[list[Project], list[BudgetProject]]:
    """What is being built of a year's money, and what still waits for its vote. Three queries."""
    begun = known().filter(_under(ground, "place"), year=year).order_by("pk")
    waiting = _waiting(_under(ground, "budget__place")).filter(budget__year=year)
    return list(begun), list(
        waiting.select_related("budget__place", "budget__result").order_by("budget", "number")
    )


def _under(ground: Place, name: str) -> Any:
    return in_areas([ground.path], f"{name}__path") | Q(**{name: ground.street})


def _waiting(here: Any) -> QuerySet[BudgetProject]:
    return BudgetProject.objects.filter(here, chosen=None).exclude(budget__announced_at=None)


def stages_due(paths: list[str], hats: Iterable[Hat], *, on: date) -> QuerySet[Milestone]:
    """For today: the stage that a project is in, where it is to be through within a week or should have been: a project
    of one's own post, and one that an outside body does in these areas."""
    waits = Milestone.objects.filter(stage=F("project__stage"), reached_at=None, due__lte=on + SOON)
    theirs = (
        in_areas(paths, "project__place__path") & Q(project__post=None, due__lt=on) if paths else Q(pk=None)
    )
    return waits.filter(Q(project__post__in=posts_of(hats)) | theirs)


def mine_of(paths: list[str], hats: Iterable[Hat]) -> QuerySet[Project]:
    """The projects of an area, and those of the person's own posts. Two queries."""
    mine = in_areas(paths, "place__path") | Q(post__in=posts_of(hats))
    return known().filter(mine).order_by("-year", "pk")
