"""How budgets are shown: plain rows, one project a card, the sum so far, the result with who is represented."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.account import amount
from huisheng.deliberate.budgets.deciding import Result
from huisheng.deliberate.budgets.models import Budget, BudgetProject
from huisheng.deliberate.budgets.published import command
from huisheng.deliberate.budgets.services.counting import owners_verdict, result_of
from huisheng.deliberate.budgets.services.finding import stage_of
from huisheng.echo.voices.masking import masked


def row_of(budget: Budget, *, at: datetime) -> dict[str, Any]:
    """One budget in a list; of one read by `known`, without a query."""
    stage = stage_of(budget, at=at)
    left = (localtime(budget.closes).date() - localtime(at).date()).days + 1
    return {
        "budget": budget, "stage": stage.value, "stage_name": rules.STAGE_NAMES[stage], "left": left,
        "rule": rules.RULE_NAMES[rules.Rule(budget.rule)],
    }  # fmt: skip


def cards(projects: Iterable[BudgetProject], *, chosen: Iterable[int] = ()) -> list[dict[str, Any]]:
    """What residents choose among, without what points to a person."""
    ticked = set(chosen)
    return [
        {
            "project": one, "number": one.number, "title": masked(one.title), "words": masked(one.words),
            "where": masked(one.where), "proposer": masked(one.proposer), "ticked": one.number in ticked,
        }
        for one in projects if not one.matter
    ]  # fmt: skip


def summed(budget: Budget, several: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """How many are ticked and what they cost together, beside what there is."""
    ticked = [one["project"] for one in several if one["ticked"]]
    fen = sum(one.fen for one in ticked)
    return {"n": len(ticked), "yuan": rules.yuan(fen), "over": fen > budget.fen}


def of_owners(projects: Iterable[BudgetProject]) -> list[dict[str, Any]]:
    """What the owners decide, with its threshold and how their vote stands (read with `vote__verdict`)."""
    rows = []
    for one in projects:
        if one.found:
            decided, passed = owners_verdict(one)
            rows.append({
                "project": one, "title": masked(one.title), "sentence": one.found.sentence(), "name": one.found.name,
                "share": one.found.threshold(), "article": one.found.matter.article, "decided": decided, "passed": passed,
            })  # fmt: skip
    return rows


def method(budget: Budget) -> list[tuple[str, str]]:
    """The rule in its own words: what it is called and what it means."""
    told = [(rules.RULE_NAMES, rules.RULE_WORDS, rules.Rule(budget.rule)), (rules.UTILITY_NAMES, rules.UTILITY_WORDS, budget.utility)]  # fmt: skip
    if budget.rule == rules.Rule.EQUAL:
        told.append((rules.COMPLETION_NAMES, rules.COMPLETION_WORDS, budget.completion))
    return [(_(names[key]), _(words[key])) for names, words, key in told]  # type: ignore[index]


def outcome(budget: Budget) -> dict[str, Any]:
    """The result for the page: what was bought, why, who has something, and how to count again."""
    told = result_of(budget)
    return {
        "told": told, "bought": [one for one in told.told if one.order], "others": [one for one in told.told if not one.order],
        "spent": amount(told.spent),
        "represented": represented_of(told), "same": told.same,
        "command": command(budget.rule, budget.utility, budget.completion, file_name(budget)),
    }  # fmt: skip


def file_name(budget: Budget) -> str:
    return f"budget-{budget.year}-{budget.pk}.pb"


def represented_of(told: Result) -> list[dict[str, Any]]:
    """For none, one, two … projects: how many voters, beside what most votes alone would have given them."""
    here, there, whole = told.found.by_count, told.by_votes.by_count, told.found.voters
    most = max([*here, *there], default=0)
    return [
        {
            "count": n, "here": here.get(n, 0), "there": there.get(n, 0), "whole": whole,
            "percent": round(100 * here.get(n, 0) / whole), "by_votes": round(100 * there.get(n, 0) / whole),
        }
        for n in range(most + 1)
    ]  # fmt: skip
