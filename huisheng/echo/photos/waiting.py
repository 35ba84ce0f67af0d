"""A recording that came before its matter is there: it waits a day at most under a name that nobody guesses.

Who has the name has the recording: it stands in the form that is being filled, and nowhere else.
"""

import time
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from huisheng.echo.photos import rules
from huisheng.echo.photos.services import write
from huisheng.echo.photos.sound import Sound, readable
from huisheng.echo.refusals import refuse_if

A_DAY = 24 * 3600  # then the nightly cleaning takes it (echo/retention, "uploads"), and it is not found here


def read(upload: UploadedFile) -> Sound:
    """The recording of a form; Refused before a long file is read."""
    refuse_if(rules.why_not_sound(upload.size or 0))
    return readable(upload.read())


def hold(sound: Sound) -> str:
    """Its name, until the matter is there."""
    name = uuid4().hex
    write(_path(name), sound.data)
    return name


def held(name: str) -> Sound | None:
    """What waits under the name; None when nothing does, or for too long."""
    if len(name) != 32 or not name.isalnum():
        return None
    path = _path(name)
    if not path.is_file():
        return None
    return readable(path.read_bytes()) if time.time() - path.stat().st_mtime < A_DAY else None


def let_go(name: str) -> None:
    """It has found its matter."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return Path(settings.DATA) / "uploads" / f"sound-{name}.bin"
