"""Write a sensitive circumstance down, open it for a reason, drop it."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import transaction

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import note
from huisheng.collect.sensitive import rules
from huisheng.collect.sensitive.models import SensitiveNote
from huisheng.echo.consents.services import consent
from huisheng.echo.consents.services import take_back as take_back_consent
from huisheng.echo.models import Reading, Speaker
from huisheng.echo.readings.services import open_own, open_speaker
from huisheng.echo.refusals import refuse_if
from huisheng.echo.sealed.services import drop, keep, opened
from huisheng.people.models import Person

WHAT = "sensitive"


@transaction.atomic
def write(
    concern: Concern, *, words: str, agreed: bool, how: str, by: Person, at: datetime, hat: str = ""
) -> SensitiveNote:
    """The words are sealed; the matter's own record says only that there is something, and the ledger who agreed how."""
    refuse_if(rules.why_not_write(words, agreed=agreed, is_open=concern.is_open))
    made = SensitiveNote.objects.create(concern=concern, by=by, hat=hat, at=at)
    keep(SensitiveNote, "words", {made.pk: words.strip()})
    consent(
        WHAT,
        about=_about(made),
        by=by,
        at=at,
        how=how,
        speaker=concern.speaker,
        person=concern.speaker.person,
    )
    note(concern, by=by, at=at, hat=hat, says="", inner="另记了一条敏感情况，写明原因才能打开。")
    return made


@transaction.atomic
def open_(
    concern: Concern, *, purpose: str, by: Person, at: datetime, hat: str = ""
) -> list[tuple[SensitiveNote, str]]:
    """Every circumstance with its words, once, for a reason; the reading is kept (I6)."""
    refuse_if(rules.why_not_open(purpose))
    reading: Reading = open_speaker(concern.speaker, by=by, hat=hat, purpose=purpose, at=at, what=WHAT)
    notes = standing(concern)
    words = opened(SensitiveNote, "words", [one.pk for one in notes], reading=reading)
    return [(one, words.get(one.pk, "")) for one in notes]


@transaction.atomic
def own_copy(
    speakers: Iterable[Speaker], *, by: Person | None, at: datetime
) -> list[tuple[SensitiveNote, str]]:
    """What was written down about who spoke, for their own copy (R13.7, art. 45): they agreed to each of them themselves.

    Each matter opened is a reading. A note that is gone has no words.
    """
    notes = SensitiveNote.objects.filter(concern__speaker__in=speakers).select_related(
        "concern__speaker__voice"
    )
    found: list[tuple[SensitiveNote, str]] = []
    for speaker, several in groupby(notes.order_by("concern", "pk"), key=lambda one: one.concern.speaker):
        mine = list(several)
        reading = open_own(speaker, by=by, at=at)
        words = opened(SensitiveNote, "words", [one.pk for one in mine], reading=reading)
        found += [(one, words.get(one.pk, "")) for one in mine]
    return found


def standing(concern: Concern) -> list[SensitiveNote]:
    """What was written down and not dropped since."""
    return list(concern.sensitive.filter(dropped_at=None).select_related("by"))


@transaction.atomic
def drop_(notes: Iterable[SensitiveNote], *, by: Person | None, at: datetime) -> int:
    """The words go for good; that there was something stays on record."""
    several = list(notes)
    drop(SensitiveNote, [one.pk for one in several])
    SensitiveNote.objects.filter(pk__in=[one.pk for one in several]).update(dropped_at=at)
    for one in several:
        take_back_consent(WHAT, about=_about(one), by=by, at=at)
    return len(several)


def _about(one: SensitiveNote) -> str:
    return f"note:{one.pk}"
