"""A recording that came before its matter is there, a photo whose form is still to be put right: it waits a day at most
under a name that nobody guesses.

Who has the name has what waits: it stands in the form that is being filled, and nowhere else.
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

SOUND, PICTURE = "sound", "photo"
A_DAY = 24 * 3600  # then the nightly cleaning takes it (echo/retention, "uploads"), and it is not found here


def read(upload: UploadedFile) -> Sound:
    """The recording of a form; Refused before a long file is read."""
    refuse_if(rules.why_not_sound(upload.size or 0))
    return readable(upload.read())


def hold(sound: Sound) -> str:
    """Its name, until the matter is there."""
    return _hold(SOUND, sound.data)


def hold_picture(picture: bytes) -> str:
    """The name of a remade picture, until what it stands beside is there."""
    return _hold(PICTURE, picture)


def held(name: str) -> Sound | None:
    """The recording that waits under the name; None when none does, or for too long."""
    data = _held(SOUND, name)
    return None if data is None else readable(data)


def held_picture(name: str) -> bytes | None:
    """The picture that waits under the name; None when none does, or for too long."""
    return _held(PICTURE, name)


def let_go(name: str) -> None:
    """It has found its matter."""
    for of in (SOUND, PICTURE):
        _path(of, name).unlink(missing_ok=True)


def _hold(of: str, data: bytes) -> str:
    name = uuid4().hex
    write(_path(of, name), data)
    return name


def _held(of: str, name: str) -> bytes | None:
    if len(name) != 32 or not name.isalnum():
        return None
    path = _path(of, name)
    there = path.is_file() and time.time() - path.stat().st_mtime < A_DAY
    return path.read_bytes() if there else None


def _path(of: str, name: str) -> Path:
    return Path(settings.DATA) / "uploads" / f"{of}-{name}.bin"
