"""What lies behind the street page: the matters that a number counts, and all kinds of matter."""

from typing import Any

from django.utils.timezone import localtime

from huisheng.echo.naming import called
from huisheng.square.desk.rules import Cursor
from huisheng.square.street.links import Links
from huisheng.square.street.services import Asked, page_of, read
from huisheng.square.street.shown import kinds_of, row_of
from huisheng.square.street.words import in_words, name_of


def list_page(asked: Asked, key: str, cursor: Cursor | None) -> dict[str, Any]:
    """Everything that square/street_list.html shows."""
    rows, newer, older = page_of(asked, key, cursor)
    links = Links(asked)
    return {
        "place": asked.place,
        "period": in_words(asked.period),
        "name": name_of(key, asked.categories),
        "batch": asked.batch,
        "back": links.page(),
        "rows": [
            row_of(one) | {"kind": called(one.category), "day": localtime(one.raised_at)} for one in rows
        ],
        "later": links.to(key, before=newer) if newer else "",
        "earlier": links.to(key, after=older) if older else "",
    }


def kinds_page(asked: Asked) -> dict[str, Any]:
    """Everything that square/street_kinds.html shows: every kind of matter of the same place and time."""
    found = read(asked)
    links = Links(found.asked)
    return {
        "place": found.asked.place,
        "period": in_words(found.asked.period),
        "batch": found.asked.batch,
        "back": links.page(),
        "kinds": kinds_of(found.now, found.asked, links),
    }
