"""How long a notice must hang: a dated table that a street edits, never a number in the code."""

import csv
from datetime import date
from pathlib import Path
from typing import cast

from django.db import transaction

from huisheng.deliberate.notices.models import NoticeLength
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person

TABLE = Path(__file__).parent.parent / "lengths.csv"


@transaction.atomic
def seed_lengths() -> None:
    """The starting table (lengths.csv). Safe to run twice: what a street has changed stays changed."""
    known = set(NoticeLength.objects.values_list("code", flat=True))
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row | {"confirmed": row["confirmed"] == "yes"} for row in csv.DictReader(file)]
    NoticeLength.objects.bulk_create([NoticeLength(**row) for row in rows if row["code"] not in known])


def lengths(*, on: date) -> list[NoticeLength]:
    """The row of every subject that is valid on a day; the shipped table where nobody has written one yet."""
    found: dict[str, NoticeLength] = {}
    rows = list(NoticeLength.objects.filter(valid_from__lte=on).order_by("valid_from"))
    if not rows:
        seed_lengths()
        rows = list(NoticeLength.objects.filter(valid_from__lte=on).order_by("valid_from"))
    for row in rows:
        found[row.code] = row
    return sorted(found.values(), key=lambda row: row.pk)


def length_of(code: str, *, on: date) -> NoticeLength:
    """How long one subject must hang when it begins on a day; refused for days before any law that the table knows."""
    found = next((row for row in lengths(on=on) if row.code == code), None)
    refuse_if(because("开始的日子已经过了，请从今天或以后开始。") if found is None else "")
    return cast(NoticeLength, found)


@transaction.atomic
def keep_length(
    code: str, *, days: int, counted: str, source: str, confirmed: bool, valid_from: date, by: Person
) -> NoticeLength:
    """Another length from a day on. What already hangs keeps its own; the older row stays for the record."""
    last = NoticeLength.objects.filter(code=code).order_by("-valid_from").first()
    refuse_if(because("没有这一类。") if last is None else "")
    assert last is not None
    refuse_if(
        because("%(day)s 已经有一行了，请从更晚的一天起。", day=f"{last.valid_from:%Y-%m-%d}")
        if valid_from <= last.valid_from
        else because("至少要 1 天。") if days < 1 else because("请写依据，或者写明是谁定的。") if not source.strip() else ""
    )  # fmt: skip
    return NoticeLength.objects.create(
        code=code, name=last.name, name_en=last.name_en, kind=last.kind, days=days, counted=counted,
        source=source.strip(), confirmed=confirmed, valid_from=valid_from, by=by,
    )  # fmt: skip
