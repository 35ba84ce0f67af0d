"""The same rights for who has a receipt and no account: a copy, a correction, a deletion (R13.7).

Whoever proved a telephone is who spoke from it under the same name, or without one; a matter of an account is not
among them, and neither is what another name said from a telephone that a family shares.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.models import Concern
from huisheng.echo.audit.services import keep
from huisheng.echo.consents.services import take_back
from huisheng.echo.models import Consent, DataRequest, Proof, Speaker
from huisheng.echo.refusals import refuse_if
from huisheng.echo.rights import rules
from huisheng.echo.rights.rules import Right
from huisheng.echo.voices.rules import heard_phone, why_not_phone
from huisheng.people.models import Person
from huisheng.square.retention.services import forget_matters, forget_said

CHANGED = "本人改的：%s。"


def own_of(speaker: Speaker) -> "QuerySet[Speaker]":
    """Everything that this speaker said, as far as the telephone tells; what waits for a code is not among it."""
    same = Q(pk=speaker.pk)
    if speaker.phone and speaker.person_id is None:
        same |= Q(phone=speaker.phone, name__in={speaker.name, ""}, person=None)
    return Speaker.objects.filter(same).exclude(voice__kind="code").select_related("voice").order_by("pk")


def why_not_delete(speaker: Speaker) -> str:
    """Whether it can be done at once; what is in the way, in words."""
    open_matters = Concern.objects.filter(speaker__in=own_of(speaker), is_open=True).count()
    return rules.why_not_delete(open_matters=open_matters, posts=0)


@transaction.atomic
def delete(proof: Proof, *, by: Person | None, at: datetime) -> int:
    """Name, telephone, e-mail and code are gone from everything this speaker said; its course stays. How many they were."""
    speaker = proof.speaker
    refuse_if(why_not_delete(speaker))
    several = list(own_of(speaker))
    for agreed in Consent.objects.filter(speaker__in=several, ended_at=None):
        take_back(agreed.purpose, about=agreed.about, by=by, at=at)
    forget_matters(Concern.objects.filter(speaker__in=several).select_related("voice", "speaker__person"), at)
    forget_said(several)
    path = speaker.voice.path
    keep("personal_removed", by=by, at=at, about=f"speaker {speaker.pk}", path=path)
    return len(several)


@transaction.atomic
def correct(
    speaker: Speaker,
    *,
    name: str,
    phone: str,
    told_by: str,
    by: Person | None,
    at: datetime,
    proof: Proof | None,
) -> int:
    """Another name, telephone or way to be told; with a proof, on everything this speaker said. How many changed."""
    phone = heard_phone(phone)
    why = why_not_phone(phone) or rules.why_not_correct(
        phone=bool(speaker.phone), changes_phone=phone != speaker.phone, clears_phone=bool(speaker.phone) and not phone,
        proven=proof is not None, account=speaker.person_id is not None,
    )  # fmt: skip
    refuse_if(why or rules.why_not_told(told_by, phone=phone, email=bool(speaker.email)))
    typed = {"name": name.strip(), "phone": phone, "told_by": told_by}
    rows = own_of(speaker) if proof else Speaker.objects.filter(pk=speaker.pk).select_related("voice")
    return sum(_change(one, typed, by=by, at=at) for one in rows)


def _change(one: Speaker, typed: dict[str, str], *, by: Person | None, at: datetime) -> int:
    """One row, and the record that its own person had it changed: from then on they are told the other way."""
    new = {key: value for key, value in typed.items() if value != getattr(one, key)}
    if not new:
        return 0
    Speaker.objects.filter(pk=one.pk).update(**new, anonymous=one.anonymous and not typed["name"])
    changed = "、".join(str(field.verbose_name) for field in Speaker._meta.fields if field.name in new)
    path = one.voice.path
    DataRequest.objects.create(
        right=Right.CORRECT, speaker=one, path=path, at=at, due_on=localtime(at).date(), done=True,
        answer=CHANGED % changed, answered_by=by, answered_at=at,
    )  # fmt: skip
    keep("personal_corrected", by=by, at=at, about=f"speaker {one.pk}", path=path)
    return 1
