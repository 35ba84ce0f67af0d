"""Residents' ballots: one person one ballot, chained as the owners' are, on a roll of their own (M51; I5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules as owners
from huisheng.deliberate.ballots.services.casting import linked
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.models import (
    Budget,
    BudgetBallot,
    BudgetPaper,
    BudgetPaperReading,
    BudgetReceipt,
    BudgetVoter,
)
from huisheng.deliberate.budgets.services.finding import standing
from huisheng.deliberate.budgets.services.planning import locked
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person

QUESTION = "projects"


def why_not_cast(
    budget: Budget, voter: BudgetVoter | None, *, at: datetime, received: datetime | None = None
) -> str:
    """Why this resident cannot vote now; for somebody not known yet, why nobody can. `received`: of a paper, earlier."""
    already = voter is not None and budget.ballots.filter(unit=voter.code).exists()
    return rules.why_not_cast(
        standing(budget, at=at), received=localtime(received or at), opens=localtime(budget.opens),
        closes=localtime(budget.closes), already=already,
    )  # fmt: skip


@transaction.atomic
def cast(
    budget: Budget, *, voter: BudgetVoter | None, chosen: Iterable[int], at: datetime, by: Person | None = None
) -> BudgetReceipt:  # fmt: skip
    """One ballot at the end of the chain. A later one of the same person counts instead, where the budget says so.

    Refused outside the window, outside the roll, and for what is not on the list.
    """
    now = locked(budget)
    known = on_roll(now, voter)
    refuse_if(why_not_cast(now, known, at=at))
    return _append(now, known, checked(now, chosen), at=at, by=by, channel="online")


def on_roll(budget: Budget, voter: BudgetVoter | None) -> BudgetVoter:
    """This resident, who is on the roll of this budget; refused for anybody else."""
    refuse_if(YES if voter and voter.budget_id == budget.pk else because("选票码不对，名册上没有。请对一遍，或者打电话问社区。"))  # fmt: skip
    assert voter is not None
    return voter


def checked(budget: Budget, chosen: Iterable[int]) -> str:
    """What was ticked as it is kept; refused when it is nothing, or not on the list."""
    ticked = set(chosen)
    offered = set(budget.projects.filter(matter=0).values_list("number", flat=True))
    refuse_if(rules.why_not_choose(ticked, offered))
    return rules.choice_of(ticked)


def _append(
    budget: Budget, voter: BudgetVoter, choice: str, *, at: datetime, by: Person | None, channel: str
) -> BudgetReceipt:
    receipt = BudgetReceipt.objects.create(budget=budget, channel=channel, at=at, by=by)
    last = budget.ballots.order_by("-seq").values_list("seq", "hash").first()
    rows = linked([(voter.code, QUESTION, choice, at)], after=last, channel=channel)
    BudgetBallot.objects.bulk_create([BudgetBallot(budget=budget, receipt=receipt, **one) for one in rows])
    return receipt


@transaction.atomic
def read_paper(
    budget: Budget, *, voter: BudgetVoter | None, chosen: Iterable[int], by: Person, at: datetime
) -> BudgetPaper:
    """What one person reads on a paper slip. Received when the first reads it; cast when two agree (M49's rule)."""
    now = locked(budget)
    known = on_roll(now, voter)
    paper = BudgetPaper.objects.filter(budget=now, voter=known).first()
    if paper is None:
        refuse_if(why_not_cast(now, known, at=at))
        paper = BudgetPaper.objects.create(budget=now, voter=known, returned_at=at)
    read, before = checked(now, chosen), list(paper.readings.values_list("by", "choices"))
    decided = hasattr(now, "result")
    refuse_if(owners.why_not_read(read, before, by=by.pk, counted=decided, done=paper.receipt_id is not None))
    BudgetPaperReading.objects.create(paper=paper, choices=read, by=by, at=at)
    if read in [what for _who, what in before]:
        paper.receipt = _append(now, known, read, at=paper.returned_at, by=None, channel="paper")
        paper.save(update_fields=["receipt"])
    return paper
