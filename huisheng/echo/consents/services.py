"""Agree, take it back, and ask whether somebody agreed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from huisheng.echo.audit.services import keep
from huisheng.echo.consents import rules
from huisheng.echo.consents.models import Consent
from huisheng.echo.consents.rules import PURPOSES, How
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.models import Speaker
from huisheng.people.models import Person

# The ground floor announces; the room whose thing it is hides it in the same transaction.
taken_back = Signal()


@transaction.atomic
def consent(
    purpose: str,
    *,
    about: str,
    by: Person | None,
    at: datetime,
    how: str = How.PAGE,
    person: Person | None = None,
    speaker: Speaker | None = None,
) -> Consent:
    """Somebody agrees to a purpose, about one thing. To the same words twice is once; new words end the old consent."""
    refuse_if(rules.why_not_consent(purpose, about=about))
    stands = in_force(purpose, about=about).first()
    if stands and stands.version == PURPOSES[purpose].version:
        return stands
    if stands:
        _end(stands, by=by, at=at, how=how)
    words = PURPOSES[purpose]
    made = Consent.objects.create(
        person=person, speaker=speaker, purpose=purpose, about=about, version=words.version, words=str(words.asks),
        how=how, by=by, at=at,
    )  # fmt: skip
    keep("consent_given", by=by, at=at, about=f"{purpose} {about}", whose=person)
    return made


@transaction.atomic
def take_back(purpose: str, *, about: str, by: Person | None, at: datetime, how: str = How.PAGE) -> int:
    """As easy as giving it (art. 15): whatever was shown because of it is hidden before this returns. Answers how many."""
    stood = list(in_force(purpose, about=about))
    for one in stood:
        _end(one, by=by, at=at, how=how)
        taken_back.send(Consent, consent=one, at=at)
    return len(stood)


def decide(
    purpose: str, *, agrees: bool, about: str, by: Person | None, at: datetime, how: str, **who: object
) -> None:
    """Agree or take back, as a box on a form says."""
    if agrees:
        consent(purpose, about=about, by=by, at=at, how=how, **who)  # type: ignore[arg-type]
    else:
        take_back(purpose, about=about, by=by, at=at, how=how)


def in_force(purpose: str, *, about: str = "") -> "QuerySet[Consent]":
    """The consents to a purpose that stand, about one thing or about all."""
    found = Consent.objects.filter(purpose=purpose, ended_at=None)
    return found.filter(about=about) if about else found


def agreed_about(purpose: str) -> set[int]:
    """The numbers of the things (`post:12` → 12) that a consent to this purpose stands for."""
    return {int(about.partition(":")[2]) for about in in_force(purpose).values_list("about", flat=True)}


def _end(one: Consent, *, by: Person | None, at: datetime, how: str) -> None:
    one.ended_at, one.ended_by, one.ended_how = at, by, how
    one.save(update_fields=["ended_at", "ended_by", "ended_how"])
    keep("consent_withdrawn", by=by, at=at, about=f"{one.purpose} {one.about}", whose=one.person)
