"""Keep a photo or a recording beside a line, take it away, and know where its file is."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huisheng.echo.photos import rules
from huisheng.echo.photos.models import PICTURE, Photo
from huisheng.echo.photos.picture import remade
from huisheng.echo.photos.sound import Sound
from huisheng.echo.prepared import Prepared
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.models import Line, Voice
from huisheng.people.models import Person


def readable(upload: UploadedFile) -> bytes:
    """The photo of a form, remade; Refused before a long file is read."""
    head = upload.read(16)
    refuse_if(rules.why_not_file(head, upload.size or 0))
    return remade(head + upload.read())


def keep(line: Line, *, picture: bytes, words: str | None, by: Person | None, at: datetime) -> Photo:
    """A remade picture beside a line; `words` None while nobody has said what is on it. The file is on the disk before the
    row is: no row without its file."""
    kept = Photo.objects.filter(line__voice=line.voice, removed_at=None).count()
    refuse_if(rules.why_not_keep(words, kept=kept))
    name = uuid4().hex
    write(path_of(name), picture)
    return Photo.objects.create(line=line, name=name, words=(words or "").strip(), by=by, at=at)


def also_beside(photo: Photo, lines: Iterable[Line]) -> None:
    """The same photo beside further lines: one file, and taken away from one it is gone from all."""
    rows = [Photo(line=line, name=photo.name, words=photo.words, by=photo.by, at=photo.at) for line in lines]
    Photo.objects.bulk_create(rows)


def keep_sound(line: Line, *, sound: Sound, by: Person | None, at: datetime) -> Photo:
    """A recording beside a line, as `keep` keeps a photo; its words are written by whoever listens to it."""
    kept = Photo.objects.filter(line__voice=line.voice, removed_at=None).count()
    refuse_if(rules.why_not_more(kept))
    name = uuid4().hex
    write(path_of(name, sound.kind), sound.data)
    return Photo.objects.create(line=line, name=name, kind=sound.kind, seconds=sound.seconds, by=by, at=at)


def write(path: Path, data: bytes) -> None:
    """Wholly there or not there, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def path_of(name: str, kind: str = PICTURE) -> Path:
    """Where the file of a photo or recording is: never in a folder that a server hands out."""
    return Path(settings.MEDIA) / name[:2] / f"{name}.{kind}"


@transaction.atomic
def remove(photo: Photo, *, why: str, by: Person | None, at: datetime) -> Photo:
    """Take it away, from every line that it stands beside: the file goes when this is certain, the rows say who and why."""
    beside = Photo.objects.select_for_update(of=("self",)).filter(name=photo.name).order_by("pk")
    now = next(one for one in beside if one.pk == photo.pk)
    refuse_if(rules.why_not_remove(why, removed=now.removed_at is not None))
    now.removed_by, now.removed_at, now.removed_why = by, at, why.strip()
    now.words = "" if now.is_sound else now.words  # what was said in it is not kept longer than itself
    beside.update(removed_by=by, removed_at=at, removed_why=now.removed_why, words=now.words)
    transaction.on_commit(lambda: path_of(now.name, now.kind).unlink(missing_ok=True))
    return now


def remove_all(voice: Voice, *, why: str, by: Person | None, at: datetime) -> None:
    """Every photo of a voice that is struck out."""
    for one in Photo.objects.filter(line__voice=voice, removed_at=None):
        remove(one, why=why, by=by, at=at)


_of = Prepared(
    lambda *voices: (
        Photo.objects.filter(line__voice__in=voices, removed_at=None).select_related("line").order_by("pk")
    )
)


def photos_of(*voices: int) -> list[Photo]:
    """Every photo of these voices, the oldest first. One query."""
    return list(_of(*voices))


def without_file() -> Iterator[Photo]:
    """Photos whose file is not there (doctor)."""
    for one in Photo.objects.filter(removed_at=None).select_related("line").iterator():
        if not path_of(one.name, one.kind).is_file():
            yield one
