"""M32: the starting catalogue, and the leaf that a message's words point to."""

import csv
import gzip
from pathlib import Path

import pytest

from huisheng.collect.catalogue.services import guess, leaves, seed_catalogue
from huisheng.collect.models import Category
from huisheng.territory.posts.services import seed_kinds


@pytest.fixture
def catalogue(db: None) -> list[Category]:
    seed_kinds()
    seed_catalogue()
    return list(leaves())


def test_M32_the_tree_has_two_levels_and_at_most_sixty_leaves(catalogue: list[Category]) -> None:
    assert 30 <= len(catalogue) <= 60
    assert all(leaf.group and leaf.group.group is None and leaf.clock and leaf.receiver for leaf in catalogue)


@pytest.mark.parametrize(
    ("words", "code"), [("楼道灯不亮", "C2"), ("樓道燈不亮", "C2"), ("晚上停車難", "A1"), ("😀😀", "Z9")]
)
def test_words_find_their_leaf_in_either_script(catalogue: list[Category], words: str, code: str) -> None:
    found = guess(catalogue, words)
    assert found is not None
    assert found.code == code


def test_M32_most_estate_messages_of_the_province_find_a_leaf(
    catalogue: list[Category], shared_data: Path
) -> None:
    """DATASETS §4.5: title first, then the first 300 characters: 91 % of all messages."""
    with gzip.open(shared_data / "messages" / "messages_4326.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [guess(catalogue, row["title"], row["text"]) for row in rows]
    assert sum(leaf is not None and leaf.code != "Z9" for leaf in found) / len(rows) > 0.9


def test_seeding_twice_changes_nothing_and_keeps_what_was_edited(catalogue: list[Category]) -> None:
    Category.objects.filter(code="C2").update(name="楼道的灯")
    seed_catalogue()
    assert Category.objects.get(code="C2").name == "楼道的灯"
    assert Category.objects.filter(group__isnull=False).count() == len(catalogue)
