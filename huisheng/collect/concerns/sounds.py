"""A recording beside a matter: somebody speaks instead of writing."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import add_own
from huisheng.collect.concerns.services.correcting import THEMSELVES
from huisheng.collect.concerns.stages import Act
from huisheng.echo.models import Line
from huisheng.echo.photos.models import PICTURE, Photo
from huisheng.echo.photos.services import keep_sound
from huisheng.echo.photos.waiting import held, let_go, read
from huisheng.echo.refusals import refuse_if
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
