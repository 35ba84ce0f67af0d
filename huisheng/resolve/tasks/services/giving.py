"""Give a task to one owner by a day; hand it over to another. The day never moves with it (M60)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.models import Concern
from huisheng.deliberate.models import Promise
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.voices.services import begin
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Step, Task
from huisheng.resolve.tasks.rules import Act, Stage
from huisheng.resolve.tasks.services.keeping import Owner, called, hold, locked, tell, tell_those_who_spoke
from huisheng.territory.models import Appointment, Place
from huisheng.territory.posts.services import choose, held, posts_over

DESK_RANK = 50  # the community's own desk; see territory/posts/kinds.csv


@transaction.atomic
def give(
    words: str,
    *,
    place: Place,
    owner: Owner | None,
    due: date | None,
    giver: Appointment,
    by: Person | None,
    at: datetime,
    hat: str = "",
    concern: Concern | None = None,
    promise: Promise | None = None,
    steps: Iterable[str] = (),
    told: bool = True,
) -> Task:
    """Somebody does this by that day. Whoever spoke on the matter it serves is told who, unless they know (`told`)."""
    refuse_if(rules.why_not_give(words, owner=owner, due=due, on=localtime(at).date()))
    assert owner is not None
    assert due is not None
    voice = begin(kind="task", title=rules.title_of(words), path=place.path, at=at)
    task = Task(
        voice=voice,
        words=words.strip(),
        place=place,
        concern=concern,
        promise=promise,
        due=due,
        giver=giver,
        by=by,
        at=at,
    )
    task.post, task.body = (owner, None) if isinstance(owner, Appointment) else (None, owner)
    task.save()
    hold(task, owner, at=at)
    Step.objects.bulk_create([Step(task=task, words=step) for step in steps])
    says = f"交给{called(owner)}去做，{month_day(due)}前做完：{task.words}"
    tell(task, "given", by=by, at=at, says=says, hat=hat)
    if told:
        tell_those_who_spoke(task, by=by, at=at, says=says, hat=hat)
    return task


def giver_at(place: Place, *, by: Person | None, at: datetime) -> Appointment:
    """The post to which a task of this place comes back: the giver's own nearest one over it, else the desk's."""
    on = localtime(at).date()
    over = posts_over(place.path, on=on)
    mine = [post for post in over if by and post.person_id == by.pk]
    if by and not mine:
        mine = list(held(on).filter(person=by, kind__rank__gt=0, place__street=place.street_id))
    found = choose(mine) or choose(over, from_rank=DESK_RANK) or choose(over)
    refuse_if(because("这里已经没有人负责，请先补上社区或街道的岗位。") if found is None else "")
    assert found is not None
    return found


@transaction.atomic
def hand_over(
    task: Task, *, to: Owner | None, why: str = "", by: Person | None, at: datetime, hat: str = ""
) -> Task:
    """Somebody else does it, by the same day; whoever spoke hears who."""
    now = locked(task)
    refuse_if(rules.why_not_hand(now.stage, now=now.owner, to=to))
    assert to is not None
    hold(now, to, at=at, why=why.strip())
    now.stage = Stage.GIVEN
    now.save(update_fields=["stage", "post", "body"])
    because_of = f"（{why.strip()}）" if why.strip() else ""
    says = f"改由{called(to)}来做{because_of}，还是{month_day(now.due)}前做完：{now.words}"
    tell(now, Act.HANDED, by=by, at=at, says=says, hat=hat)
    tell_those_who_spoke(now, by=by, at=at, says=says, hat=hat)
    return now
