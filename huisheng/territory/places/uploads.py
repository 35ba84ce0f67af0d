"""Files handed in on a page, kept beside the database until they are loaded or a day old."""

import re
import time
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from django.conf import settings

A_DAY = 24 * 3600


def keep(chunks: Iterable[bytes]) -> str:
    """Keep a file; returns the key by which it is found again. Files of yesterday are forgotten."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - A_DAY:
            old.unlink(missing_ok=True)
    key = token_hex(16)
    with (folder / key).open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    return key


def path_of(key: str) -> Path | None:
    """Where the file lies; None when it was forgotten."""
    path = _folder() / key
    return path if re.fullmatch(r"[0-9a-f]{32}", key) and path.exists() else None


def _folder() -> Path:
    return Path(settings.DATA) / "uploads"
