"""Read budgets with what every page and every rule asks of them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.models import Budget, BudgetVoter


def known() -> QuerySet[Budget]:
    """Budgets with place and result. One query."""
    return Budget.objects.select_related("voice", "place__community", "place__street", "result")


def stage_of(budget: Budget, *, at: datetime) -> rules.Stage:
    """Where it stands."""
    return rules.stage_of(
        announced=budget.announced_at is not None, decided=hasattr(budget, "result"), opens=budget.opens,
        closes=budget.closes, at=at,
    )  # fmt: skip


def standing(budget: Budget, *, at: datetime) -> rules.Standing:
    """As the rules take it. Four queries."""
    return rules.Standing(
        stage=stage_of(budget, at=at), projects=budget.projects.filter(matter=0).count(),
        voters=budget.voters.count(), ballots=budget.ballots.count(), again=budget.again,
        pending=budget.papers.filter(receipt=None).count(),
    )  # fmt: skip


def voter_of(budget: Budget, *, person: Any = None, slip: str = "") -> BudgetVoter | None:
    """Who is voting: by the code on their slip, else by their login; None for somebody not on the roll. One query."""
    if slip:
        return budget.voters.filter(slip=rules.slip_of(slip)).first()
    return budget.voters.filter(person=person).first() if person and person.is_authenticated else None
