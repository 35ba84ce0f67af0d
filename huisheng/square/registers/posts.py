"""Posts with their people, under the places of whoever hands the table in."""

from collections.abc import Mapping, Sequence
from typing import Any

from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.echo.voices.rules import why_not_phone
from huisheng.people.models import Person
from huisheng.square.registers.cells import YES_NO, Here, cell, day, each_row, offered, one_of, yes
from huisheng.square.registers.rules import Doing, Outcome
from huisheng.territory.models import Appointment, PostKind
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.living import known_or_new
from huisheng.territory.posts.rules import why_not_give
from huisheng.territory.posts.services import amend, appoint

POST = ("姓名", "电话", "岗位", "地点", "从哪天", "到哪天", "公开")


def load_posts(table: Table, came: Outcome, doing: Doing) -> None:
    """Each row for itself."""
    here = Here(doing.paths)
    each_row(table, came, lambda row: _post(row, came, doing, here))


def _post(row: Row, came: Outcome, doing: Doing, here: Here) -> None:
    """One post: the person with this name and telephone, known or new, holds it at a place of one's own area."""
    name, phone = cell(row, "姓名"), cell(row, "电话")
    refuse_if(because("没有写姓名。") if not name else why_not_phone(phone))
    kind: PostKind = one_of(PostKind.objects.all(), row, "岗位")
    place = here.find(cell(row, "地点"))
    held = Appointment.objects.filter(kind=kind, place=place, ended_at=None, person__name=name)
    if post := held.filter(person__phone=phone).select_related("person").first():
        return _change(post, row, came, doing)
    refuse_if(_why_not(kind, doing))
    known = bool(phone) and Person.objects.filter(name=name, phone=phone, is_active=True).exists()
    appoint(
        known_or_new(name=name, phone=phone, by=doing.by, at=doing.at, path=place.path), kind=kind, place=place,
        by=doing.by, at=doing.at,
        starts=day(row, "从哪天"), ends=day(row, "到哪天"), phone=phone, public=yes(row, "公开", default=False),
    )  # fmt: skip
    told = {"who": name, "place": place.where, "post": kind.name}
    words = (
        because("%(who)s：%(place)s，%(post)s。", **told)
        if known
        else because("%(who)s（新登记的人）：%(place)s，%(post)s。", **told)
    )
    return came.note(row.number, words, new=True)


def _change(post: Appointment, row: Row, came: Outcome, doing: Doing) -> None:
    """Of a post that is held: another end of the term, shown or no longer; when it began stays."""
    ends = day(row, "到哪天") if "到哪天" in row else post.ends
    public = yes(row, "公开", default=post.public)
    if (ends, public) == (post.ends, post.public):
        came.already += 1
        return
    refuse_if(_why_not(post.kind, doing))
    amend(post, ends=ends, phone=post.phone, public=public, by=doing.by, at=doing.at)
    told = {"who": post.person.name, "post": post.title}
    words = because("改%(who)s的任期或公开：%(post)s。", **told)
    came.note(row.number, words, new=False)


def _why_not(kind: PostKind, doing: Doing) -> str:
    return why_not_give(kind.role, by={hat.role for hat in doing.hats})


def post_choices(paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The kinds of post, the places, yes or no."""
    return {"岗位": [one.name for one in PostKind.objects.all()], "地点": offered(paths), "公开": YES_NO}


def posts_now(paths: Sequence[str]) -> list[Sequence[Any]]:
    """Every post that is held under these paths, with who holds it."""
    here = Here(paths)
    held = Appointment.objects.filter(in_areas(paths, "place__path"), ended_at=None)
    rows = held.select_related("person", "kind", "place").order_by("place__path", "kind__rank", "pk")
    return [
        (one.person.name, one.person.phone, one.kind.name, here.name_of(one.place), one.starts, one.ends, YES_NO[not one.public])
        for one in rows
    ]  # fmt: skip
