"""What a row of data with a Chinese and an English name is called on the page of this reader.

Only for pages: what is written down keeps the Chinese name, whoever reads it.
"""

from typing import Any

from django.utils.translation import get_language, gettext


def in_english() -> bool:
    """Whether the reader asked for English."""
    return (get_language() or "").startswith("en")


def called(row: Any) -> str:
    """A category or a kind of post, for those who work here."""
    if row is None:
        return ""
    return row.name_en if in_english() and row.name_en else row.name


def coded(row: Any) -> str:
    """A category to choose: A1 停车位不足/乱停."""
    return f"{row.code} {called(row)}"


def called_outside(kind: Any) -> str:
    """A kind of post on pages that anybody may read: its public name hides what the name would tell (M166)."""
    return gettext(kind.public_name) if kind.public_name else called(kind)


def with_name(kind: Any, name: str) -> str:
    """邻长周志恒, neighbour head 周志恒: for pages that anybody may read."""
    return f"{called_outside(kind)}{' ' if in_english() else ''}{name}"
