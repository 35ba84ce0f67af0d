"""A copy of everything held on somebody, and the entry in the security log that it was taken out."""

from datetime import datetime

from django.db import transaction

from huisheng.echo.audit.services import keep
from huisheng.echo.models import Proof
from huisheng.people.models import Person
from huisheng.square.rights.collecting import HEADINGS, held_on, held_on_speakers
from huisheng.square.rights.spoken import own_of


@transaction.atomic
def of_person(person: Person, *, at: datetime) -> HEADINGS:
    """For who is logged in."""
    found = held_on(person)
    keep("exported", by=person, at=at, about="own copy", whose=person)
    return found


@transaction.atomic
def of_speaker(proof: Proof, *, by: Person | None, at: datetime) -> HEADINGS:
    """For who proved to be who spoke; `by`: the clerk at the counter."""
    speaker = proof.speaker
    found = held_on_speakers(own_of(speaker))
    path = speaker.voice.path
    keep("exported", by=by, at=at, about="own copy", why=f"speaker {speaker.pk}", path=path)
    return found
