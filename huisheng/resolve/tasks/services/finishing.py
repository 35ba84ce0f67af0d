"""Done, with what came of it (M63). The last task of a matter hands the matter back to whoever spoke (M42)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from huisheng.collect.concerns import services as concerns
from huisheng.deliberate.models import Promise
from huisheng.deliberate.promises import services as promises
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Holding, Output, Task, TaskEnd
from huisheng.resolve.tasks.photos import claim
from huisheng.resolve.tasks.rules import Act, Stage
from huisheng.resolve.tasks.services.keeping import called, locked, tell, tell_those_who_spoke


@dataclass(frozen=True)
class Outcome:
    """What was done and by whom; outputs as (what, quantity, unit). Evidence in words is welcome, never compulsory;
    so are photos, by the names under which they wait (echo/photos/waiting.py), with what is on them."""

    words: str
    who: str
    outputs: Iterable[tuple[str, Any, str]] = field(default_factory=list)
    evidence: str = ""
    cost: Decimal | None = None
    paid_by: str = ""
    photos: Iterable[str] = ()
    pictured: str = ""

    @property
    def counted(self) -> str:
        """清理杂物 12 立方米、停车位 8 个."""
        return "、".join(
            f"{what} {_amount(quantity)} {rules.unit_of(unit)}" for what, quantity, unit in self.outputs
        )


def _amount(quantity: Any) -> str:
    number = rules.quantity_of(quantity)
    return rules.amount(number) if number is not None else str(quantity)


@transaction.atomic
def finish(task: Task, *, outcome: Outcome, by: Person | None, at: datetime, hat: str = "") -> Task:
    """It is done. When it was the last one of its matter, the resident is asked; else whoever spoke reads how it goes."""
    now = locked(task)
    refuse_if(
        rules.why_not_finish(
            now.stage, words=outcome.words, who=outcome.who, outputs=[(q, u) for _, q, u in outcome.outputs]
        )
        or rules.why_not_cost(outcome.cost, outcome.paid_by)
    )
    _keep(now, outcome, by=by, at=at)
    says = f"做完了：{outcome.words.strip().rstrip('。')}（{outcome.who.strip()}）{_counted(outcome)}"
    tell(now, Act.FINISHED, by=by, at=at, says=says, hat=hat)
    if now.promise:
        _keep_promise(now.promise, outcome, by=by, at=at, hat=hat)
    elif now.concern and _is_last(now):
        concerns.report_done(now.concern, report=_report(now), by=by, at=at, hat=hat)
    else:
        tell_those_who_spoke(now, by=by, at=at, says=f"“{now.voice.title}”{says}", hat=hat)
    if outcome.photos:
        claim(now, outcome.photos, words=outcome.pictured, by=by, at=at)
    return now


def _keep_promise(promise: Promise, outcome: Outcome, *, by: Person | None, at: datetime, hat: str) -> None:
    promises.keep(
        promise, words=outcome.words, who=outcome.who, evidence=outcome.evidence, counted=outcome.counted,
        by=by, at=at, hat=hat,
    )  # fmt: skip


def _keep(now: Task, outcome: Outcome, *, by: Person | None, at: datetime) -> None:
    now.stage = Stage.DONE
    now.save(update_fields=["stage"])
    Holding.objects.filter(task=now, until=None).update(until=at)
    TaskEnd.objects.create(
        task=now, words=outcome.words.strip(), who=outcome.who.strip(), evidence=outcome.evidence.strip(),
        cost=outcome.cost, paid_by=outcome.paid_by.strip(), by=by, at=at,
    )  # fmt: skip
    rows = [
        (what.strip(), rules.quantity_of(quantity), rules.unit_of(unit))
        for what, quantity, unit in outcome.outputs
    ]
    Output.objects.bulk_create(
        [
            Output(task=now, what=what, quantity=number, unit=unit)
            for what, number, unit in rows
            if number is not None
        ]
    )


def _counted(outcome: Outcome) -> str:
    return f"。成果：{outcome.counted}" if outcome.counted else ""


def _is_last(now: Task) -> bool:
    """Whether nothing else is being done for its matter, whichever of the joined ones it was given for."""
    assert now.concern is not None
    lead = now.concern.lead_id or now.concern_id
    others = Task.objects.filter(concern__in=[lead, now.concern_id], stage__in=rules.OPEN)
    joined = Task.objects.filter(concern__lead=lead, stage__in=rules.OPEN)
    return not (others | joined).exclude(pk=now.pk).exists()


def _report(now: Task) -> concerns.Report:
    """What the resident reads (R2.14): everything that was done for the matter, and by whom."""
    assert now.concern is not None
    ends = TaskEnd.objects.filter(task__concern=now.concern, task__stage=Stage.DONE).order_by("at")
    ends = ends.select_related("task__voice").prefetch_related("task__outputs")
    done = "；".join(
        f"{end.task.words.rstrip('。')}：{end.words.rstrip('。')}"
        + "".join(f"，{one}" for one in end.task.outputs.all())
        for end in ends
    )
    who = "、".join(dict.fromkeys(end.who for end in ends if end.who)) or called(now.owner)
    found = f"为这件事交办了 {len(ends)} 项，都做完了"
    return concerns.Report(
        found=found, done=done, who=who, following="请您说一说办好了没有；没办好，马上重新办"
    )
