"""Residents' ballots: one person one ballot, chained as the owners' are, on a roll of their own (M51; I5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services.casting import linked
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.models import Budget, BudgetBallot, BudgetReceipt, BudgetVoter
from huisheng.deliberate.budgets.services.finding import standing
from huisheng.deliberate.budgets.services.planning import locked
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person

QUESTION = "projects"


def why_not_cast(budget: Budget, voter: BudgetVoter | None, *, at: datetime) -> str:
    """Why this resident cannot vote now; for somebody not known yet, why nobody can."""
    already = voter is not None and budget.ballots.filter(unit=voter.code).exists()
    return rules.why_not_cast(
        standing(budget, at=at), received=localtime(at), opens=localtime(budget.opens),
        closes=localtime(budget.closes), already=already,
    )  # fmt: skip


@transaction.atomic
def cast(
    budget: Budget, *, voter: BudgetVoter | None, chosen: Iterable[int], at: datetime, by: Person | None = None,
    channel: str = "online",
) -> BudgetReceipt:  # fmt: skip
    """One ballot at the end of the chain. A later one of the same person counts instead, where the budget says so.

    Refused outside the window, outside the roll, and for what is not on the list.
    """
    now = locked(budget)
    refuse_if(
        YES
        if voter and voter.budget_id == now.pk
        else because("选票码不对，名册上没有。请对一遍，或者打电话问社区。")
    )
    assert voter is not None
    refuse_if(why_not_cast(now, voter, at=at))
    ticked = set(chosen)
    refuse_if(
        rules.why_not_choose(ticked, set(now.projects.filter(matter=0).values_list("number", flat=True)))
    )
    receipt = BudgetReceipt.objects.create(budget=now, channel=channel, at=at, by=by)
    last = now.ballots.order_by("-seq").values_list("seq", "hash").first()
    row = (voter.code, QUESTION, rules.choice_of(ticked), at)
    BudgetBallot.objects.bulk_create(
        [
            BudgetBallot(budget=now, receipt=receipt, **one)
            for one in linked([row], after=last, channel=channel)
        ]
    )
    return receipt
