"""A recording or photos instead of words: whoever works on the matter listens or looks, and writes it down."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import note
from huisheng.collect.concerns.triage.models import Sorting
from huisheng.collect.concerns.triage.services import keep_suggestion, suggest
from huisheng.collect.concerns.unwritten import written
from huisheng.echo.photos.models import Photo
from huisheng.echo.photos.rules import LONGEST_WORDS, why_not_write_out
from huisheng.echo.refusals import refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.models import Person


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
