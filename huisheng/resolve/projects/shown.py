"""How projects are shown: the road with where it stands, whose it is, whether it is late. Plain rows, no resident's name."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.deliberate.budgets.rules import yuan
from huisheng.deliberate.models import BudgetProject
from huisheng.deliberate.promises.shown import publicly
from huisheng.echo.asking import in_words
from huisheng.echo.voices.masking import masked
from huisheng.resolve.projects import rules
from huisheng.resolve.projects.models import Project
from huisheng.resolve.projects.rules import Stage


def row_of(project: Project, *, on: date) -> dict[str, Any]:
    """One project; read by `known`, without a query."""
    due = {one.stage: one.due for one in project.milestones.all()}.get(project.stage)
    due = project.warranty_until if project.stage == Stage.WARRANTY else due
    late = rules.late_by(due, on=on) if project.stage in rules.OPEN else 0
    return {
        "project": project, "token": project.token, "title": masked(project.title), "words": masked(project.words),
        "where": masked(project.where), "place": project.place.where, "yuan": yuan(project.fen), "who": str(project.owner) if project.post is None else publicly(project.post),
        "stage": project.stage, "told": in_words(rules.told(project.stage, project.percent)), "percent": project.percent,
        "shows_percent": project.stage in rules.COUNTED, "due": due, "late": late,
        "spent": yuan(project.spent) if project.spent else "",
    }  # fmt: skip


def waiting_row(one: BudgetProject) -> dict[str, Any]:
    """A project that residents or owners have not decided on yet."""
    over = one.matter or one.budget.opens.date() <= localdate()
    stage = Stage.VOTE if over else Stage.PROPOSAL
    return {
        "title": masked(one.title), "where": masked(one.where), "place": one.budget.place.where, "yuan": yuan(one.fen),
        "stage": stage, "budget": one.budget, "owners": bool(one.matter),
    }  # fmt: skip


def by_stage(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """A board in the order of the road; stages without a project are left out."""
    order = [*rules.ROAD, Stage.OVER, Stage.STOPPED]
    found = [(_(rules.STAGE_NAMES[stage]), [row for row in rows if row["stage"] == stage]) for stage in order]
    return [(name, several) for name, several in found if several]


def road(project: Project) -> list[dict[str, Any]]:
    """The seven steps, which are behind it, where it is, and by when each was meant to be through."""
    stones = {one.stage: one for one in project.milestones.all()}
    order = list(rules.ROAD)
    at = order.index(Stage(project.stage)) if project.stage in order else len(order)
    return [
        {
            "name": _(rules.STAGE_NAMES[stage]), "done": n < at, "here": n == at, "due": stones[stage].due if stage in stones else None,
            "reached": stones[stage].reached_at if stage in stones else None, "work": stage in rules.WORK,
        }
        for n, stage in enumerate(order)
    ]  # fmt: skip
