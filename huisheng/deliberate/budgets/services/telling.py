"""The authors of a project hear on their own receipts what becomes of it (M29)."""

from datetime import datetime
from typing import Any

from huisheng.collect.calls.services import tell_authors
from huisheng.deliberate.budgets.models import Budget, BudgetProject
from huisheng.echo.models import Line
from huisheng.echo.say import say


def tell(budget: Budget, did: str, says: str, *, by: Any, at: datetime, hat: str = "") -> Line:
    """A line on the budget's own page."""
    return say(budget.voice, by=by, at=at, did=did, says=says, to=(), hat=hat)


def tell_project(
    project: BudgetProject, did: str, says: str, *, by: Any, at: datetime, hat: str = ""
) -> None:
    """A line for everyone whose proposal it was made of; nothing for a project that was typed."""
    if project.item is not None:
        tell_authors(project.item, did, says, by=by, at=at, hat=hat)
