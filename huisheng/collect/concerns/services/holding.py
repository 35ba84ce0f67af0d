"""Exactly one holder at all times (I2): what a post held goes to the next one up when the post ends."""

from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import changing, move, tell
from huisheng.collect.concerns.stages import OPEN, Act
from huisheng.echo.notices.models import Message, State
from huisheng.echo.notices.rules import Channel
from huisheng.echo.notices.services import hand_calls_to
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.models import Voice
from huisheng.people.models import Person
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import choose, post_ended, posts_over


def successor(concern: Concern, *, at: datetime) -> Appointment | None:
    """Who takes over: the next post upward from the one that held it, else whoever answers for the place."""
    rank = concern.holder.kind.rank if concern.holder else 0
    posts = posts_over(concern.path, on=localtime(at).date())
    return choose(posts, from_rank=rank) or choose(posts)


def keep_held(concern: Concern, *, at: datetime) -> None:
    """Give an unsaved concern a holder in office over its place, if it has none (after a join it may be another's).

    Refused when nobody is left over its place.
    """
    holder = concern.holder
    if holder is None or holder.ended_at or not _is_over(holder, concern, at):
        concern.holder = successor(concern, at=at)
        refuse_if(because("这里已经没有人负责，请先补上社区或街道的岗位。") if concern.holder is None else "")


def _is_over(holder: Appointment, concern: Concern, at: datetime) -> bool:
    if concern.path.startswith(holder.place.path):
        return True
    return holder.pk in {post.pk for post in posts_over(concern.path, on=localtime(at).date())}


@receiver(post_ended, dispatch_uid="concerns.hand_on")
def hand_on(sender: type, *, post: Appointment, by: Person | None, at: datetime, **_: Any) -> None:
    """Everything that the post held goes to its successor at once, with a line that says so (M03, I1, I2).

    Refused, and with it the end of the post, when nobody is left to take it.
    """
    held = Concern.objects.filter(holder=post, is_open=True)
    # Leads first: what is joined to them goes with them, and is told with them.
    for concern in chain(held.filter(lead=None), held.filter(lead__isnull=False)):
        _hand_on(concern, post, by=by, at=at)
    _hand_calls_on(post, at=at)


def _hand_calls_on(post: Appointment, *, at: datetime) -> None:
    """Calls still to be made about what is closed: whoever wants to be called does not wait for somebody who left."""
    waiting = Message.objects.filter(caller=post.person_id, channel=Channel.CALL, state=State.WAITING)
    for voice in Voice.objects.filter(pk__in=waiting.values("speaker__voice")):
        posts = posts_over(voice.path, on=localtime(at).date())
        heir = choose(posts, from_rank=post.kind.rank) or choose(posts)
        if heir and post.person_id not in {one.person_id for one in posts}:
            hand_calls_to(heir.person, voice=voice)


def _hand_on(concern: Concern, post: Appointment, *, by: Person | None, at: datetime) -> None:
    with changing(concern) as now:
        keep_held(now, at=at)
        move(now, Act.DISPATCHED, at=at)
        heir = now.holder
        if heir:
            gone, here = f"{post.kind.name}{post.person.name}", f"{heir.kind.name}{heir.person.name}"
            says = f"{gone}卸任，现在由{here}负责。"
            tell(now, Act.DISPATCHED, by=by, at=at, says=says, staff=[heir.person])


def hand_on_strays(*, at: datetime) -> int:
    """A matter that reached a post in the very moment in which it ended goes up as well; returns how many."""
    ended = Appointment.objects.filter(ended_at__isnull=False).values("pk")
    strays = Concern.objects.filter(holder__in=ended, stage__in=OPEN)  # index desk_holder
    handed = 0
    for concern in strays.select_related("holder__person", "holder__kind"):
        with suppress(Refused):  # nobody left: doctor says so
            if concern.holder:
                _hand_on(concern, concern.holder, by=None, at=at)
                handed += 1
    return handed
