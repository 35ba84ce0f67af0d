"""Photos beside a task: never asked for (R1); seen by whoever may see the task, and on the matters that it serves."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Q
from django.http import HttpRequest

from huisheng.collect.models import Concern
from huisheng.echo.models import Line, Photo
from huisheng.echo.photos.seeing import MAY_SEE
from huisheng.echo.photos.services import also_beside, keep, readable, remove
from huisheng.echo.photos.waiting import held_picture, let_go
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, hat_for
from huisheng.resolve.tasks.models import Task
from huisheng.resolve.tasks.rules import Act
from huisheng.resolve.tasks.services.finding import owner_of
from huisheng.resolve.tasks.services.keeping import locked, tell, tell_those_who_spoke


def claim(task: Task, names: Iterable[str], *, words: str, by: Person | None, at: datetime) -> list[Photo]:
    """The photos that waited under `names` (echo/photos/waiting.py), beside what was just said of the task and of the
    matters that it serves."""
    line, *others = _lines_said(task, at=at)
    kept = []
    for name in names:
        if picture := held_picture(name):
            kept.append(keep(line, picture=picture, words=words, by=by, at=at))
            also_beside(kept[-1], others)
            transaction.on_commit(lambda name=name: let_go(name))  # type: ignore[misc]
    return kept


@transaction.atomic
def show(
    task: Task, *, file: UploadedFile, words: str, inner: bool, by: Person | None, at: datetime, hat: str = ""
) -> Photo:
    """One more, on the way or afterwards; `inner`: only for those who work on the task, else for whoever spoke too."""
    now, picture = locked(task), readable(file)
    says = f"放了一张照片：{words.strip()}"
    line = tell(now, Act.NOTED, by=by, at=at, says=says, hat=hat)
    kept = keep(line, picture=picture, words=words, by=by, at=at)
    if not inner:
        told = tell_those_who_spoke(now, by=by, at=at, says=f"“{now.voice.title}”{says}", hat=hat)
        also_beside(kept, [told] if told else [])
    return kept


@transaction.atomic
def take_away(task: Task, photo: Photo, *, why: str, by: Person | None, at: datetime, hat: str = "") -> Photo:
    """The photo goes, from the matter's page too; a line says so to those who work on the task."""
    gone = remove(photo, why=why, by=by, at=at)
    tell(locked(task), Act.NOTED, by=by, at=at, says=f"撤掉了一张照片：{gone.removed_why}", hat=hat)
    return gone


def _lines_said(task: Task, *, at: datetime) -> list[Line]:
    """What was said at this moment, last on each voice: the task's own first, then those of its matters."""
    about = Q(voice__items__item=task.promise.item_id) if task.promise else Q(pk=task.concern_id)
    serves = Concern.objects.filter(about).select_related("lead")
    voices = {(one.lead or one).voice_id for one in serves} | {task.voice_id}
    last = (
        Line.objects.filter(voice__in=voices, at=at).exclude(says="").values("voice").annotate(last=Max("pk"))
    )
    lines = Line.objects.filter(pk__in=last.values("last")).select_related("voice")
    return sorted(lines, key=lambda one: one.voice_id != task.voice_id)


def sees(request: HttpRequest, photo: Photo) -> bool:
    """Whoever may see the task beside which it stands."""
    hats: list[Hat] = getattr(request, "hats", [])
    task = Task.objects.filter(voice=photo.line.voice_id).select_related("place").first() if hats else None
    return (
        task is not None
        and hat_for("task.see", hats, path=task.place.path, own=owner_of(task, hats)) is not None
    )


MAY_SEE.append(sees)
