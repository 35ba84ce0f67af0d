"""Traditional characters find the same words as Simplified ones. What was typed stays as it was typed."""

from functools import lru_cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """The text in Simplified characters, for comparing and searching only."""
    return str(_converter().convert(text)) if text else text


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("tw2s")
