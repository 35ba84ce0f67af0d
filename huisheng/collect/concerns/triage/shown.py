"""The suggestion about a matter, as the desk shows it: what, why, like what, and what else it may be; a model's card."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import Leaf, known_leaves, leaf_by_keywords
from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.models import Learned, Sorting

MOST_OTHERS = 9


@dataclass(frozen=True)
class Kind:
    """`is_new`: the suggestion is another kind than the matter has now. `others`: the likeliest nine, for the keys 1-9.
    `sure`: how sure a model was; "" where only the keywords spoke."""

    suggested: Category
    why: str
    is_new: bool
    like: list[Any] = field(default_factory=list)
    others: list[Category] = field(default_factory=list)
    sure: str = ""


@dataclass(frozen=True)
class Card:
    """What a model learned from and how it did on what it had not seen (cross-validation), for the page of its street.

    `kinds`: kind, lessons, of those it called so how many were, of those that are so how many it knew; `kept`: how sure
    it said to be, how often that came true, of how many."""

    learned: Learned
    kinds: list[tuple[Any, int, str, str]]
    kept: list[tuple[str, str, int]]
    right: int
    sure: str


def cards(learned: Sequence[Learned]) -> list[Card]:
    """The cards of those that have one. One query."""
    told = [one for one in learned if one.card.get("judged")]
    codes = {kind["label"] for one in told for kind in one.card["judged"]["classes"]}
    kinds = Category.objects.in_bulk(codes, field_name="code")
    return [_card(one, kinds) for one in told]


def _card(learned: Learned, kinds: dict[str, Category]) -> Card:
    judged = learned.card["judged"]
    return Card(
        learned,
        [
            (kinds.get(one["label"], Category(name=one["label"])), one["count"], f"{one['precision']:.0%}", f"{one['recall']:.0%}")
            for one in judged["classes"]
        ],
        [
            (f"{one['low']:.0%}–{one['high']:.0%}", f"{one['right']:.0%}", one["count"])
            for one in reversed(judged["reliability"])
        ],
        round(judged["accuracy"] * judged["count"]),
        f"{judged['coverage_98']:.0%}",
    )  # fmt: skip


def kind_of(concern: Any, words: str) -> Kind:
    """What to show beside a matter that nobody has sorted: what the model said, else the keywords. One query, two when
    a model named similar matters."""
    leaves = known_leaves()
    by_words, word = leaf_by_keywords(leaves, concern.voice.title, words)
    sorting: Sorting | None = getattr(concern.voice, "sorting", None)
    if sorting and sorting.suggested and sorting.decided_id is None:
        suggested, why, like = sorting.suggested, _why(sorting), _like(sorting, type(concern))
    else:
        sorting, suggested, like = None, by_words or concern.category, []
        why = _("因为说到“%(word)s”") % {"word": word} if word else _("没有认得的词，先归其他")
    if sorting is None and concern.category_id != suggested.pk and _was_decided(concern):
        suggested, why = concern.category, _("有人定过了")
    first = [sorting.second_id if sorting else None, by_words.pk if by_words else None]
    return Kind(suggested, why, suggested.pk != concern.category_id, like,
                _others(leaves, first, suggested, {suggested.pk, concern.category_id}),
                rules.in_percent(sorting.probability) if sorting and sorting.probability else "")  # fmt: skip


def _was_decided(concern: Any) -> bool:
    sorting = getattr(concern.voice, "sorting", None)
    return bool(sorting and sorting.decided_id)


def _why(sorting: Sorting) -> str:
    """“把握 97%，因为说到‘施工、夜间’”; what was sorted without a person says so."""
    sure = rules.in_percent(sorting.probability or 0)
    words = "、".join(sorting.telling[:4])
    if not words:
        return _("把握 %(sure)s，跟下面这几件像") % {"sure": sure}
    if sorting.automatic:
        return _("自动归的，把握 %(sure)s，因为说到“%(words)s”") % {"sure": sure, "words": words}
    return _("把握 %(sure)s，因为说到“%(words)s”") % {"sure": sure, "words": words}


def _like(sorting: Sorting, concerns: Any) -> list[Any]:
    refs = [int(ref) for ref in sorting.like[:3] if str(ref).isdigit()]
    if not refs:
        return []
    found = concerns.objects.filter(voice__in=refs, street=sorting.street_id).select_related(
        "voice", "speaker"
    )
    return sorted(found, key=lambda one: refs.index(one.voice_id))


def _others(
    leaves: list[Leaf], first: list[int | None], suggested: Category, left_out: set[int]
) -> list[Category]:
    """What was second, what the keywords say, then its own group, then the rest in the catalogue's order."""

    def rank(leaf: Leaf) -> tuple[bool, bool, str]:
        return leaf.row["id"] not in first, leaf.row["group_id"] != suggested.group_id, leaf.code

    likely = sorted((leaf for leaf in leaves if leaf.row["id"] not in left_out), key=rank)
    return [leaf.whole() for leaf in likely[:MOST_OTHERS]]
