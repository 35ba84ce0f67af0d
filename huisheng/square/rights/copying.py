"""A copy of everything held on somebody, and the entry in the security log that it was taken out."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.sensitive.models import SensitiveNote
from huisheng.collect.sensitive.services import own_copy
from huisheng.echo.audit.services import keep
from huisheng.echo.models import Proof, Speaker
from huisheng.echo.sealed.services import UNREADABLE
from huisheng.people.models import Person
from huisheng.square.rights.collecting import HEADINGS, held_on, held_on_speakers
from huisheng.square.rights.spoken import own_of


@transaction.atomic
def of_person(person: Person, *, at: datetime) -> HEADINGS:
    """For who is logged in."""
    own = Speaker.objects.filter(person=person)
    found = held_on(person) | _sensitive(own, by=person, at=at)
    keep("exported", by=person, at=at, about="own copy", whose=person)
    return found


@transaction.atomic
def of_speaker(proof: Proof, *, by: Person | None, at: datetime) -> HEADINGS:
    """For who proved to be who spoke; `by`: the clerk at the counter."""
    speaker = proof.speaker
    own = own_of(speaker)
    found = held_on_speakers(own) | _sensitive(own, by=by, at=at)
    path = speaker.voice.path
    keep("exported", by=by, at=at, about="own copy", why=f"speaker {speaker.pk}", path=path)
    return found


def _sensitive(own: "QuerySet[Speaker]", *, by: Person | None, at: datetime) -> HEADINGS:
    """What lies sealed about them, opened for this copy and on record; what cannot be given says why."""
    rows = [
        {
            _("编号"): one.concern.speaker.spoken,
            _("时间"): f"{localtime(one.at):%Y-%m-%d %H:%M}",
            _("内容"): _told(one, words),
        }
        for one, words in own_copy(own, by=by, at=at)
    ]
    return {_("敏感情况"): rows} if rows else {}


def _told(one: SensitiveNote, words: str) -> str:
    if one.dropped_at:
        return _("%(day)s 删掉了，没有可以给的。") % {"day": f"{localtime(one.dropped_at):%Y-%m-%d}"}
    return _("打不开：封它的钥匙不在这台服务器上，请向社区要求说明。") if words == UNREADABLE else words
