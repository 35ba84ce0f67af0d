"""Show that one is who spoke: by the telephone that the matter was said with, or at the counter."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from huisheng.echo.audit.services import keep
from huisheng.echo.proving import fits, forget_phone, send_code
from huisheng.echo.readings.services import open_speaker
from huisheng.echo.refusals import refuse_if
from huisheng.echo.rights import rules
from huisheng.echo.rights.models import Proof
from huisheng.echo.voices.models import Speaker
from huisheng.echo.voices.rules import why_not_prove
from huisheng.people.models import Person

TITLE = "核实是您本人"


@transaction.atomic
def send(speaker: Speaker, *, at: datetime) -> Proof:
    """Four digits to the telephone of who spoke; those sent before are worth nothing."""
    refuse_if(rules.why_not_prove_spoken(phone=bool(speaker.phone), account=speaker.person_id is not None))
    _forget(Proof.objects.filter(speaker=speaker))
    waiting = send_code(speaker.phone, title=TITLE, path=speaker.voice.path, at=at)
    return Proof.objects.create(speaker=speaker, waiting=waiting, at=at)


@transaction.atomic
def prove(one: Proof, *, code: str, at: datetime) -> Proof:
    """The digits fit: whoever wrote them answers that telephone."""
    now = (
        Proof.objects.select_for_update(of=("self",))
        .select_related("waiting", "speaker__voice")
        .get(pk=one.pk)
    )
    waits = now.waiting is not None and at - now.at < rules.CODE_LASTS
    refuse_if(why_not_prove(waits=waits, fits=fits(now.waiting, code)))
    _forget(Proof.objects.filter(pk=now.pk))
    now.waiting, now.proven_at = None, at
    now.save(update_fields=["waiting", "proven_at"])
    keep("own_proven", by=None, at=at, about=f"speaker {now.speaker_id}", path=now.speaker.voice.path)
    return now


@transaction.atomic
def at_counter(speaker: Speaker, *, how: str, by: Person, hat: str, at: datetime) -> Proof:
    """A clerk has the person before them and wrote down how they know; what they see of it is a reading (I6)."""
    refuse_if(rules.why_not_counter(how, found=True))
    refuse_if(rules.why_not_prove_spoken(phone=True, account=speaker.person_id is not None))
    open_speaker(speaker, by=by, hat=hat, purpose=f"本人到柜台：{how.strip()}"[:200], at=at)
    keep("own_proven", by=by, at=at, about=f"speaker {speaker.pk}", path=speaker.voice.path)
    return Proof.objects.create(speaker=speaker, by=by, how=how.strip()[:200], at=at, proven_at=at)


def standing(pk: int, *, at: datetime, by: Person | None = None) -> Proof | None:
    """A proof that still stands: on the telephone it was given on, or before this clerk."""
    found = Proof.objects.select_related("speaker__voice").filter(pk=pk, by=by, waiting=None).first()
    return found if found and rules.stands(found.proven_at, at) else None


def waiting_for(pk: int, *, at: datetime) -> Proof | None:
    """A proof whose digits are still on their way."""
    found = (
        Proof.objects.select_related("waiting", "speaker__voice").exclude(waiting=None).filter(pk=pk).first()
    )
    return found if found and at - found.at < rules.CODE_LASTS else None


@transaction.atomic
def forget_unproved(*, at: datetime) -> int:
    """Digits that nobody wrote back in time: the telephone is not kept beside them."""
    return _forget(Proof.objects.filter(at__lt=at - rules.CODE_LASTS))


def _forget(proofs: "QuerySet[Proof]") -> int:
    open_ones = list(proofs.exclude(waiting=None).select_related("waiting"))
    for one in open_ones:
        assert one.waiting is not None
        forget_phone(one.waiting)
    return Proof.objects.filter(pk__in=[one.pk for one in open_ones]).update(waiting=None)
