"""Count a closed budget from its whole chain; publish the file from which anybody computes the same (I5, M67)."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.chain import FIRST, LINKED, why_broken
from huisheng.deliberate.ballots.sheet import sha256
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.deciding import Result, result
from huisheng.deliberate.budgets.matters import SOURCE_NAMES
from huisheng.deliberate.budgets.models import Budget, BudgetBallot, BudgetProject, BudgetResult
from huisheng.deliberate.budgets.published import pabulib
from huisheng.deliberate.budgets.services.finding import standing
from huisheng.deliberate.budgets.services.planning import locked
from huisheng.deliberate.budgets.services.telling import tell, tell_project
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person

Row = dict[str, Any]
# Sent with `project`, `by`, `at`, `hat` in the same transaction: resolve begins the work.
project_chosen = Signal()


def rows_of(budget: Budget) -> list[Row]:
    """The chain as it stands."""
    return list(BudgetBallot.objects.filter(budget=budget).order_by("seq").values(*LINKED, "hash"))


def chain_broken(budget: Budget, rows: list[Row] | None = None) -> str:
    """Where the chain or the roll does not hold; "" when both do."""
    rows = rows_of(budget) if rows is None else rows
    if budget.roll and sha256(budget.roll) != budget.roll_sha256:
        return because("名册和它的指纹对不上。")
    known = set(budget.roll.split())
    if any(row["unit"] not in known for row in rows):
        return because("有一张票的代号不在名册上。")
    if reason := why_broken(rows):
        return reason
    done = getattr(budget, "result", None)
    if done and (done.ballots, done.chain_head) != (len(rows), rows[-1]["hash"] if rows else FIRST):
        return because("宣布结果以后，票又变了。")
    return ""


def that_count(rows: Iterable[Row], *, again: str) -> dict[str, str]:
    """The ballot of each code that counts: the last received, or the first where it cannot be changed."""
    found: dict[str, tuple[tuple[str, int], str]] = {}
    for row in rows:
        key = (row["received_at"], row["seq"])
        held = found.get(row["unit"])
        if held is None or (key > held[0] if again == "last" else key < held[0]):
            found[row["unit"]] = (key, row["choice"])
    return {code: choice for code, (_key, choice) in found.items()}


def counted_file(budget: Budget, rows: list[Row] | None = None) -> str:
    """The published file of what was cast."""
    rows = rows_of(budget) if rows is None else rows
    opens, closes = localtime(budget.opens), localtime(budget.closes)
    meta = {
        "description": budget.title, "country": "China", "instance": str(budget.year),
        "rule": budget.rule, "date_begin": f"{opens:%d.%m.%Y}", "date_end": f"{closes:%d.%m.%Y}",
        "comment": SOURCE_NAMES[budget.source],
    }  # fmt: skip
    offered = budget.projects.filter(matter=0).values_list("number", "title", "fen")
    return pabulib(meta, budget.fen, offered, that_count(rows, again=budget.again))


def result_of(budget: Budget) -> Result:
    """The result, worked out from the published file."""
    return result(budget.result.file, budget.rule, budget.utility, budget.completion)


@transaction.atomic
def finish(budget: Budget, *, by: Person | None, at: datetime, hat: str = "") -> BudgetResult:
    """Count and publish. Every author hears what became of theirs; what was chosen becomes work (`project_chosen`).

    Refused before closing, without a ballot, and when the chain does not hold.
    """
    now = locked(budget)
    refuse_if(rules.why_not_count(standing(now, at=at)))
    rows = rows_of(now)
    broken = chain_broken(now, rows)
    refuse_if(because("不能计票：%(reason)s", reason=broken) if broken else "")
    text = counted_file(now, rows)
    told = result(text, now.rule, now.utility, now.completion)
    made = BudgetResult.objects.create(
        budget=now, file=text, selected=json.dumps([int(one) for one in told.selected]),
        chain_head=rows[-1]["hash"], ballots=len(rows), by=by, at=at,
    )  # fmt: skip
    names = "、".join(f"“{one.name}”" for one in told.told if one.order) or "没有项目"
    says = (
        f"{told.found.voters} 人投票，选上 {len(told.selected)} 个：{names}。人人可以用公布的文件再算一遍。"
    )
    tell(now, "counted", says, by=by, at=at, hat=hat)
    _settle(now, told, by=by, at=at, hat=hat)
    return made


def _settle(budget: Budget, told: Result, *, by: Person | None, at: datetime, hat: str) -> None:
    why = {int(one.id): one for one in told.told}
    for project in budget.projects.filter(matter=0).select_related("item"):
        one = why[project.number]
        project.chosen = bool(one.order)
        project.save(update_fields=["chosen"])
        state = rules.VOTED_NAMES["chosen" if one.order else "not_chosen"]
        tell_project(project, "voted", f"“{project.title}”{state}。{one.why}", by=by, at=at, hat=hat)
        if project.chosen:
            project_chosen.send(BudgetProject, project=project, by=by, at=at, hat=hat)


def owners_verdict(project: BudgetProject) -> tuple[bool, bool]:
    """Whether the owners' vote has a result, and whether it passed. No query for one read with `vote__verdict`."""
    verdict = getattr(project.vote, "verdict", None)
    results = json.loads(verdict.results) if verdict else []
    return bool(results), bool(results and results[0].get("passed"))


@transaction.atomic
def adopt(project: BudgetProject, *, by: Person | None, at: datetime, hat: str = "") -> BudgetProject:
    """The owners' vote passed: the project becomes work like those that residents chose (M51)."""
    rows = BudgetProject.objects.select_for_update(of=("self",))
    now = rows.select_related("budget__voice", "budget__place", "item", "vote__verdict").get(pk=project.pk)
    decided, passed = owners_verdict(now)
    refuse_if(
        rules.why_not_adopt(vote=now.vote_id is not None, decided=decided, passed=passed, chosen=now.chosen)
    )
    now.chosen = True
    now.save(update_fields=["chosen"])
    says = f"“{now.title}”业主表决通过，往下做。"
    tell(now.budget, "adopted", says, by=by, at=at, hat=hat)
    tell_project(now, "voted", says, by=by, at=at, hat=hat)
    project_chosen.send(BudgetProject, project=now, by=by, at=at, hat=hat)
    return now
