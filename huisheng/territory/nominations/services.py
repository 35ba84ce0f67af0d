"""Propose, object, answer, decide; write down a training (M17)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.echo.consents.rules import How
from huisheng.echo.consents.services import consent
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.nominations import rules
from huisheng.territory.nominations.models import Nomination, Objection, Training
from huisheng.territory.places.models import Place
from huisheng.territory.posts.models import PostKind
from huisheng.territory.posts.services import appoint


@transaction.atomic
def nominate(
    person: Person,
    *,
    kind: PostKind,
    place: Place,
    notice_from: date,
    notice_to: date,
    by: Person | None,
    at: datetime,
    about: str = "",
) -> Nomination:
    """Propose a person for a post, who agreed to that and to be named, and put up the notice.

    Refused when the notice is shorter than three days.
    """
    refuse_if(rules.why_not_notice(notice_from=notice_from, notice_to=notice_to))
    made = Nomination.objects.create(
        person=person,
        kind=kind,
        place=place,
        about=about.strip(),
        notice_from=notice_from,
        notice_to=notice_to,
        by=by,
    )
    consent("nominated", about=f"nomination:{made.pk}", by=by, at=at, how=How.PAPER, person=person)
    return made


def object_(
    nomination: Nomination, words: str, *, at: datetime, name: str = "", phone: str = ""
) -> Objection:
    """Anybody has something against it, while the notice runs."""
    refuse_if(
        rules.why_not_object(
            words,
            notice_from=nomination.notice_from,
            notice_to=nomination.notice_to,
            decided=nomination.decided_at is not None,
            on=localtime(at).date(),
        )
    )
    return Objection.objects.create(
        nomination=nomination, words=words.strip(), name=name.strip(), phone=phone.strip(), at=at
    )


def answer(objection: Objection, *, answer: str, at: datetime) -> None:
    """Every objection is answered in writing before anything is decided."""
    refuse_if(YES if answer.strip() else because("请写一句答复。"))
    objection.answer, objection.answered_at = answer.strip(), at
    objection.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def decide(
    nomination: Nomination,
    *,
    yes: bool,
    decision: str,
    by: Person,
    at: datetime,
    ends: date | None = None,
    public: bool = False,
) -> None:
    """After the notice: appointed with a term, or not, with the reason."""
    now = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    refuse_if(
        rules.why_not_decide(
            notice_to=now.notice_to,
            decided=now.decided_at is not None,
            unanswered=now.objections.filter(answered_at=None).count(),
            on=localtime(at).date(),
        )
    )
    refuse_if(because("请写一句决定的理由。") if not yes and not decision.strip() else YES)
    if yes:
        now.post = appoint(now.person, kind=now.kind, place=now.place, by=by, at=at, ends=ends, public=public)
    now.decided_at, now.decided_by, now.decision = at, by, decision.strip()
    now.save()


@transaction.atomic
def train(*, place: Place, topic: str, kind: str, on: date, attended: Iterable[Person]) -> Training:
    """A training was held, and who was there."""
    people = list(attended)
    refuse_if(YES if people else because("请选谁参加了。"))
    training = Training.objects.create(place=place, topic=topic.strip(), kind=kind, on=on)
    training.attended.set(people)
    return training
