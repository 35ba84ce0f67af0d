"""Where the loop closes: a later room hands a finished work item back to those who asked (M42)."""

from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.closing import Report, finish
from huisheng.collect.concerns.services.handling import contact, resume
from huisheng.collect.concerns.services.joining import recall
from huisheng.collect.concerns.services.keeping import locked
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person

FIRST_HEARD = "定下的事做完了，现在把结果告诉您。"
NO_LONGER_ASKED = "定下的事已经做完，不用再等答复。"


@transaction.atomic
def report_done(
    concern: Concern, *, report: Report, by: Person | None, at: datetime, hat: str = ""
) -> Line | None:
    """Report it done from wherever it stands: the lead of a joined one; a paused one runs again first, one that was
    referred is taken back, and who was never contacted is told now. None: it waits for its verdict or is closed.
    """
    now = locked(concern.lead or concern)
    if not now.is_open or now.stage == Stage.DONE:
        return None
    if now.stage == Stage.PAUSED:
        resume(now, by=by, at=at, hat=hat)
    elif now.stage == Stage.REFERRED:
        recall(now, by=by, at=at, why=NO_LONGER_ASKED, hat=hat)
    elif now.stage == Stage.HEARD:
        contact(now, by=by, at=at, says=FIRST_HEARD, hat=hat)
    return finish(now, report=report, by=by, at=at, hat=hat)
