"""Traditional characters find the same words as Simplified ones. What was typed stays as it was typed."""

from functools import lru_cache

from opencc import OpenCC

SHORT = 120  # titles and names come again and again


def simplified(text: str) -> str:
    """The text in Simplified characters, for comparing and searching only."""
    if not text:
        return text
    return _converted(text) if len(text) <= SHORT else str(_converter().convert(text))


@lru_cache(maxsize=8_000)
def _converted(text: str) -> str:
    return str(_converter().convert(text))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("tw2s")
