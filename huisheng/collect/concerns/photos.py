"""Photos beside a matter: whoever works on it puts one there, whoever may read its lines sees it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest

from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.grants import held_numbers
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import why_not_show_own
from huisheng.collect.concerns.services import add_own, note
from huisheng.collect.concerns.services.correcting import THEMSELVES
from huisheng.collect.concerns.stages import Act
from huisheng.echo.models import Line
from huisheng.echo.photos.models import PICTURE, Photo
from huisheng.echo.photos.seeing import MAY_SEE
from huisheng.echo.photos.services import keep, readable, remove
from huisheng.echo.photos.waiting import held_picture, let_go
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person


def claim(concern: Concern, names: Iterable[str], *, by: Person | None, at: datetime) -> list[Photo]:
    """The photos that waited for this matter (echo/photos/waiting.py), beside the matter's first words. Once, also when
    the same form comes twice, as it does where a line breaks.
    """
    line = Line.objects.get(voice=concern.voice, did=Act.RAISED)
    if Photo.objects.filter(line=line, kind=PICTURE).exists():
        return []
    kept = []
    for name in names:
        if picture := held_picture(name):
            kept.append(keep(line, picture=picture, words=None, by=by, at=at))
            transaction.on_commit(lambda name=name: let_go(name))  # type: ignore[misc]
    return kept


@transaction.atomic
def show(
    concern: Concern, *, file: UploadedFile, words: str, inner: bool, by: Person, at: datetime, hat: str = ""
) -> Photo:
    """One photo with its own line: for the resident too, or for colleagues only. Never asked for (R1)."""
    picture = readable(file)
    said = f"放了一张照片：{words.strip()}"
    line = note(concern, by=by, at=at, inner=said if inner else "", says="" if inner else said, hat=hat)
    return keep(line, picture=picture, words=words, by=by, at=at)


@transaction.atomic
def show_own(concern: Concern, *, file: UploadedFile, words: str, by: Person | None, at: datetime) -> Photo:
    """One photo of whoever spoke, beside their own matter: for them and for those who work on it. Never asked for (R1).

    Refused after a few (rules.MOST_OWN), and for whatever is no photo (echo/photos/rules.py).
    """
    own = Photo.objects.filter(line__voice=concern.voice, line__hat=THEMSELVES, removed_at=None)
    refuse_if(why_not_show_own(own.count()))
    picture = readable(file)
    line = add_own(concern, says=f"放了一张照片：{words.strip()}", by=by, at=at)
    return keep(line, picture=picture, words=words, by=by, at=at)


@transaction.atomic
def take_away(concern: Concern, photo: Photo, *, why: str, by: Person, at: datetime, hat: str = "") -> Photo:
    """The photo goes; a line of its own says so to whoever could see it."""
    gone = remove(photo, why=why, by=by, at=at)
    said = f"撤掉了{'一段录音' if gone.is_sound else '一张照片'}：{gone.removed_why}"
    public = bool(photo.line.says)
    note(concern, by=by, at=at, inner="" if public else said, says=said if public else "", hat=hat)
    return gone


def sees(request: HttpRequest, photo: Photo) -> bool:
    """Who spoke on the matter, or followed it, and whoever works on it; residents not what is for colleagues only."""
    there = Concern.objects.filter(Q(voice=photo.line.voice) | Q(lead__voice=photo.line.voice))
    person = request.user if isinstance(request.user, Person) else None
    own = Q(speaker__number__in=held_numbers(request)) | (Q(speaker__person=person) if person else Q())
    if photo.line.says and there.filter(own).exists():
        return True
    return person is not None and any(_works(request, one, person) for one in there.select_related("speaker"))


def _works(request: HttpRequest, concern: Concern, person: Person) -> bool:
    try:
        find(concern.speaker.number, request.hats, person)  # type: ignore[attr-defined]
    except Http404:
        return False
    return True


MAY_SEE.append(sees)
