"""Places of every kind, from streets to homes, with what clusters and grids gather (M01, M02, M07)."""

from collections.abc import Mapping, Sequence
from typing import Any

from huisheng.echo.addresses import whole
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.square.registers.cells import BETWEEN, NUMBERED, YES_NO, Here, cell, each_row, offered, yes
from huisheng.square.registers.rules import Doing, Outcome
from huisheng.territory.models import LayerPart, Place
from huisheng.territory.places import services
from huisheng.territory.places.codes import plain_code
from huisheng.territory.places.positions import Position, heard, told
from huisheng.territory.places.rules import KIND_NAMES, LAYERS, Kind, heard_office_phone, prefixes
from huisheng.territory.places.services import above_of, in_areas
from huisheng.territory.places.services.homes import plain

PLACE = (NUMBERED, "种类", "名称", "属于", "代码", "公开电话", "常住", "划进来的地方", "纬度", "经度")
KINDS = {name: kind for kind, name in KIND_NAMES.items()}


def load_places(table: Table, came: Outcome, doing: Doing) -> None:
    """Each row for itself, in the order of the table: a row may lie in what a row before it made."""
    here = Here(doing.paths)
    each_row(table, came, lambda row: _Row(row, doing, here).take(came))


class _Row:
    """One place as the table has it, beside how it stands."""

    def __init__(self, row: Row, doing: Doing, here: Here) -> None:
        self.row, self.here = row, here
        self.done: dict[str, Any] = {"by": doing.by, "at": doing.at}
        self.changed = False

    def take(self, came: Outcome) -> None:
        if self.here.stale:
            self.here.load()
        kind = self._kind()
        place = self._known(kind)
        self.here.stale = True  # until this row is through: a refused one is taken back
        if place is None:
            place = self._add(kind)
            self._layer(place)
            self.here.stale = False
            return came.note(self.row.number, because("新加“%(name)s”。", name=place.where), new=True)
        known = place.where
        refuse_if(because("“种类”改不了，请停用以后另登记。") if kind != place.kind else "")
        self._change(place)
        self._layer(place)
        self.here.stale = self.changed
        if self.changed:
            return came.note(self.row.number, because("改“%(name)s”。", name=known), new=False)
        came.already += 1
        return None

    def _kind(self) -> Kind:
        text = cell(self.row, "种类")
        kind = KINDS.get(text)
        refuse_if(because("没有叫“%(text)s”的种类。", text=text[:40]) if kind is None else "")
        assert kind is not None
        return kind

    def _known(self, kind: Kind) -> Place | None:
        """By its number; without one by its code, or by its name in the place that it lies in."""
        if number := cell(self.row, NUMBERED).removeprefix(NUMBERED):
            found = self.here.places.get(whole(number))
            told = because("您的辖区里没有编号是 %(number)s 的地方。新加的请空着编号。", number=number[:20])
            refuse_if(told if found is None else "")
            return found
        if code := plain_code(cell(self.row, "代码")):
            return next((one for one in self.here.called.get(code, []) if one.code == code), None)
        above, name = self._above(), self._name(kind)
        beside = self.here.named.get(name, [])
        return next((one for one in beside if one.kind == kind and above_of(one) == above), None)

    def _above(self) -> Place:
        text = cell(self.row, "属于")
        refuse_if(because("没有写属于哪里。") if not text else "")
        return self.here.find(text)

    def _name(self, kind: Kind) -> str:
        """In its one spelling (R8.6): 3号楼 is 3栋."""
        return plain(kind, cell(self.row, "名称"))

    def _add(self, kind: Kind) -> Place:
        lived_in: dict[str, Any] = (
            {"occupied": yes(self.row, "常住", default=True)} if kind is Kind.HOME else {}
        )
        code = plain_code(cell(self.row, "代码"))
        place = services.add(
            kind=kind, name=self._name(kind), parent=self._above(), code=code, **lived_in, **self.done
        )
        if phone := cell(self.row, "公开电话"):
            services.publish_phone(place, phone=phone, **self.done)
        if self._position():
            services.locate(place, lat=cell(self.row, "纬度"), long=cell(self.row, "经度"), **self.done)
        self.here.add(place)
        return place

    def _change(self, place: Place) -> None:
        """One verb for each cell that says something else than what stands."""
        name, above = cell(self.row, "名称"), above_of(place)
        moved = self._moved(place, above)
        if name not in (place.name, "") and self._name(Kind(place.kind)) != place.name:
            self._do(services.rename, place, name=self._name(Kind(place.kind)))
        if moved:
            self._do(services.move, place, under=moved)
        if "代码" in self.row and plain_code(self.row["代码"]) != (place.code or ""):
            self._do(services.recode, place, code=self.row["代码"])
        if "公开电话" in self.row and heard_office_phone(self.row["公开电话"]) != place.phone:
            self._do(services.publish_phone, place, phone=self.row["公开电话"])
        occupied = yes(self.row, "常住", default=place.occupied)
        if occupied != place.occupied:
            self._do(services.occupy, place, occupied=occupied)
        if {"纬度", "经度"} & {*self.row} and self._position() != place.position:
            self._do(services.locate, place, lat=cell(self.row, "纬度"), long=cell(self.row, "经度"))

    def _position(self) -> Position | None:
        return heard(cell(self.row, "纬度"), cell(self.row, "经度"))

    def _moved(self, place: Place, above: Place | None) -> Place | None:
        """Where it goes; None where it stays. What one's own place lies in is not one's own to name."""
        text = cell(self.row, "属于")
        stays = not text or (above is not None and text in (above.where, above.code, f"{NUMBERED}{above.pk}"))
        found = None if stays else self.here.find(text)
        return found if found != above else None

    def _do(self, verb: Any, place: Place, **what: Any) -> None:
        verb(place, **what, **self.done)
        self.changed = True

    def _layer(self, place: Place) -> None:
        """What a cluster or a grid gathers, exactly."""
        parts = [self.here.find(one.strip()) for one in cell(self.row, "划进来的地方").split(BETWEEN) if one]
        refuse_if(because("只有片区和网格才划进别的地方。") if parts and place.kind not in LAYERS else "")
        if place.kind not in LAYERS or "划进来的地方" not in self.row:
            return
        if {one.pk for one in parts} != {one.pk for one in services.gathered(place)}:
            self._do(services.redraw, place, places=parts)


def place_choices(paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The kinds, the places that something may lie in, yes or no."""
    return {"种类": list(KINDS), "属于": offered(paths), "常住": YES_NO}


def places_now(paths: Sequence[str]) -> list[Sequence[Any]]:
    """Every open place under these paths, each behind what it lies in and in the order of names."""
    here = Here(paths)
    order = {one.path: (one.order, one.pk) for one in here.places.values()}
    known = sorted(
        here.places.values(), key=lambda one: [order.get(path, ("", 0)) for path in prefixes(one.path)]
    )
    gathered: dict[int, list[str]] = {}
    parts = LayerPart.objects.filter(in_areas(paths, "layer__path")).select_related("place").order_by("pk")
    for part in parts:
        gathered.setdefault(part.layer_id, []).append(here.name_of(part.place))
    return [
        (one.pk, KIND_NAMES[Kind(one.kind)], one.name, here.name_of(above) if (above := above_of(one)) else "", one.code,
         one.phone, YES_NO[not one.occupied] if one.kind == Kind.HOME else "", BETWEEN.join(gathered.get(one.pk, [])),
         *told(one.position))
        for one in known
    ]  # fmt: skip
