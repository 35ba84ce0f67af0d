"""Strike out a record that should never have been: a test, or the same order typed twice (M151)."""

from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import WITH, count, tell
from huisheng.collect.concerns.stages import STRUCK_OUT
from huisheng.echo.models import Line, Message
from huisheng.echo.notices.models import State
from huisheng.echo.photos.services import remove_all
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person


@transaction.atomic
def remove(
    concern: Concern, *, by: Person, at: datetime, why: str, hat: str = "", seen: int | None = None
) -> Line:
    """The concern is gone from every list, figure and roll-up at once. Its voice keeps its lines and gets one more:
    who struck it out and why, which the resident reads under the number and is told of. What waited to be sent
    about it before is not sent; its photos are gone.

    Returns that line. Refused by rules.why_not_remove, and when somebody was faster than what was `seen`.
    """
    now = Concern.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=concern.pk)
    refuse_if(rules.why_not_seen(now, seen) or rules.why_not_remove(now, why=why))
    Message.objects.filter(line__voice=now.voice, state=State.WAITING).delete()
    remove_all(now.voice, why=why, by=by, at=at)
    count(now, before=counted_as(now), after=set())
    now.delete()
    now.is_open = False
    reason = why.strip().rstrip("。")
    says = f"这条登记删掉了，不再办理。原因：{reason}。"
    return tell(now, STRUCK_OUT, by=by, at=at, says=says, hat=hat, to=[now.speaker])
