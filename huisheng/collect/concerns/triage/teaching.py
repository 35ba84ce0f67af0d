"""What people decided becomes lessons, lessons a model, and a model can be taken back."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.category import Model, train
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.models import Learned, Sorting, Switch
from huisheng.collect.concerns.triage.services import model_in_use, model_or_none
from huisheng.collect.concerns.unwritten import written
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person
from huisheng.territory.models import Place

log = logging.getLogger(__name__)
MOST_LESSONS = 20_000


def kinds_decided(street: Place) -> list[rules.Lesson]:
    """The lessons without their words, to see whether they are enough. One query."""
    decided = Sorting.objects.filter(street=street, decided__is_active=True)
    rows = decided.order_by().values_list("voice", "decided__code", "at")[:MOST_LESSONS]
    return [rules.Lesson("", kind, str(pk), when) for pk, kind, when in rows]


def lessons_of(street: Place) -> list[rules.Lesson]:
    """The decided matters of a street, newest first; of one with two decisions the last. What came without a word teaches by
    the name that somebody gave it. Two queries."""
    decided = Sorting.objects.filter(street=street, decided__is_active=True).order_by("-at", "-pk")
    kinds = list(decided.values_list("voice", "decided__code", "at")[:MOST_LESSONS])
    words = Line.objects.filter(
        did="raised", voice__sorting__street=street, voice__sorting__decided__isnull=False
    )
    rows = words.order_by().values_list("voice", "says", "voice__title")
    said = {pk: written(says) or written(title) for pk, says, title in rows}
    return [rules.Lesson(said[pk], kind, str(pk), when) for pk, kind, when in kinds if said.get(pk)]


def ask_to_learn(street: Place, *, by: Person | None, at: datetime) -> Learned:
    """Put a learning on the list; `learn_waiting` does it in the background. Refused while there is too little to learn."""
    refuse_if(rules.why_not_learn(rules.usable(kinds_decided(street))))
    waiting = Learned.objects.filter(street=street, state=Learned.State.WAITING).first()
    return waiting or Learned.objects.create(
        street=street, made_at=at, by=by, state=Learned.State.WAITING, content=b""
    )


def learn_waiting(*, at: datetime) -> int:
    """Do what was asked for; how many were learned. A refusal is kept with its reason."""
    asked_for = list(
        Learned.objects.filter(state=Learned.State.WAITING).select_related("street").order_by("pk")
    )
    for learned in asked_for:
        try:
            learn(learned, at=at)
        except Refused as refused:
            _not_taken(learned, refused.reason)
        except Exception:
            # tried once and not every minute again: the clockwork has other things to do
            log.exception("Learning for street %s failed.", learned.street_id)
            _not_taken(learned, because("学的时候出了错，没有换上。请告诉管系统的人。"))
    return len(asked_for)


def _not_taken(learned: Learned, why: str) -> None:
    learned.state, learned.why = Learned.State.REFUSED, str(why)
    learned.save(update_fields=["state", "why"])


def learn(learned: Learned, *, at: datetime) -> Learned:
    """Learn the street's lessons; the model comes into use unless it does worse than the one in use (rules.why_not_better):
    both examined on fresh lessons that neither saw, or by their cards while there are too few of them."""
    lessons = rules.usable(lessons_of(learned.street))
    refuse_if(rules.why_not_learn(lessons))
    model = _taught(lessons, learned.street, at)
    used = Learned.objects.filter(street=learned.street, state=Learned.State.USED).first()
    if used:
        refuse_if(_why_not_instead(used, model, lessons, learned.street, at))
    return take_into_use(learned, model, examples=len(lessons), at=at)


def _taught(lessons: list[rules.Lesson], street: Place, at: datetime) -> Model:
    return train(
        [one.words for one in lessons], [one.kind for one in lessons], refs=[one.ref for one in lessons],
        data=f"{street.name} {len(lessons)}", at=localdate(at),
    )  # fmt: skip


def _why_not_instead(
    used: Learned, new: Model, lessons: list[rules.Lesson], street: Place, at: datetime
) -> str:
    in_use = model_or_none(used.pk)
    if in_use is None:
        return ""
    known, exam = rules.examined(lessons, since=used.made_at)
    if not exam:
        return rules.why_not_better(new.card.judged.macro_f1, used.card["judged"]["macro_f1"])
    words, kinds = [one.words for one in exam], [one.kind for one in exam]
    trial = judge(_taught(known, street, at).guesses(words), kinds).macro_f1
    return rules.why_not_better(trial, judge(in_use.guesses(words), kinds).macro_f1)


@transaction.atomic
def take_into_use(learned: Learned, model: Model, *, examples: int, at: datetime) -> Learned:
    """The one model of its street from now on, for what is said from now on."""
    Learned.objects.filter(street=learned.street, state=Learned.State.USED).update(state=Learned.State.KEPT)
    learned.state, learned.lessons, learned.card, learned.content = (
        Learned.State.USED, examples, model.card.as_dict(), model.dumps()
    )  # fmt: skip
    learned.save()
    _switched(learned.street, learned, by=learned.by, at=at)
    return learned


@transaction.atomic
def go_back(learned: Learned, *, by: Person, at: datetime) -> Learned:
    """Use an older model again. Refused for one that was never good enough."""
    learned = Learned.objects.select_for_update().defer("content").get(pk=learned.pk)
    refuse_if(because("这一个没有换上过，不能用。") if learned.state == Learned.State.REFUSED else "")
    refuse_if(because("这一个正在用。") if learned.state == Learned.State.USED else "")
    Learned.objects.filter(street=learned.street, state=Learned.State.USED).update(state=Learned.State.KEPT)
    learned.state = Learned.State.USED
    learned.save(update_fields=["state"])
    _switched(learned.street, learned, by=by, at=at)
    return learned


@transaction.atomic
def stop_using(street: Place, *, by: Person, at: datetime) -> None:
    """No model any more: the keywords alone suggest. Refused when none is in use."""
    stopped = Learned.objects.filter(street=street, state=Learned.State.USED).update(state=Learned.State.KEPT)
    refuse_if(because("现在没有在用的。") if not stopped else "")
    _switched(street, None, by=by, at=at)


def _switched(street: Place, learned: Learned | None, *, by: Person | None, at: datetime) -> None:
    Switch.objects.create(street=street, learned=learned, by=by, at=at)
    model_in_use.forget()


def last_switch(street: Place) -> Switch | None:
    """Who chose what is in use now (or that nothing is), and when."""
    return Switch.objects.filter(street=street).select_related("by").first()
