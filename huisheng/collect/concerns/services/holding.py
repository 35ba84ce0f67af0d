"""Exactly one holder at all times (I2): what a post held goes to the next one up when the post ends."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import changing, move, tell
from huisheng.collect.concerns.stages import Act
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import choose, post_ended, posts_over


def successor(concern: Concern, *, at: datetime) -> Appointment | None:
    """Who takes over: the next post upward from the one that held it, else whoever answers for the place."""
    rank = concern.holder.kind.rank if concern.holder else 0
    posts = posts_over(concern.path, on=localtime(at).date())
    return choose(posts, from_rank=rank) or choose(posts)


def keep_held(concern: Concern, *, at: datetime) -> None:
    """Give an unsaved concern a holder in office, if it has none. Refused when nobody is left over its place."""
    if concern.holder is None or concern.holder.ended_at:
        concern.holder = successor(concern, at=at)
        refuse_if(because("这里已经没有人负责,请先补上社区或街道的岗位。") if concern.holder is None else "")


@receiver(post_ended, dispatch_uid="concerns.hand_on")
def hand_on(sender: type, *, post: Appointment, by: Person | None, at: datetime, **_: Any) -> None:
    """Everything that the post held goes to its successor at once, with a line that says so (M03, I1, I2).

    Refused, and with it the end of the post, when nobody is left to take it.
    """
    for held in Concern.objects.filter(holder=post, is_open=True):
        with changing(held) as now:
            keep_held(now, at=at)
            move(now, Act.DISPATCHED, at=at)
            heir = now.holder
            if heir:
                says = (
                    f"{post.kind.name}{post.person.name}卸任,现在由{heir.kind.name}{heir.person.name}负责。"
                )
                tell(now, Act.DISPATCHED, by=by, at=at, says=says, staff=[heir.person])
