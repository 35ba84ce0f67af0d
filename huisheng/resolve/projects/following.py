"""What others announce and projects follow: what was chosen becomes work, a post that ends, a place that merges."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.budgets.services import project_chosen
from huisheng.deliberate.models import BudgetProject
from huisheng.echo.models import Voice
from huisheng.people.models import Person
from huisheng.resolve.projects import services
from huisheng.resolve.projects.models import Project
from huisheng.resolve.projects.rules import OPEN
from huisheng.resolve.tasks.following import heir
from huisheng.resolve.tasks.services import giver_at
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import place_merging
from huisheng.territory.posts.services import post_ended


@receiver(project_chosen, dispatch_uid="projects.project_chosen")
def begin_work(
    sender: type, *, project: BudgetProject, by: Person | None, at: datetime, hat: str, **_: Any
) -> None:
    """What residents or owners chose begins at once, with the desk of the place until somebody takes it (M67)."""
    budget = project.budget
    services.begin(
        title=project.title, words=project.words, where=project.where, place=budget.place, year=budget.year,
        fen=project.fen, chosen=project, owner=giver_at(budget.place, by=by, at=at), by=by, at=at, hat=hat,
    )  # fmt: skip


@receiver(post_ended, dispatch_uid="projects.post_ended")
def hand_on(sender: type, *, post: Appointment, by: Person | None, at: datetime, **_: Any) -> None:
    """An owner who left: every project that is not over goes to the next post up at once."""
    for project in Project.objects.filter(post=post, stage__in=OPEN).select_related("place"):
        to = heir(post, project.place.path, at=at)
        services.hand(project, to=to, why=f"{services.named(post)}卸任", by=by, at=at)


@receiver(place_merging, dispatch_uid="projects.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """What is built at the one is built at the other."""
    Voice.objects.filter(project__place=place).update(path=into.path)
    Project.objects.filter(place=place).update(place=into)
