"""The API's own rules, plain values: a cursor nobody needs to read, an answer kept for its key, what a field may hold."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from huisheng.echo.refusals import YES, because

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200
MOST_FIELDS = 200
MOST_ROWS = 100
CURSOR = r"^(v1-[0-9]{1,18})?$"


def cursor_after(pk: int) -> str:
    """Where the next page begins."""
    return f"v1-{pk}"


def read_cursor(cursor: str) -> int:
    """The row after which a page begins, of what CURSOR matches."""
    return int(cursor.removeprefix("v1-"))


def why_not_key(key: str) -> str:
    """An Idempotency-Key is short."""
    return (
        because("Idempotency-Key 最多 %(most)s 个字符。", most=LONGEST_KEY) if len(key) > LONGEST_KEY else YES
    )


def why_not_again(kept: Any, content: str) -> str:
    """The same key is the same content."""
    return (
        YES if kept.content == content else because("这个 Idempotency-Key 已经用在别的内容上了，请换一个。")
    )


def content_of(path: str, sent: Any) -> str:
    """A fingerprint of what is asked: where, and every field whatever its order."""
    return sha256(json.dumps([path, sent], sort_keys=True, default=str).encode()).hexdigest()


def as_typed(fields: dict[str, Any]) -> dict[str, list[str]] | None:
    """The fields of a form as a browser would send them: a ticked box is "on", an unticked one is not sent.

    None when something is neither a text, a number, a yes or no, nor a list of these; or holds what no page can send.
    """
    typed: dict[str, list[str]] = {}
    for name, value in fields.items():
        several = value if isinstance(value, list) else [value]
        if not all(one is None or isinstance(one, str | int | float | bool) for one in several):
            return None
        texts = ["on" if one is True else str(one) for one in several if one is not None and one is not False]
        if any(not _can_be_written(text) for text in (name, *texts)):
            return None
        typed[name] = texts
    return typed if len(typed) <= MOST_FIELDS else None


def _can_be_written(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
