"""Read projects: of a place and a year, with what is not built yet; of one person."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from huisheng.deliberate.models import BudgetProject
from huisheng.people.permissions.rules import Hat
from huisheng.resolve.projects.models import Milestone, Project
from huisheng.resolve.tasks.services import posts_of
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

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


def mine_of(paths: list[str], hats: Iterable[Hat]) -> QuerySet[Project]:
    """The projects of an area, and those of the person's own posts. Two queries."""
    mine = in_areas(paths, "place__path") | Q(post__in=posts_of(hats))
    return known().filter(mine).order_by("-year", "pk")
