"""Queue messages with the event. Delivery is another process (deliver.py)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from huisheng.echo.notices import rules
from huisheng.echo.notices.models import Message, State
from huisheng.echo.notices.rules import Channel
from huisheng.echo.voices.models import Line, Speaker
from huisheng.people.models import Person


def queue(
    line: Line,
    *,
    speakers: Iterable[Speaker],
    staff: Iterable[Person],
    caller: Person | None = None,
    next_at: datetime | None = None,
    phone: str = "",
    urgent: bool = False,
) -> None:
    """One message per person and channel for one line, in one statement.

    Staff are told in the app, once though named twice. What is on the page is told the moment it is written.
    """
    later = rules.not_before(localtime(line.at), urgent=urgent)
    next_at = localtime(next_at) if next_at else None
    to_speakers = [
        Message(
            line=line,
            speaker=speaker,
            channel=channel,
            caller=caller if channel is Channel.CALL else None,
            words=rules.words_for(channel, number=speaker.spoken, next_at=next_at, phone=phone),
            **_timing(channel, line.at, later),
        )
        for speaker in speakers
        for channel in rules.channels_for(told_by=speaker.told_by, phone=speaker.phone, email=speaker.email)
    ]
    to_staff = [
        Message(line=line, person=person, channel=Channel.APP, **_timing(Channel.APP, line.at, line.at))
        for person in dict.fromkeys(staff)
    ]
    Message.objects.bulk_create(to_speakers + to_staff)


def _timing(channel: Channel, at: datetime, later: datetime) -> dict[str, Any]:
    if channel is Channel.APP:
        return {"state": State.SENT, "done_at": at, "not_before": at}
    return {"state": State.WAITING, "not_before": later}
