"""How the cells of a table are read, and the places that whoever hands it in may name."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from huisheng.collect.concerns.orders import moment
from huisheng.echo.addresses import whole
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.square.registers.rules import Outcome, Told, refuse_long
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

YES_NO = ("是", "否")
NUMBERED, BETWEEN = "编号", "、"
MOST_OFFERED = 2000
BY_ANY_NAME = (
    "属于",
    "地点",
)  # a place may be a door, have a code, or stand in a row above: nothing that a list holds


def each_row(table: Table, came: Outcome, take: Callable[[Row], None]) -> None:
    """Each row for itself: what is refused is told and the others go in."""
    for row in table:
        came.read += 1
        refuse_long(came.read)
        try:
            refuse_if(row.spoiled)
            with transaction.atomic():
                take(row)
        except Refused as refused:
            came.refused.append(Told(row.number, refused.reason))


def one_of(rows: Any, row: Row, header: str) -> Any:
    """The row of a table with this code or name; refused when there is none."""
    text = cell(row, header)
    found = rows.filter(code=text).first() or rows.filter(name=text).first() if text else None
    if found is None:
        raise Refused(because("“%(header)s”里没有“%(text)s”这一项。", header=header, text=text[:40]))
    return found


def cell(row: Row, header: str) -> str:
    """What is written there; "" when there is no such column."""
    return row.get(header, "").strip()


def yes(row: Row, header: str, *, default: bool) -> bool:
    """是 or 否; refused when it is something else."""
    text = cell(row, header)
    refuse_if(because("“%(header)s”要填是或否。", header=header) if text and text not in YES_NO else "")
    return text == "是" if text else default


def day(row: Row, header: str) -> Any:
    """A date however a spreadsheet writes it; None when it is empty."""
    at = moment(row.get(header, ""), what=header)
    return at.date() if at else None


class Here:
    """The open places under some paths, by whatever a table may call them: number, code, full name, name. One query."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths
        self.load()

    def load(self) -> None:
        """Read again: a place that was renamed or moved gave another full name to everything inside."""
        self.stale = False
        found = Place.objects.filter(in_areas(self.paths), closed_on=None).select_related("parent", "run_by")
        self.places: dict[int, Place] = {}
        self.called: defaultdict[str, list[Place]] = defaultdict(list)
        self.named: defaultdict[str, list[Place]] = defaultdict(list)
        for place in found.order_by("path"):
            self.add(place)

    def add(self, place: Place) -> None:
        """One more, made by an earlier row."""
        self.places[place.pk] = place
        self.called[place.where].append(place)
        self.named[place.name].append(place)
        if place.code:
            self.called[place.code].append(place)

    def find(self, text: str) -> Place:
        """The place that a cell means. Refused when it is none, or more than one."""
        refuse_if(because("没有写地点。") if not text else "")
        number = text.removeprefix(NUMBERED)
        numbered = self.places.get(whole(number)) if text != number else None
        found = [numbered] if numbered else self.called.get(text) or self.named.get(text) or []
        several = because("叫“%(text)s”的地方不止一处，请写全称或代码。", text=text[:40])
        refuse_if(several if len(found) > 1 else "")
        if not found:
            raise Refused(because("您的辖区里没有叫“%(text)s”的地方。", text=text[:40]))
        return found[0]

    def name_of(self, place: Place) -> str:
        """How a table calls a place so that `find` means it again."""
        return place.where if len(self.called[place.where]) < 2 else place.code or f"{NUMBERED}{place.pk}"


def offered(paths: Sequence[str]) -> list[str]:
    """What a drop-down of places offers: everything but doors and homes."""
    named = Place.objects.filter(in_areas(paths), closed_on=None).exclude(kind__in=["home", "entrance"])
    return list(named.order_by("path").values_list("where", flat=True)[:MOST_OFFERED])
