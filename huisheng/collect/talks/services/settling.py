"""Give a point its fate: a matter with a holder, the council's agenda, an explanation, whom to ask, an offer taken."""

from datetime import datetime
from typing import Any

from django.db import transaction

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.models import Concern
from huisheng.collect.talks import rules
from huisheng.collect.talks.models import PointFate, TalkPoint
from huisheng.collect.talks.rules import Fate
from huisheng.collect.talks.services.capturing import fate_of, fresh
from huisheng.collect.talks.services.finding import standing
from huisheng.collect.talks.services.holding import locked
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.models import Speaker
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.models import Place


@transaction.atomic
def settle(
    point: TalkPoint,
    *,
    fate: str,
    by: Person | None,
    at: datetime,
    words: str = "",
    whom: str = "",
    place: Place | None = None,
    category: Category | None = None,
    hat: str = "",
) -> PointFate:
    """Exactly one fate (M27). Whoever said it is told once; of a matter the matter itself tells them.

    A matter is raised at `place` (else where the talk was) under `category`, in the words of the point.
    """
    talk = locked(point.talk)
    now = fresh(point)
    already = fate_of(now)
    refuse_if(rules.why_not_settle(standing(talk), already=already, fate=fate, words=words, whom=whom))
    raised = raised_from(now, place or talk.place, category, by, at, hat) if fate == Fate.CONCERN else None
    given = PointFate.objects.create(
        point=now, fate=fate, words=words.strip(), whom=whom.strip(), concern=raised, by=by, at=at
    )
    told = [now.speaker] if now.speaker and raised is None else []
    say(now.voice, by=by, at=at, did="settled", says=told_words(given), to=told, caller=by, hat=hat)
    return given


def told_words(given: PointFate) -> str:
    """What the person who said it reads."""
    if given.fate == Fate.CONCERN and given.concern:
        return f"记成了一件事，编号 {given.concern.speaker.spoken}，由{_holder(given.concern)}负责。{given.words}"
    told = {
        Fate.AGENDA: "这件事要大家一起定，交给议事会，上了议程再告诉您。",
        Fate.EXPLAINED: "当场说清楚了：",
        Fate.OUTSIDE: f"不归这里管，请找{given.whom}。",
        Fate.OFFERED: "谢谢，您愿意出的力记下了：",
    }
    return f"{told[Fate(given.fate)]}{given.words}"


def _holder(concern: Concern) -> str:
    return concern.holder.title if concern.holder else "社区"


def raised_from(
    point: TalkPoint,
    place: Place,
    category: Category | None,
    by: Person | None,
    at: datetime,
    hat: str,
    again: str = "",
) -> Concern:
    """The matter of a point; a second one only after the first was ended (`again`)."""
    refuse_if(because("请选归到哪一类。") if category is None else "")
    assert category is not None
    return concerns.raise_(
        point.words, place=place, category=category, said=_said(point.speaker), channel=Concern.Channel.TALK,
        by=by, at=at, hat=hat, submission=f"point {point.pk}{again}",
    )  # fmt: skip


def _said(speaker: Speaker | None) -> Said:
    """Who spoke, as they were heard at the talk."""
    if speaker is None:
        return Said()
    kept: dict[str, Any] = {
        key: getattr(speaker, key) for key in ("name", "phone", "told_by", "is_elder", "person")
    }
    return Said(**kept)
