"""Suggest a kind, keep what people decide; `teaching` learns from it. The machine suggests; a person decides (R13.9)."""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.dispatch import receiver

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import known_leaves, leaf_by_keywords
from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.category import Model
from huisheng.collect.concerns.triage.models import Allowance, Drift, Joining, Learned, Sorting, Switch
from huisheng.echo.audit.rules import written
from huisheng.echo.audit.services import keep
from huisheng.echo.kept import Kept
from huisheng.echo.prepared import PreparedValues, insert
from huisheng.echo.refusals import Refused, refuse_if
from huisheng.echo.voices.models import Voice
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging

log = logging.getLogger(__name__)
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
    """What these words are about, at this street. None when there are no kinds yet. Two queries at most every three
    seconds, one more with a model."""
    leaves = known_leaves()
    category, word = leaf_by_keywords(leaves, words)
    if category is None:
        return None
    plain = Suggested(category, category, telling=(word,) if word else ())
    learned = model_in_use(street) if street else None
    if learned is None:
        return plain
    model = model_or_none(learned)
    if model is None:
        return plain
    guess = model.guess(words)
    by_code = {leaf.code: leaf for leaf in leaves}
    if guess.label not in by_code or not rules.is_worth_saying(guess):
        return plain
    suggested, second = by_code[guess.label].whole(), by_code.get(guess.second_label)
    allowed = allowance(street)
    automatic = allowed is not None and rules.is_automatic(
        guess, switched_on=allowed.automatic, precision=float(allowed.precision)
    )
    return Suggested(
        suggested if automatic else category, suggested, guess.probability,
        second.whole() if second else None, guess.telling, guess.like, learned, automatic,
    )  # fmt: skip


_in_use = PreparedValues(
    lambda street: Learned.objects.filter(street=street, state="used").order_by().values_list("pk")
)
# The model that a street uses, by its id; None where it has none.
model_in_use: "Kept[int | None]" = Kept(
    lambda street: next((pk for (pk,) in _in_use(street)), None), seconds=10
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


@transaction.atomic
def allow(street: Place, *, automatic: bool, precision: float, by: Person, at: datetime) -> Allowance:
    """Switch automatic sorting on or off, and say how sure it must be. Every change is kept with its name."""
    refuse_if(rules.why_not_precision(precision))
    was = allowance(street)
    made = Allowance.objects.create(street=street, automatic=automatic, precision=precision, by=by, at=at)
    told = [(name, _plain(was, name), _plain(made, name)) for name in ("automatic", "precision")]
    if changed := written(one for one in told if one[1] != one[2]):
        keep("setting_changed", by=by, at=at, about=f"triage {street.pk}", why=changed, path=street.path)
    return made


def _plain(kept: Allowance | None, name: str) -> str:
    return f"{float(getattr(kept, name)):g}" if kept else ""


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
    model_in_use.forget()
    Switch.objects.filter(street=place).update(street=into)
    Drift.objects.filter(street=place).delete()
    Joining.objects.filter(street=place).delete()
