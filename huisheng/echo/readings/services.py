"""Open personal data for a purpose; knock at a door."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime

from huisheng.echo.audit.services import keep
from huisheng.echo.readings import rules
from huisheng.echo.readings.models import Knock, Reading
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.voices.models import Speaker
from huisheng.people.models import Person

OWN_COPY = "给本人的那一份"


@transaction.atomic
def open_several(*, what: str, by: Person, hat: str, path: str, purpose: str, at: datetime) -> Reading:
    """Names and phones of an area: looked through (`search`) or taken out as a list (`list`). Refused without a purpose (I6)."""
    refuse_if(why_not_purpose(purpose))
    reading = Reading.objects.create(by=by, hat=hat, what=what, path=path, purpose=purpose.strip(), at=at)
    keep("personal_opened", by=by, at=at, about=f"reading {reading.pk}", path=path)
    return reading


def why_not_purpose(purpose: str) -> str:
    """Nobody reads personal data without saying what for."""
    return YES if len(purpose.strip()) >= 2 else because("请写一句为什么要看，例如：回电话问情况。")


@transaction.atomic
def open_speaker(
    speaker: Speaker, *, by: Person, hat: str, purpose: str, at: datetime, what: str = "name, phone"
) -> Reading:
    """The name and phone (or `what` else) of who spoke, for a stated purpose. Refused without one; the reading is kept (I6)."""
    refuse_if(why_not_purpose(purpose))
    reading = Reading.objects.create(
        by=by,
        hat=hat,
        what=what,
        speaker=speaker,
        path=speaker.voice.path,
        purpose=purpose.strip(),
        at=at,
    )
    keep("personal_opened", by=by, at=at, about=f"reading {reading.pk}", path=reading.path)
    return reading


@transaction.atomic
def open_own(speaker: Speaker, *, by: Person | None, at: datetime) -> Reading:
    """Somebody takes their own copy along; `by`: their account, the clerk before whom they stand, or nobody's."""
    path = speaker.voice.path
    reading = Reading.objects.create(
        by=by, what="own copy", speaker=speaker, path=path, purpose=OWN_COPY, at=at
    )
    keep("personal_opened", by=by, at=at, about=f"reading {reading.pk}", path=path)
    return reading


def locked_until(*doors: tuple[str, str], at: datetime) -> datetime | None:
    """Until when any of these doors (kind, secret) is locked, or None. One query."""
    kept = Knock.objects.filter(door__in=[_digest(door) for door in doors], locked_until__gt=at)
    return max((knock.locked_until for knock in kept if knock.locked_until), default=None)


@transaction.atomic
def knock_failed(*doors: tuple[str, str], at: datetime) -> None:
    """One more failure at each door; at the limit it locks (rules.locks_at)."""
    for door in doors:
        knock, _ = Knock.objects.select_for_update().get_or_create(door=_digest(door), defaults={"since": at})
        before = rules.counted(knock.fails, knock.since, at)
        knock.fails = before + 1
        knock.since = knock.since if before else at
        if knock.fails >= rules.locks_at(door[0]):
            knock.locked_until = at + rules.LOCKED_FOR
        knock.save()


def knock(door: tuple[str, str], *, at: datetime) -> None:
    """One more try at a door that only so many may be made at (rules.locks_at). Refused while it is locked."""
    until = locked_until(door, at=at)
    refuse_if(because("试得太多了，%(time)s 以后再试。", time=f"{localtime(until):%H:%M}") if until else YES)
    knock_failed(door, at=at)


def knock_opened(*doors: tuple[str, str]) -> None:
    """Whoever came in had the key: what failed before no longer counts at these doors."""
    Knock.objects.filter(door__in=[_digest(door) for door in doors]).delete()


def _digest(door: tuple[str, str]) -> str:
    return salted_hmac("huisheng.knock." + door[0], door[1], algorithm="sha256").hexdigest()
