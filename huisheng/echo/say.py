"""Every act ends here: one line in words a resident can read, told to everyone who spoke, in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from huisheng.echo.notices.services import queue
from huisheng.echo.prepared import insert
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.models import Line, Speaker, Voice
from huisheng.echo.voices.rules import why_not_say
from huisheng.people.models import Person


@transaction.atomic(savepoint=False)
def say(
    voice: Voice,
    *,
    by: Person | None,
    at: datetime,
    did: str,
    says: str = "",
    inner: str = "",
    hat: str = "",
    to: Iterable[Speaker] | None = None,
    staff: Iterable[Person] = (),
    caller: Person | None = None,
    **notice: Any,
) -> Line:
    """Write one line and queue one message per person and channel (I3).

    `to`: who is told; everyone who hears this voice when not given. `staff`: helpers told as well (in-app).
    `caller`: who gets the call task for those who want a call. `notice`: next_at, phone, urgent (echo/notices).
    Refused when the words are missing or too long (M22). An internal note is told to nobody.
    """
    refuse_if(why_not_say(says, inner=inner, did=did))
    line = Line(voice=voice, at=at, by=by, hat=hat, did=did, says=says.strip(), inner=inner.strip())
    insert(line)
    speakers = [] if not line.says else list(voice.speakers.all()) if to is None else list(to)
    queue(line, speakers=speakers, staff=staff, caller=caller, **notice)
    return line
