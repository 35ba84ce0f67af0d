"""Fill the catalogue with what it starts from; guess a category by its words."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from opencc import OpenCC

from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
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


def leaves() -> Iterable[Category]:
    """Every leaf in use with its group and clock, in order: one query."""
    return Category.objects.filter(is_active=True, group__isnull=False).select_related(
        "group", "clock", "receiver"
    )


def guess(categories: Iterable[Category], title: str, text: str = "") -> Category | None:
    """The first leaf whose words stand in the title, else in the first 300 characters; else the leaf for the rest."""
    known = list(categories)
    for words in (simplified(title), simplified(text[:300])):
        for category in known:
            if category.keywords and _pattern(category.keywords).search(words):
                return category
    return next((category for category in known if category.code == OTHER), None)


def simplified(words: str) -> str:
    """Traditional characters as Simplified ones, so that 樓道燈 is found by 楼道灯; what was typed stays as typed."""
    return _converter().convert(words)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=256)
def _pattern(keywords: str) -> re.Pattern[str]:
    return re.compile(keywords)
