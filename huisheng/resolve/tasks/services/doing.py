"""What the owner does on the way: accept, tick off, note, give it back once; and what the giver takes back."""

from datetime import datetime

from django.db import transaction

from huisheng.echo.models import Line
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Holding, Step, Task, TaskEnd
from huisheng.resolve.tasks.rules import Act, Stage
from huisheng.resolve.tasks.services.keeping import called, hold, locked, tell, tell_those_who_spoke


@transaction.atomic
def accept(task: Task, *, by: Person | None, at: datetime, hat: str = "", who: str = "") -> Line:
    """The owner takes it on. `who`: who said so at an outside body."""
    now = locked(task)
    refuse_if(rules.why_not_act(now.stage, Act.ACCEPTED))
    now.stage = Stage.ACCEPTED
    now.save(update_fields=["stage"])
    Holding.objects.filter(task=now, until=None).update(accepted_at=at)
    return tell(now, Act.ACCEPTED, by=by, at=at, says=f"{_by(now, who)}接下了。", hat=hat)


@transaction.atomic
def return_(task: Task, *, why: str, by: Person | None, at: datetime, hat: str = "", who: str = "") -> Line:
    """Back to whoever gave it, once, with the reason and the date; the day stays as it was (M60)."""
    now = locked(task)
    refuse_if(rules.why_not_return(now.stage, returned_at=now.returned_at, why=why))
    was = _by(now, who)
    hold(now, now.giver, at=at, why=why.strip())
    now.stage, now.returned_at = Stage.BACK, at
    now.save(update_fields=["stage", "returned_at", "post", "body"])
    says = f"{was}退回：{why.strip().rstrip('。')}。请{called(now.giver)}重新安排，期限不变。"
    return tell(now, Act.RETURNED, by=by, at=at, says=says, hat=hat)


@transaction.atomic
def tick_off(step: Step, *, by: Person | None, at: datetime, hat: str = "") -> Line | None:
    """One step is done. Twice is once."""
    now = locked(step.task)
    refuse_if(rules.why_not_act(now.stage, Act.NOTED))
    if not Step.objects.filter(pk=step.pk, done_at=None).update(done_at=at, by=by):
        return None
    return tell(now, Act.NOTED, by=by, at=at, says=f"做完一步：{step.words}", hat=hat)


@transaction.atomic
def note(task: Task, *, says: str, by: Person | None, at: datetime, hat: str = "") -> Line:
    """How it goes, for those who work on it."""
    now = locked(task)
    refuse_if(
        rules.why_not_act(now.stage, Act.NOTED) or (because("还什么都没写。") if not says.strip() else "")
    )
    return tell(now, Act.NOTED, by=by, at=at, says=says, hat=hat)


@transaction.atomic
def drop(task: Task, *, why: str, by: Person | None, at: datetime, hat: str = "") -> Line:
    """It need not be done any more; whoever spoke reads why. Never what a council was promised."""
    now = locked(task)
    refuse_if(rules.why_not_drop(now.stage, promised=now.promise is not None, why=why))
    now.stage = Stage.DROPPED
    now.save(update_fields=["stage"])
    Holding.objects.filter(task=now, until=None).update(until=at)
    TaskEnd.objects.create(task=now, words=why.strip(), by=by, at=at)
    says = f"“{now.voice.title}”不用做了：{why.strip()}"
    line = tell(now, Act.DROPPED, by=by, at=at, says=says, hat=hat)
    tell_those_who_spoke(now, by=by, at=at, says=says, hat=hat)
    return line


def _by(task: Task, who: str) -> str:
    return f"{called(task.owner)}{f'（{who.strip()}）' if who.strip() else ''}"
