"""Where a page is, and the way back to the one that somebody came from."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


@lru_cache(maxsize=8192)
def address(name: str, *args: Any) -> str:
    """The path of a page (Django's `reverse`, worked out once for each); NoReverseMatch when there is none."""
    return reverse(name, args=args)


def inside(request: HttpRequest, path: str) -> str:
    """A path that a browser sent along, if it is one of this house; "" for anything else."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()})
    return path if ours else ""


def whole(text: str) -> int:
    """The number that stands in an address; 0, which no row has, for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
