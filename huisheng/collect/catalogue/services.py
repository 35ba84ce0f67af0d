"""Fill the catalogue with what it starts from; guess a category by its words."""

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from huisheng.collect.catalogue import rules
from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.echo.audit.changes import changes_of
from huisheng.echo.audit.services import keep
from huisheng.echo.kept import Kept
from huisheng.echo.naming import in_english
from huisheng.echo.prepared import Prepared, PreparedValues, Row
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.models import Person
from huisheng.territory.models import PostKind

HERE = Path(__file__).parent
OTHER = "Z9"


def seed_catalogue() -> None:
    """The starting catalogue (catalogue/*.csv): clocks R2.13, pause reasons, 8 groups and 39 leaves. Safe to run twice:
    what a street has changed stays changed."""
    for row in _rows("clocks.csv"):
        ClockPolicy.objects.get_or_create(code=row.pop("code"), defaults=row)
    for row in _rows("pauses.csv"):
        PauseReason.objects.get_or_create(code=row.pop("code"), defaults=row)
    receivers = {kind.code: kind for kind in PostKind.objects.all()}
    for row in _rows("categories.csv"):
        group, _ = Category.objects.get_or_create(
            code=row["code"][0], defaults={"name": row["group_zh"], "name_en": row["group_en"]}
        )
        Category.objects.get_or_create(
            code=row["code"],
            defaults={
                "group": group,
                "name": row["leaf_zh"],
                "name_en": row["leaf_en"],
                "keywords": row["keywords"],
                "clock_id": row["clock"],
                "receiver": receivers.get(row["receiver"]),
                "hint": row["hint"],
                "knowledge": row["knowledge"],
                "rule_card": row["rule_card"],
            },
        )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def keep_leaf(leaf: Category, *, by: Person | None, at: datetime) -> Category:
    """Save a new or changed leaf. Refused without a name, with unreadable keywords, or as the 61st in use (M32).

    Matters that are already filed under it keep the clocks that were promised.
    """
    refuse_if(rules.why_not_leaf(name=leaf.name, keywords=leaf.keywords))
    others = Category.objects.filter(is_active=True, group__isnull=False).exclude(pk=leaf.pk).count()
    refuse_if(rules.why_not_another(others) if leaf.is_active else "")
    if not leaf.code:
        leaf.code = _next_code(leaf.group)
    _save(leaf, about=f"category {leaf.code}", by=by, at=at)
    known_leaves.forget()
    return leaf


def _next_code(group: Category | None) -> str:
    """B1 … B9, B10: the next free one in its group."""
    letter = group.code if group else "Z"
    taken = set(Category.objects.filter(code__startswith=letter).values_list("code", flat=True))
    return next(code for code in (f"{letter}{n}" for n in range(1, 100)) if code not in taken)


@transaction.atomic
def keep_clock(policy: ClockPolicy, *, by: Person, at: datetime) -> ClockPolicy:
    """Change a row of the policy table (R2.13), for matters said from now on."""
    refuse_if(rules.why_not_clock(contact_amount=policy.contact_amount, fix_amount=policy.fix_amount))
    _save(policy, about=f"clock {policy.pk}", by=by, at=at)
    known_leaves.forget()
    return policy


@transaction.atomic
def keep_reason(reason: PauseReason, *, by: Person, at: datetime) -> PauseReason:
    """Change why a clock may stop and for how long at most."""
    refuse_if(because("最多停几天，至少写 1。") if reason.most_days < 1 else "")
    _save(reason, about=f"pause {reason.pk}", by=by, at=at)
    return reason


def _save(row: Model, *, about: str, by: Person | None, at: datetime) -> None:
    """With what it was before in the security log, when it changes."""
    changes = changes_of(row)
    row.save()
    if changes:
        keep("setting_changed", by=by, at=at, about=about, why=changes)


def leaves() -> QuerySet[Category]:
    """Every leaf in use with its group and clock, in order: one query."""
    return Category.objects.filter(is_active=True, group__isnull=False).select_related(
        "group", "clock", "receiver"
    )


def guess_leaf(title: str, text: str = "") -> Category | None:
    """As `guess` among all leaves in use; only the one that is found becomes a Category. One query."""
    found = guess(known_leaves(), title, text)
    return found.whole() if found else None


def leaf_names() -> dict[int, str]:
    """What every leaf in use is called in the reader's language, in order. One query."""
    english = in_english()
    return {pk: (name_en if english else "") or name for pk, name, name_en in _named()}


def leaf_by_keywords(known: "list[Leaf]", title: str, text: str = "") -> tuple[Category | None, str]:
    """As `guess`, and the word that told; the leaf for the rest comes without a word."""
    found = guess(known, title, text)
    return (found.whole(), telling_word(found, simplified(title), simplified(text))) if found else (None, "")


_leaves = Prepared(lambda: leaves())
# Every leaf in use, as light as it can be. One query at most every three seconds.
known_leaves: "Kept[list[Leaf]]" = Kept(lambda: [Leaf(row) for row in _leaves.rows()], seconds=3)
_named = PreparedValues(lambda: leaves().values_list("pk", "name", "name_en"))


class Leaf:
    """A leaf as a row: `whole()` makes the Category of it, once. Not to be changed: every request is given the same."""

    def __init__(self, row: Row[Category]) -> None:
        self.row, self.code, self.keywords = row, row["code"], row["keywords"]
        self.made: Category | None = None

    def whole(self) -> Category:
        self.made = self.made or self.row.whole()
        return self.made


W = TypeVar("W", Category, Leaf)


def guess(categories: Iterable[W], title: str, text: str = "") -> W | None:
    """The first leaf whose words stand in the title, else in the first 300 characters; else the leaf for the rest."""
    known = list(categories)
    for words in (simplified(title), simplified(text[:300])):
        for category in known:
            if category.keywords and _pattern(category.keywords).search(words):
                return category
    return next((category for category in known if category.code == OTHER), None)


def telling_word(category: Category | Leaf, title: str, text: str = "") -> str:
    """The word in the title, else in the text, for which `guess` chose this leaf; "" when there was none."""
    if not category.keywords:
        return ""
    found = _pattern(category.keywords).search(title) or _pattern(category.keywords).search(text[:300])
    return found[0] if found else ""


@lru_cache(maxsize=256)
def _pattern(keywords: str) -> re.Pattern[str]:
    return re.compile(keywords)
