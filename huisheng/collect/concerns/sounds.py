"""A recording or photos instead of words: whoever works on the matter listens or looks, and writes it down."""

from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import add_own, note
from huisheng.collect.concerns.services.correcting import THEMSELVES
from huisheng.collect.concerns.stages import Act
from huisheng.collect.concerns.triage.models import Sorting
from huisheng.collect.concerns.triage.services import keep_suggestion, suggest
from huisheng.collect.concerns.unwritten import written
from huisheng.echo.models import Line
from huisheng.echo.photos.models import PICTURE, Photo
from huisheng.echo.photos.rules import LONGEST_WORDS, why_not_write_out
from huisheng.echo.photos.services import keep_sound
from huisheng.echo.photos.waiting import held, let_go, read
from huisheng.echo.refusals import refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.models import Person


def claim(concern: Concern, name: str, *, by: Person | None, at: datetime) -> Photo | None:
    """The recording that waited for this matter (echo/photos/waiting.py), beside the matter's first words. Once,
    also when the same form comes twice, as it does where a line breaks.
    """
    sound = held(name)
    if sound is None:
        return None
    transaction.on_commit(lambda: let_go(name))
    line = Line.objects.get(voice=concern.voice, did=Act.RAISED)
    there = Photo.objects.exclude(kind=PICTURE).filter(line=line).first()
    return there or keep_sound(line, sound=sound, by=by, at=at)


@transaction.atomic
def speak_own(concern: Concern, *, file: UploadedFile, by: Person | None, at: datetime) -> Photo:
    """One more recording of whoever spoke, beside their own matter. Refused after a few, as photos are."""
    own = Photo.objects.filter(line__voice=concern.voice, line__hat=THEMSELVES, removed_at=None)
    refuse_if(rules.why_not_show_own(own.count()))
    sound = read(file)
    line = add_own(concern, says="又说了一段话，请听录音", by=by, at=at)
    return keep_sound(line, sound=sound, by=by, at=at)


@transaction.atomic
def write_out(concern: Concern, one: Photo, *, words: str, by: Person, at: datetime, hat: str = "") -> Photo:
    """What is heard, or seen on a photo that came without a word on it: a line that whoever spoke reads and may put right.
    A matter that came without words gets a name, and a suggestion what kind it is."""
    now = Photo.objects.select_for_update(of=("self",)).get(pk=one.pk)
    refuse_if(why_not_write_out(words, written=bool(now.words)))
    told = "录音里说" if now.is_sound else "照片上是"
    note(concern, by=by, at=at, inner="", says=f"{told}：{words.strip()}", hat=hat)
    now.words = words.strip()[:LONGEST_WORDS]
    Photo.objects.filter(name=now.name).update(words=now.words)
    if not written(concern.voice.title):
        concern.voice.title = rules.title_of(words)
        concern.voice.save(update_fields=["title"])
        _suggest(concern, words, at=at)
    return now


def _suggest(concern: Concern, words: str, *, at: datetime) -> None:
    """Only suggested: where it is filed by now is somebody's decision."""
    found = suggest(simplified(words), street=concern.street_id)
    if found and not Sorting.objects.filter(voice=concern.voice).exists():
        keep_suggestion(concern.voice, replace(found, automatic=False), street=concern.street_id, at=at)
