"""Queue messages with the event; record what a human did about one. Sending is another process (delivery.py)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from huisheng.echo.notices import rules
from huisheng.echo.notices.models import Message, State
from huisheng.echo.notices.rules import Channel
from huisheng.echo.prepared import insert
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.voices.models import Line, Speaker, Voice
from huisheng.echo.voices.rules import spoken
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
    late: bool = False,
    about: str = "",
    words: str = "",
) -> None:
    """One message per person and channel for one line, in one statement.

    Staff are told in the app, once though named twice. What is on the page is told the moment it is written.
    `words` instead of the usual ones leave the house: a code, which is what the message is for.
    The staff's group hears of danger and of what is `late` (rules.group_hears), by the number `about`.
    """
    later = rules.not_before(localtime(line.at), urgent=urgent)
    next_at = localtime(next_at) if next_at else None
    to_speakers = [
        Message(
            line=line,
            speaker=speaker,
            channel=channel,
            caller=caller if channel is Channel.CALL else None,
            words=words or rules.words_for(channel, number=speaker.spoken, next_at=next_at, phone=phone),
            next_on=next_at.date() if next_at else None,
            ask=phone,
            **_timing(channel, line.at, later),
        )
        for speaker, channel in _reached(speakers)
    ]
    to_staff = [
        Message(line=line, person=person, channel=Channel.APP, **_timing(Channel.APP, line.at, line.at))
        for person in dict.fromkeys(staff)
    ]
    to_group = []
    if about and rules.group_hears(line.did, urgent=urgent, late=late):
        words = rules.group_words(number=spoken(about), did=line.did, next_at=next_at)
        to_group = [
            Message(line=line, channel=Channel.WECOM, words=words, **_timing(Channel.WECOM, line.at, later))
        ]
    if messages := to_speakers + to_staff + to_group:
        insert(*messages)


def _reached(speakers: Iterable[Speaker]) -> Iterator[tuple[Speaker, Channel]]:
    """Every speaker's page; every telephone and mailbox once, though somebody spoke twice on one matter."""
    reached = set()
    for speaker in speakers:
        for channel in rules.channels_for(told_by=speaker.told_by, phone=speaker.phone, email=speaker.email):
            address = rules.address_of(channel, phone=speaker.phone, email=speaker.email)
            if not address or (channel, address) not in reached:
                reached.add((channel, address))
                yield speaker, channel


def _timing(channel: Channel, at: datetime, later: datetime) -> dict[str, Any]:
    if channel is Channel.APP:
        return {"state": State.SENT, "done_at": at, "not_before": at}
    return {"state": State.WAITING, "not_before": later}


def told(speaker: Speaker, *, by: Person, at: datetime) -> int:
    """The speaker was called and told: their call tasks are done, by whoever did it. Answers how many there were."""
    waiting = Message.objects.filter(speaker=speaker, channel=Channel.CALL, state=State.WAITING)
    return waiting.update(state=State.SENT, done_at=at, caller=by)


def hand_calls_to(caller: Person, *, voice: Voice) -> None:
    """Who answers for a voice now makes its calls that are still to be made."""
    waiting = Message.objects.filter(speaker__voice=voice, channel=Channel.CALL, state=State.WAITING)
    waiting.update(caller=caller)


def resend(message: Message, *, by: Person, at: datetime) -> None:
    """A human decided: send it (again). Only what nobody knows about or what could not be sent."""
    stuck = Message.objects.filter(pk=message.pk, state__in=(State.UNSURE, State.DEAD))
    said = f"{by.name}决定再发"
    changed = stuck.update(state=State.WAITING, attempts=0, not_before=at, error=said)
    refuse_if(because("这条消息不用再决定了。") if not changed else "")


def let_be(message: Message, *, by: Person, at: datetime) -> None:
    """A human decided: it will not be sent again."""
    stuck = Message.objects.filter(pk=message.pk, state=State.UNSURE)
    changed = stuck.update(state=State.DEAD, done_at=at, error=f"{by.name}决定不再发")
    refuse_if(because("这条消息不用再决定了。") if not changed else "")
