"""Write a point down while people speak; put right what was typed wrong."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from huisheng.collect.concerns.rules import title_of
from huisheng.collect.talks import rules
from huisheng.collect.talks.models import Talk, TalkPoint
from huisheng.collect.talks.services.finding import standing
from huisheng.collect.talks.services.holding import locked
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said, begin, hear
from huisheng.people.models import Person


@transaction.atomic
def capture(
    talk: Talk,
    *,
    words: str,
    kind: str,
    by: Person | None,
    at: datetime,
    said: Said | None = None,
    private: bool = False,
    hat: str = "",
    once: str | None = None,
) -> TalkPoint:
    """One line of one person. `said`: who, if they gave a name or a phone; they hear what becomes of it.

    `once`: the form's own token; sent twice it is one point. Two scribes at once get two numbers.
    """
    now = locked(talk)
    if once and (same := TalkPoint.objects.filter(once=once).first()):
        return same
    refuse_if(rules.why_not_capture(standing(now), words, on=localtime(at).date()))
    refuse_if(why_not_phone(said.phone) if said else "")
    last = now.points.aggregate(n=Max("number"))["n"] or 0
    voice = begin(kind="point", title=title_of(words), path=now.place.path, at=at)
    speaker = hear(voice, said=said, filed_by=by, at=at) if said and (said.name or said.phone) else None
    point = TalkPoint.objects.create(
        talk=now, number=last + 1, voice=voice, kind=kind, words=" ".join(words.split()), speaker=speaker,
        private=private, by=by, at=at, once=once,
    )  # fmt: skip
    says = f"在“{now.title}”上说：{point.words}"
    say(voice, by=by, at=at, did="said", says=says, to=[speaker] if speaker else [], caller=by, hat=hat)
    return point


def fate_of(point: TalkPoint) -> str:
    """What became of it so far; "" while nothing has."""
    fate = getattr(point, "fate", None)
    return fate.fate if fate else ""


def fresh(point: TalkPoint) -> TalkPoint:
    """The point as it is now, under its talk's lock."""
    found = TalkPoint.objects.select_related("voice", "speaker", "talk__place", "talk__voice", "fate")
    return found.get(pk=point.pk)


@transaction.atomic
def reword(
    point: TalkPoint, *, words: str, kind: str, private: bool, by: Person | None, at: datetime, hat: str = ""
) -> TalkPoint:
    """What was typed wrong, put right while nothing has become of it."""
    talk = locked(point.talk)
    now = fresh(point)
    refuse_if(rules.why_not_reword(standing(talk), words, fate=fate_of(now)))
    now.words, now.kind, now.private = " ".join(words.split()), kind, private
    now.save(update_fields=["words", "kind", "private"])
    now.voice.title = title_of(words)
    now.voice.save(update_fields=["title"])
    say(now.voice, by=by, at=at, did="reworded", says=f"改成：{now.words}", to=[], hat=hat)
    return now


@transaction.atomic
def drop(point: TalkPoint, *, why: str, by: Person | None, at: datetime, hat: str = "") -> None:
    """Typed twice or by mistake: out of the list, and why; the record stays."""
    talk = locked(point.talk)
    now = fresh(point)
    spoke = now.speaker_id is not None
    refuse_if(rules.why_not_drop(standing(talk), fate=fate_of(now), spoke=spoke, why=why))
    now.dropped = why.strip()
    now.save(update_fields=["dropped"])
    say(now.voice, by=by, at=at, did="dropped", says=f"删掉了：{now.dropped}", to=[], hat=hat)
