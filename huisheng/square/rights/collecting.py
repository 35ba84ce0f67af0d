"""Everything held on one person, gathered from every table that points at them (R13.7; 个人信息保护法 art. 45)."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.timeline import photos_beside, timeline
from huisheng.echo.models import Line, Photo, Speaker
from huisheng.echo.photos.services import path_of
from huisheng.echo.tables import write_xlsx
from huisheng.people.models import Person

# A column by one of these names says whose the row is; any other that points at a person says who did it in office.
SUBJECT = {"person", "speaker", "attended"}
OWN_WORDS = {("RollObjection", "by")}  # written by whom it is about
# Of a joined matter both lead to what somebody else said; one's own words stand under their course.
OTHERS = {"voice", "lead"}
SECRET = {
    "password",
    "session_key",
    "session_data",
    "token",
    "code",
    "key",
    "once",
    "mark",
    "slip",
    "hash",
    "salt",
}
HEADINGS = dict[str, list[dict[str, str]]]
FILE = "file"


def held_on(person: Person) -> HEADINGS:
    """By heading (the table's name), every row that is about this person, and what they said with its course."""
    found: HEADINGS = {_("账号"): [facts(person)]}
    for model, field in pointing_at(Person):
        own = field.name in SUBJECT or (model.__name__, field.name) in OWN_WORDS
        if own and model is not Speaker:
            _add(found, model, model._base_manager.filter(**{field.name: person}))
    for speaker in Speaker.objects.filter(person=person).select_related("voice"):
        _add_speaker(found, speaker)
    return found


def held_on_speakers(speakers: Iterable[Speaker]) -> HEADINGS:
    """The same for who has receipts and no account."""
    found: HEADINGS = {}
    for speaker in speakers:
        _add_speaker(found, speaker)
    return found


def _add_speaker(found: HEADINGS, speaker: Speaker) -> None:
    _add(found, Speaker, [speaker])
    for model, field in pointing_at(Speaker):
        if field.name in SUBJECT:
            _add(found, model, model._base_manager.filter(**{field.name: speaker}))
    for at, words in _course(speaker):
        row = {_("编号"): speaker.spoken, _("时间"): _told(at), _("经过"): words}
        found.setdefault(_("经过"), []).append(row)
    for photo in _photos(speaker):
        row = {_("编号"): speaker.spoken, _("时间"): _told(photo.at), _("照片上是什么"): photo.words}
        found.setdefault(_("照片"), []).append(row | {FILE: f"{photo.name}.{photo.kind}"})


def _course(speaker: Speaker) -> list[tuple[datetime, str]]:
    """As its own speaker reads it: what a neighbour said whose matter it was joined to is not among it."""
    if concern := getattr(speaker, "concern", None):
        return [(line["at"], line["words"]) for line in timeline(concern)]
    said = Line.objects.filter(voice=speaker.voice).exclude(says="").order_by("at", "pk")
    return list(said.values_list("at", "says"))


def _photos(speaker: Speaker) -> list[Photo]:
    concern = getattr(speaker, "concern", None)
    return photos_beside(timeline(concern), concern) if concern else []


def pointing_at(target: type[Model]) -> "Iterator[tuple[type[Model], Field[Any, Any]]]":
    """Every column of the house that points at a person (or at who spoke)."""
    for model in apps.get_models():
        if model.__module__.startswith("huisheng."):
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                if isinstance(field, ForeignKey | ManyToManyField) and field.related_model is target:
                    yield model, field


def _add(found: HEADINGS, model: type[Model], rows: Any) -> None:
    told = [facts(row) for row in rows]
    if told:
        found.setdefault(str(model._meta.verbose_name), []).extend(told)


def facts(row: Model) -> dict[str, str]:
    """A row as its columns' names and values; no secrets, and nobody else's name."""
    told = {}
    for field in row._meta.local_fields:
        value = getattr(row, field.attname)
        hidden = field.name in SECRET | OTHERS or field.primary_key or value in (None, "")
        if not hidden and not (isinstance(field, ForeignKey) and field.related_model is Person):
            told[str(field.verbose_name)] = _shown(row, field)
    return told


def _shown(row: Model, field: "Field[Any, Any]") -> str:
    if isinstance(field, ForeignKey):
        return str(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _told(getattr(row, field.name))


def _told(value: Any) -> str:
    if value in (True, False):
        return _("是") if value else _("否")
    return f"{localtime(value):%Y-%m-%d %H:%M}" if hasattr(value, "tzinfo") and value.tzinfo else str(value)


def zipped(found: HEADINGS) -> bytes:
    """`data.json` for machines and `index.html` for eyes, and the photos and recordings, in one file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("data.json", as_json(found))
        bundle.writestr("index.html", as_page(found))
        for name in dict.fromkeys(row[FILE] for row in found.get(_("照片"), ())):
            if (file := path_of(*name.split("."))).is_file():
                bundle.write(file, f"files/{name}")
    return out.getvalue()


def as_json(found: HEADINGS) -> bytes:
    """For machines."""
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def as_workbook(found: HEADINGS) -> bytes:
    """For a spreadsheet: one line a value, every cell text."""
    lines = (
        (heading, str(number), name, value)
        for heading, rows in found.items()
        for number, row in enumerate(rows, 1)
        for name, value in row.items()
    )
    return write_xlsx([_("哪一类"), _("第几条"), _("栏目"), _("内容")], lines, title=_("我的记录"))


def as_page(found: HEADINGS) -> str:
    """A page that opens without a network and without a script."""
    parts = [
        f"<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>{_('我的记录')}</title><h1>{_('我的记录')}</h1>"
    ]
    for heading, rows in found.items():
        parts.append(f"<h2>{escape(heading)}（{len(rows)}）</h2>")
        for row in rows:
            cells = "".join(f"<dt>{escape(name)}<dd>{escape(value)}" for name, value in row.items())
            parts.append(f"<dl>{cells}</dl><hr>")
    return "\n".join(parts)
