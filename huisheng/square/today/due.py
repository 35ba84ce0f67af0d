"""What is due for one person today, and nothing else: a query a kind, whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern, Referral
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.notices.models import Message, State
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Reach, Role, reach_of
from huisheng.territory.places.rules import within
from huisheng.territory.posts.services import linked_homes

AT_MOST = 40
NEW_FOR = timedelta(days=2)
WITH = ("voice", "speaker", "place", "holder__person", "holder__kind")


@dataclass
class Due:
    """What one person has to do: new ones to contact, what runs out today, what another body owes an answer to."""

    new: list[Concern] = field(default_factory=list)
    ends: list[Concern] = field(default_factory=list)
    chase: list[Concern] = field(default_factory=list)


def my_matters(person: Person, hats: list[Hat], *, at: datetime) -> Due:
    """What the person's posts hold (and what linked homes said), as far as it is due by tonight. One query."""
    mine = Q(holder__in=[hat.post for hat in hats if hat.post])
    if any(hat.role is Role.LINKED for hat in hats):
        mine |= Q(path__in=linked_homes(person, on=localtime(at).date()).values("path"))
    tonight = localtime(at).replace(hour=23, minute=59)
    asked = Referral.objects.filter(concern=OuterRef("pk"), answered_at=None, closed_at=None)
    found = (
        Concern.objects.filter(mine, is_open=True)
        .filter(Q(stage=Stage.HEARD) | Q(stage__in=[Stage.WORKING, Stage.REFERRED], due_at__lte=tonight))
        .annotate(
            body=Subquery(asked.values("body__name")[:1]),
            body_phone=Subquery(asked.values("body__phone")[:1]),
        )
        .select_related(*WITH)
        .order_by("due_at", "id")[:AT_MOST]
    )
    kinds: dict[str, list[Concern]] = {Stage.HEARD: [], Stage.WORKING: [], Stage.REFERRED: []}
    for concern in found:
        kinds[concern.stage].append(concern)
    return Due(kinds[Stage.HEARD], kinds[Stage.WORKING], kinds[Stage.REFERRED])


def call_backs(person: Person, hats: list[Hat], *, at: datetime) -> list[Concern]:
    """Said to be done, not confirmed in time, and handled by somebody else (R2.8). One query, or none."""
    paths = [hat.path for hat in hats if hat.path and reach_of("concern.call_back", hat.role) is Reach.AREA]
    if not paths:
        return []
    there = Q()
    for low, high in map(within, paths):
        there |= Q(path__gte=low, path__lt=high)
    done = Concern.objects.filter(there, stage=Stage.DONE, is_open=True, due_at__lte=at)
    not_mine = done.exclude(finished_by=person).exclude(holder__person=person)
    return list(not_mine.select_related(*WITH).order_by("due_at", "id")[:AT_MOST])


@dataclass(frozen=True)
class Call:
    """Everything that one speaker is to be told in one call."""

    speaker: Any
    messages: list[Message]

    @property
    def title(self) -> str:
        """What it is about: the first matter's name."""
        return self.messages[0].line.voice.title


def calls(person: Person, *, at: datetime) -> list[Call]:
    """Call tasks that wait for this person, gathered by who is to be called. One query."""
    waiting = Message.objects.filter(
        caller=person, channel=Message.Channel.CALL, state=State.WAITING, not_before__lte=at
    )
    messages: Iterable[Message] = waiting.select_related("speaker", "line__voice").order_by("speaker", "id")
    return [
        Call(who, list(several)) for who, several in groupby(messages, key=lambda message: message.speaker)
    ]


def notices(person: Person, *, at: datetime) -> list[Message]:
    """What the person was told in the app in the last two days, at most the newest ten. One query, which looks at no
    more than these: who was told thousands of things before waits for none of them."""
    told = Message.objects.filter(person=person, channel=Message.Channel.APP)
    newest = told.select_related("line__voice", "line__by").order_by("-id")[:10]
    return [one for one in newest if one.done_at and one.done_at >= at - NEW_FOR]
