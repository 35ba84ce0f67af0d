"""Which pages a program reaches: all of them, but for those named here with the reason."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, get_resolver

# The beginning of a page's name → why no program presses it. Whatever is not named here is open to programs.
NOT_FOR_PROGRAMS = {
    "people:log": "a password is typed into the page, by its person",
    "people:go_on": "goes on after a login with what was typed before it",
    "square:second": "the second lock is opened on the page, by its person",
    "square:own": "the logins of browsers, and the second lock",
    "square:lock": "the second lock is set by its person; a key that leaked must not set another",
    "square:unlock": "the second lock is taken away by its person",
    "square:end_": "the logins of browsers",
    "square:token": "a key that leaked must not make itself another one or end those of its person",
    "square:api_": "the door itself",
    "square:open311_": "a door of its own",
    "square:look": "how a browser shows pages",
    "square:icon": "a picture for browsers",
    "square:manifest": "installs the site on a telephone",
    "square:worker": "installs the site on a telephone",
    "square:offline": "what a browser keeps without a line",
    "square:health": "asked without a key, by whoever watches the server",
    "square:metrics": "has a key of its own",
    ":set_language": "a program sends Accept-Language",
}


@lru_cache(maxsize=1)
def pages() -> dict[str, Any]:
    """Every page that programs reach by its name, `collect:act`."""
    return {name: one for name, one in named() if not name.startswith(tuple(NOT_FOR_PROGRAMS))}


def named(resolver: Any = None, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every page of the house by its name."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{room}:{one.name}", one
        else:
            yield from named(one, one.namespace or room)
