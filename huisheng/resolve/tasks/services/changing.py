"""What changes on the way: another day with its reason, a few steps more, a step said better (M60)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.promises import services as promises
from huisheng.echo.models import Line
from huisheng.echo.refusals import refuse_if
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Step, Task, TaskMove
from huisheng.resolve.tasks.rules import Act
from huisheng.resolve.tasks.services.keeping import locked, tell, tell_those_who_spoke


@transaction.atomic
def move(task: Task, *, due: date | None, why: str, by: Person | None, at: datetime, hat: str = "") -> Task:
    """By another day, ahead; whoever spoke reads why. What a council was promised is moved as the promise it is."""
    now = locked(task)
    refuse_if(rules.why_not_move(now.stage, now.due, due, why, on=localtime(at).date()))
    assert due is not None
    if now.promise:
        promises.move(now.promise, due=due, why=why, by=by, at=at, hat=hat)
        return now
    says = set_day(now, due=due, why=why, by=by, at=at, hat=hat)
    tell_those_who_spoke(now, by=by, at=at, says=f"“{now.voice.title}”{says}", hat=hat)
    return now


def set_day(now: Task, *, due: date, why: str, by: Person | None, at: datetime, hat: str) -> str:
    """Keep the other day beside the old one and tell who has the task; answers what was said. The caller has locked it."""
    was, reason = now.due, why.strip().rstrip("。")
    TaskMove.objects.create(task=now, was=was, due=due, why=reason, by=by, at=at)
    now.due = due
    now.save(update_fields=["due"])
    says = f"从{month_day(was)}前改到{month_day(due)}前做完：{reason}。"
    tell(now, Act.MOVED, by=by, at=at, says=says, hat=hat)
    return says


@transaction.atomic
def add_steps(task: Task, *, steps: Sequence[str], by: Person | None, at: datetime, hat: str = "") -> Line:
    """A few steps more, after those there are."""
    now, more = locked(task), [one.strip()[:120] for one in steps if one.strip()]
    refuse_if(rules.why_not_add(now.stage, steps=now.steps.count(), more=len(more)))
    Step.objects.bulk_create([Step(task=now, words=words) for words in more])
    return tell(now, Act.NOTED, by=by, at=at, says=f"加了 {len(more)} 步：{'；'.join(more)}", hat=hat)


@transaction.atomic
def reword(step: Step, *, words: str, by: Person | None, at: datetime, hat: str = "") -> Line:
    """The same step in better words, until it is done; the old words stay in what was said."""
    now = locked(step.task)
    current = Step.objects.get(pk=step.pk)
    refuse_if(rules.why_not_reword(now.stage, done=current.done_at is not None, words=words))
    before, current.words = current.words, words.strip()[:120]
    current.save(update_fields=["words"])
    return tell(now, Act.NOTED, by=by, at=at, says=f"“{before}”改成“{current.words}”", hat=hat)
