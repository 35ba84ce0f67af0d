"""A clock ran out: the holder and the desk above are told once, by an internal line."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.handling import CLERK_RANK
from huisheng.collect.concerns.services.keeping import WITH, tell
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person
from huisheng.territory.posts.services import choose, posts_over

# A pause resumes by itself, a joined matter is reminded of with its lead, a verdict is the call-back's.
CLOCKS_RUN = (Stage.HEARD, Stage.WORKING, Stage.REFERRED)


def remind_late(*, at: datetime) -> int:
    """Tell of every clock that ran out since the last time; answers how many. Safe to run twice and side by side.

    Orders imported from elsewhere keep their old times and are on the list of late ones as they come; nobody is
    called because of them.
    """
    return sum(_remind(pk, at=at) for pk in list(_late(at).values_list("pk", flat=True)))


def _late(at: datetime) -> QuerySet[Concern]:
    told = Line.objects.filter(
        voice=OuterRef("voice"), did=Act.NOTED, by=None, at__gte=OuterRef("due_at"), says=""
    )
    late = Concern.objects.filter(
        ~Exists(told), stage__in=CLOCKS_RUN, is_open=True, due_at__lte=at, batch=None
    )
    return late.order_by("due_at", "pk")


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> bool:
    """False when somebody was faster, which is seen only by a question that begins once the matter is locked."""
    Concern.objects.select_for_update().get(pk=pk)
    late = _late(at).filter(pk=pk).select_related(*WITH).first()
    if late is None:
        return False
    day = localtime(late.due_at)
    inner = f"{_clock_name(late)}过了：{day.month} 月 {day.day} 日 {day:%H:%M}。"
    tell(late, Act.NOTED, by=None, at=at, inner=inner, staff=_who(late, at), late=True)
    return True


def _clock_name(concern: Concern) -> str:
    if concern.stage == Stage.REFERRED and concern.contacted_at:
        return "外单位答复的期限"
    return "办好的期限" if concern.contacted_at else "联系居民的期限"


def _who(concern: Concern, at: datetime) -> list[Person]:
    """The holder, and the desk one step further up."""
    holder = concern.holder
    if holder is None:
        return []
    above = choose(
        (
            post
            for post in posts_over(concern.path, on=localtime(at).date())
            if post.person_id != holder.person_id
        ),
        from_rank=max(holder.kind.rank + 1, CLERK_RANK),
    )
    return [holder.person, above.person] if above else [holder.person]
