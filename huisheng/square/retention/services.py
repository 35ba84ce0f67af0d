"""What time takes away: found, counted, and taken away, by the table (echo/retention/rules.py)."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern, Verdict
from huisheng.collect.models import Proposal, TalkPoint
from huisheng.collect.sensitive.models import SensitiveNote
from huisheng.collect.sensitive.services import drop_
from huisheng.collect.talks.models import Attendee
from huisheng.collect.visits.models import Visit
from huisheng.deliberate.models import ArticleComment, NoticeObjection, RollOwner, Vote
from huisheng.echo.audit.services import keep
from huisheng.echo.models import Knock, Proof, Reading, Sealed, Speaker
from huisheng.echo.photos.services import remove_all
from huisheng.echo.retention.models import Cleaning
from huisheng.echo.retention.rules import KEPT
from huisheng.echo.sealed.services import drop
from huisheng.echo.voices.forgetting import forget_speaker, known, mask_words
from huisheng.echo.voices.masking import masked
from huisheng.people.models import Login
from huisheng.square.tokens.models import Token
from huisheng.square.webhooks.models import Delivery
from huisheng.territory.models import Objection

BATCH = 200
A_NIGHT = 20_000  # the rest goes the night after
WRITTEN: tuple[type[Model], ...] = (Proposal, TalkPoint, NoticeObjection, ArticleComment)
UPLOADS = Path(settings.DATA) / "uploads"
Rows = "QuerySet[Any, Any] | list[Any]"


@dataclass(frozen=True)
class Job:
    """`found(at)`: what is due; `clean(rows, at)`: takes these away."""

    found: Callable[[datetime], Any]
    clean: Callable[[list[Any], datetime], None]


def due(kind: str, *, at: datetime) -> int:
    """How many of a kind would go: the dry run."""
    found = JOBS[kind].found(at)
    return len(found) if isinstance(found, list) else found.count()


def clean_up(*, at: datetime) -> int:
    """Once a day: everything that is due goes, a few hundred a transaction. Killed, the next minute goes on."""
    day, gone = localtime(at).date(), 0
    done = set(Cleaning.objects.filter(day=day).values_list("kind", flat=True))
    for kind in KEPT:
        if kind not in done:
            gone += _clean(kind, day, at)
    return gone


def _clean(kind: str, day: Any, at: datetime) -> int:
    gone = 0
    while gone < A_NIGHT and (some := _some(kind, at)):
        gone += some
    with transaction.atomic():
        Cleaning.objects.create(kind=kind, day=day, n=gone)
        if gone:
            keep("retention", by=None, at=at, about=f"{kind} {gone}")
    return gone


@transaction.atomic
def _some(kind: str, at: datetime) -> int:
    rows = list(JOBS[kind].found(at)[:BATCH])
    if rows:
        JOBS[kind].clean(rows, at)
    return len(rows)


def _matters(at: datetime) -> "QuerySet[Concern]":
    over = Concern.objects.filter(is_open=False, closed_at__lt=KEPT["matters"].before(at))
    over = over.exclude(lead__is_open=True).filter(speaker__in=known(Speaker.objects.all()))
    return over.select_related("voice", "speaker__person").order_by("pk")


def forget_matters(rows: Iterable[Concern], at: datetime) -> None:
    """Who said it is gone from the matter, its lines, its verdicts and photos; its course and figures stay."""
    for concern in rows:
        speaker = concern.speaker
        names = [speaker.name, speaker.person.name if speaker.person else ""]
        mask_words(concern.voice, names)
        for verdict in Verdict.objects.filter(concern=concern).exclude(words=""):
            Verdict.objects.filter(pk=verdict.pk).update(words=masked(verdict.words, names))
        remove_all(concern.voice, why="保存期满", by=None, at=at)
        forget_speaker(speaker)


def _sensitive(at: datetime) -> "QuerySet[SensitiveNote]":
    before = KEPT["sensitive"].before(at)
    return SensitiveNote.objects.filter(
        dropped_at=None, concern__is_open=False, concern__closed_at__lt=before
    )


def _spoke(at: datetime) -> "QuerySet[Speaker]":
    """Who spoke on what is no matter: notices, covenants, calls, talks."""
    spoke = Speaker.objects.filter(concern=None, at__lt=KEPT["spoke"].before(at))
    return known(spoke).select_related("person")


def forget_said(speakers: Iterable[Speaker]) -> None:
    """Who spoke on what is no matter is gone, and from the words what points to them; opinion and answer stay."""
    for speaker in speakers:
        names = [speaker.name, speaker.person.name if speaker.person else ""]
        for table in WRITTEN:
            longest = getattr(table._meta.get_field("words"), "max_length", None)
            for one in table._base_manager.filter(speaker=speaker):
                words = masked(one.words, names)[:longest]  # type: ignore[attr-defined]
                table._base_manager.filter(pk=one.pk).update(words=words)
                if own := getattr(one, "voice", None):
                    mask_words(own, names)
        forget_speaker(speaker)


def _objections(at: datetime) -> "QuerySet[Objection]":
    over = Objection.objects.filter(nomination__decided_at__lt=KEPT["objections"].before(at))
    return over.exclude(name="", phone="")


def _unname(rows: list[Objection], at: datetime) -> None:
    Objection.objects.filter(pk__in=[one.pk for one in rows]).update(name="", phone="")


def _talks(at: datetime) -> "QuerySet[Attendee]":
    return Attendee.objects.filter(talk__starts__lt=KEPT["talks"].before(at)).exclude(name="")


def _nameless(rows: list[Attendee], at: datetime) -> None:
    Attendee.objects.filter(pk__in=[one.pk for one in rows]).update(name="")


def _owners(at: datetime) -> "QuerySet[Sealed]":
    """Names on rolls that were settled long ago and on which no vote is still being counted."""
    running = Vote.objects.filter(verdict=None).values("roll")
    old = RollOwner.objects.filter(unit__roll__frozen_at__lt=KEPT["owners"].before(at))
    rows = old.exclude(unit__roll__in=running).values("pk")
    return Sealed.objects.filter(table=RollOwner._meta.label_lower, row__in=rows).order_by("pk")


def _drop_names(rows: list[Sealed], at: datetime) -> None:
    drop(RollOwner, [one.row for one in rows])


def _readings(at: datetime) -> "QuerySet[Reading]":
    return Reading.objects.filter(at__lt=KEPT["readings"].before(at)).order_by("pk")


def _visits(at: datetime) -> "QuerySet[Visit]":
    return Visit.objects.filter(at__lt=KEPT["visits"].before(at))


def _proofs(at: datetime) -> "QuerySet[Proof]":
    return Proof.objects.filter(at__lt=KEPT["proofs"].before(at))


def _tokens(at: datetime) -> "QuerySet[Token]":
    return Token.objects.filter(until__lt=KEPT["tokens"].before(at))


def _deliveries(at: datetime) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(done_at__lt=KEPT["deliveries"].before(at))


def _logins(at: datetime) -> "QuerySet[Login]":
    return Login.objects.filter(expire_date__lt=KEPT["logins"].before(at))


def _knocks(at: datetime) -> "QuerySet[Knock]":
    return Knock.objects.filter(since__lt=KEPT["knocks"].before(at)).exclude(locked_until__gt=at)


def _deleted(rows: list[Any], at: datetime) -> None:
    type(rows[0])._base_manager.filter(pk__in=[one.pk for one in rows]).delete()


def _uploads(at: datetime) -> list[Path]:
    before = time.time() - KEPT["uploads"].days * 24 * 3600
    return [one for one in UPLOADS.iterdir() if one.stat().st_mtime < before] if UPLOADS.is_dir() else []


def _unlink(rows: list[Path], at: datetime) -> None:
    for one in rows:
        one.unlink(missing_ok=True)


JOBS: dict[str, Job] = {
    "matters": Job(_matters, forget_matters),
    "sensitive": Job(_sensitive, lambda rows, at: None if drop_(rows, by=None, at=at) else None),
    "spoke": Job(_spoke, lambda rows, at: forget_said(rows)),
    "objections": Job(_objections, _unname),
    "talks": Job(_talks, _nameless),
    "owners": Job(_owners, _drop_names),
    "readings": Job(_readings, _deleted),
    "visits": Job(_visits, _deleted),
    "proofs": Job(_proofs, _deleted),
    "tokens": Job(_tokens, _deleted),
    "deliveries": Job(_deliveries, _deleted),
    "logins": Job(_logins, _deleted),
    "knocks": Job(_knocks, _deleted),
    "uploads": Job(_uploads, _unlink),
}
