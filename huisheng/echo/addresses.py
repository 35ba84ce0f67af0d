"""Where a page is: Django's `reverse`, worked out once for each page and its arguments."""

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=8192)
def address(name: str, *args: Any) -> str:
    """The path of a page; NoReverseMatch when there is none."""
    return reverse(name, args=args)
