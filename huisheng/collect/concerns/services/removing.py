"""Strike out a record that should never have been: a test, or the same order typed twice (M151)."""

from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import WITH, count
from huisheng.collect.concerns.stages import Act
from huisheng.echo.models import Line, Message
from huisheng.echo.notices.models import State
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person


def why_not_remove(concern: Concern, *, why: str) -> str:
    """Only with a reason; not what others joined, and not what a resident has judged: that is their word."""
    if len(why.strip()) < 4:
        return because("请写删除的原因。")
    if concern.has_followers:
        return because("有别的事并在这一件里，请先分开。")
    if concern.lead_id:
        return because("这一件并在别的事里，请先分开。")
    if concern.solved:
        return because("居民已经评价过，不能删除。")
    return YES


@transaction.atomic
def remove(concern: Concern, *, by: Person, at: datetime, why: str, hat: str = "") -> Line:
    """The concern is gone from every list, figure and roll-up at once. Its voice keeps its lines, and gets one more
    for staff that says who struck it out and why; what waits to be sent about it is not sent.

    Returns that line. Refused by why_not_remove.
    """
    now = Concern.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=concern.pk)
    refuse_if(why_not_remove(now, why=why))
    Message.objects.filter(line__voice=now.voice, state=State.WAITING).delete()
    count(now, before=counted_as(now), after=set())
    struck_out = f"删除了编号 {now.speaker.spoken}:{why.strip()}"
    now.delete()
    return Line.objects.create(voice=now.voice, at=at, by=by, hat=hat, did=Act.NOTED.value, inner=struck_out)
