"""I5: a ballot's chain holds, the frozen roll is what was published, and a result is what the ballots add up to."""

import json
from datetime import datetime

from django.utils.translation import gettext as _

from huisheng.deliberate.ballots.services.counting import chain_broken, computed
from huisheng.deliberate.budgets.services import chain_broken as budget_broken
from huisheng.deliberate.budgets.services import counted_file
from huisheng.deliberate.models import Budget, Vote
from huisheng.echo.asking import in_words
from huisheng.square.doctor.checked import Checked


def every_chain_of_ballots_holds(at: datetime) -> Checked:
    """Every vote that was announced: roll, chain, and, where it was declared, the result counted again."""
    votes = Vote.objects.exclude(announced_at=None).select_related("roll", "verdict")
    checked = Checked("I5", _("%(n)d 次表决的名册、票链和结果。") % {"n": votes.count()})
    for vote in votes.prefetch_related("questions"):
        if reason := chain_broken(vote):
            checked.wrong.append(f"{vote.title}: {reason}")
        elif hasattr(vote, "verdict") and computed(vote) != json.loads(vote.verdict.results):
            checked.wrong.append(_("%(title)s：重算的结果和宣布的不一样") % {"title": vote.title})
    return checked


def every_budget_is_what_its_ballots_add_up_to(at: datetime) -> Checked:
    """Every budget that was announced: its roll and chain, and, where it was counted, the published file made again."""
    budgets = Budget.objects.exclude(announced_at=None).select_related("result", "place")
    checked = Checked("I5", _("%(n)d 个年度预算的名册、票链和公布的文件。") % {"n": budgets.count()})
    for budget in budgets:
        if reason := budget_broken(budget):
            checked.wrong.append(f"{budget.title}: {in_words(reason)}")
        elif hasattr(budget, "result") and counted_file(budget) != budget.result.file:
            checked.wrong.append(_("%(title)s：重算的结果和宣布的不一样") % {"title": budget.title})
    return checked
