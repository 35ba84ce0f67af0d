"""Suggest a kind, keep what people decide, learn from it, go back. The machine suggests; a person decides (R13.9)."""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Subquery
from django.dispatch import receiver
from django.utils.timezone import localdate

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import Leaf, leaf_by_keywords
from huisheng.collect.catalogue.services import leaves as leaves_in_use
from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.category import Model, train
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.models import Allowance, Learned, Sorting
from huisheng.echo.prepared import Prepared, insert
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.models import Line, Voice
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging

log = logging.getLogger(__name__)
MOST_LESSONS = 20_000
MOST_KEPT = 8
_in_memory: "OrderedDict[int, Model]" = OrderedDict()


@dataclass(frozen=True)
class Suggested:
    """A kind for some words, and why. `learned` and `probability` are None when the keywords alone spoke.

    `category` is what the matter is filed under at once: the keywords' kind, or the learned one where the street lets
    sure suggestions act (`automatic`). `suggested` is what a person is shown; `telling` the words that spoke for it,
    `like` the ids of up to three voices that were decided so.
    """

    category: Category
    suggested: Category
    probability: float | None = None
    second: Category | None = None
    telling: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    learned: int | None = None
    automatic: bool = False


def suggest(words: str, *, street: int | None) -> Suggested | None:
    """What these words are about, at this street. None when there are no kinds yet. One query, two with a model."""
    rows = _leaves_and_model.rows(street or 0)
    leaves = [Leaf(row) for row in rows]  # type: ignore[arg-type]
    category, word = leaf_by_keywords(leaves, words)
    if category is None:
        return None
    plain = Suggested(category, category, telling=(word,) if word else ())
    learned: int | None = rows[0]["learned"]
    if learned is None:
        return plain
    model = model_or_none(learned)
    if model is None:
        return plain
    guess = model.guess(words)
    by_code = {leaf.code: leaf for leaf in leaves}
    if guess.label not in by_code or guess.probability < rules.UNSURE:
        return plain
    suggested, second = by_code[guess.label].whole(), by_code.get(guess.second_label)
    allowed = allowance(street)
    automatic = allowed is not None and rules.is_automatic(
        guess.probability, switched_on=allowed.automatic, precision=float(allowed.precision)
    )
    return Suggested(
        suggested if automatic else category, suggested, guess.probability,
        second.whole() if second else None, guess.telling, guess.like, learned, automatic,
    )  # fmt: skip


_leaves_and_model = Prepared(
    lambda street: leaves_in_use().annotate(
        learned=Subquery(Learned.objects.filter(street=street, state="used").order_by().values("pk")[:1])
    )
)


def allowance(street: Any) -> Allowance | None:
    """What the street allows now; None means that nothing acts by itself."""
    return Allowance.objects.filter(street=street).first()


def model_of(learned: int) -> Model:
    """The model with this id, read once a process: models never change."""
    if learned not in _in_memory:
        content = Learned.objects.values_list("content", flat=True).get(pk=learned)
        _in_memory[learned] = Model.loads(bytes(content))
        while len(_in_memory) > MOST_KEPT:
            _in_memory.popitem(last=False)
    _in_memory.move_to_end(learned)
    return _in_memory[learned]


def model_or_none(learned: int) -> Model | None:
    """None for a model that cannot be read any more (another version, damaged): nobody's words wait for that."""
    try:
        return model_of(learned)
    except Refused as refused:
        log.warning("The model %s is not used: %s", learned, refused.reason)
        return None


def keep_suggestion(voice: Voice, found: Suggested, *, street: int, at: datetime) -> None:
    """Remember what was suggested, when a model spoke."""
    if found.learned:
        insert(_sorting(voice, found, street=street, at=at))


def _sorting(voice: Voice, found: Suggested, *, street: int, at: datetime) -> Sorting:
    return Sorting(
        voice=voice, street_id=street, learned_id=found.learned, suggested=found.suggested, second=found.second,
        probability=found.probability, telling=list(found.telling), like=list(found.like),
        automatic=found.automatic, at=at,
    )  # fmt: skip


def automatic_words(found: Suggested) -> str:
    """The note on the timeline when nobody was asked."""
    words = "、".join(found.telling[:3])
    return f"自动归到“{found.suggested.name}”，把握 {rules.in_percent(found.probability or 0)}，因为说到“{words}”。不对请改。"


def was_automatic(voice: Voice) -> bool:
    """Whether nobody was asked about its kind, and nobody has decided it since. One query."""
    return Sorting.objects.filter(voice=voice, automatic=True, decided=None).exists()


def decide(voice: Voice, category: Category, *, street: int, by: Person | None, at: datetime) -> None:
    """A person said what it is about: the lesson."""
    known = Sorting.objects.filter(voice=voice)
    if not known.update(decided=category, by=by, at=at):
        Sorting.objects.create(voice=voice, street_id=street, decided=category, by=by, at=at)


def confirm(voice: Voice, category: Category, *, street: int, by: Person | None, at: datetime) -> None:
    """Done under this kind, and nobody objected: that confirms it, unless somebody had decided already."""
    known = Sorting.objects.filter(voice=voice)
    if known.filter(decided=None).update(decided=category, by=by, at=at) == 0 and not known.exists():
        Sorting.objects.create(voice=voice, street_id=street, decided=category, by=by, at=at)


def keep_history(decided: list[tuple[Voice, Category, int]], *, at: datetime) -> None:
    """Matters that another office had sorted under one of our kinds are lessons too. One query."""
    Sorting.objects.bulk_create(
        [
            Sorting(voice=voice, street_id=street, decided=category, at=at)
            for voice, category, street in decided
        ]
    )


def kinds_decided(street: Place) -> list[rules.Lesson]:
    """The lessons without their words, to see whether they are enough. One query."""
    decided = Sorting.objects.filter(street=street, decided__is_active=True)
    rows = decided.order_by().values_list("voice", "decided__code", "at")[:MOST_LESSONS]
    return [rules.Lesson("", kind, str(pk), when) for pk, kind, when in rows]


def lessons_of(street: Place) -> list[rules.Lesson]:
    """The decided matters of a street, newest first; of one with two decisions the last. Two queries."""
    decided = Sorting.objects.filter(street=street, decided__is_active=True).order_by("-at", "-pk")
    kinds = list(decided.values_list("voice", "decided__code", "at")[:MOST_LESSONS])
    words = Line.objects.filter(
        did="raised", voice__sorting__street=street, voice__sorting__decided__isnull=False
    )
    said = dict(words.order_by().values_list("voice", "says"))
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
    return take_into_use(learned, model, examples=len(lessons))


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
def take_into_use(learned: Learned, model: Model, *, examples: int) -> Learned:
    """The one model of its street from now on, for what is said from now on."""
    Learned.objects.filter(street=learned.street, state=Learned.State.USED).update(state=Learned.State.KEPT)
    learned.state, learned.lessons, learned.card, learned.content = (
        Learned.State.USED, examples, model.card.as_dict(), model.dumps()
    )  # fmt: skip
    learned.save()
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
    return learned


def stop_using(street: Place) -> int:
    """No model any more: the keywords alone suggest."""
    return Learned.objects.filter(street=street, state=Learned.State.USED).update(state=Learned.State.KEPT)


def allow(street: Place, *, automatic: bool, precision: float, by: Person, at: datetime) -> Allowance:
    """Switch automatic sorting on or off, and say how sure it must be. Every change is kept with its name."""
    refuse_if(rules.why_not_precision(precision))
    return Allowance.objects.create(street=street, automatic=automatic, precision=precision, by=by, at=at)


def how_it_did(street: Place) -> dict[str, int]:
    """Of what was suggested and then decided by a person: how many, how many right; of the automatic ones the same."""
    decided = Sorting.objects.filter(street=street, suggested__isnull=False, decided__isnull=False)
    right = decided.filter(decided=F("suggested"))
    return {
        "uses": Learned.objects.filter(street=street, state=Learned.State.USED).count(),
        "decided": decided.count(), "right": right.count(),
        "automatic": decided.filter(automatic=True).count(), "automatic_right": right.filter(automatic=True).count(),
    }  # fmt: skip


def corrected(street: Place) -> list[Sorting]:
    """Where a person knew better, the newest twenty: what the next learning learns most from."""
    wrong = Sorting.objects.filter(street=street, suggested__isnull=False, decided__isnull=False)
    wrong = wrong.exclude(decided=F("suggested")).select_related("suggested", "decided", "voice", "by")
    return list(wrong.order_by("-at", "-pk")[:20])


@receiver(place_merging, dispatch_uid="triage.place_merging")
def follow_merge(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """What one street learned goes on counting as lessons of the street that took it in; its model is only kept."""
    Sorting.objects.filter(street=place).update(street=into)
    Learned.objects.filter(street=place, state=Learned.State.USED).update(state=Learned.State.KEPT)
    Learned.objects.filter(street=place).update(street=into)
