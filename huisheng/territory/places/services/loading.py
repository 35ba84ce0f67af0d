"""Registers of divisions in bulk: counties, streets, communities and villages by their codes (R8.1)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from huisheng.echo.refusals import YES, Refused, because
from huisheng.echo.tables import Row
from huisheng.people.models import Person
from huisheng.territory.places import codes, rules
from huisheng.territory.places.models import Place, PlaceChange
from huisheng.territory.places.positions import Position, heard, told
from huisheng.territory.places.reports import Report
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services.changing import locate
from huisheng.territory.places.services.making import build

LEVELS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.STREET, Kind.COMMUNITY)
NAMES = {
    **{kind.value: kind for kind in LEVELS},
    "省": Kind.PROVINCE, "市": Kind.CITY, "县": Kind.COUNTY, "区县": Kind.COUNTY, "街道": Kind.STREET,
    "乡镇": Kind.STREET, "town": Kind.STREET, "社区": Kind.COMMUNITY, "村": Kind.COMMUNITY,
    "village": Kind.COMMUNITY,
}  # fmt: skip
BATCH = 500
Progress = Callable[[int], None]


@transaction.atomic
def load_divisions(
    rows: Iterable[Row], *, by: Person | None, at: datetime, dry_run: bool, progress: Progress
) -> Report:
    """Rows `code, name, level`, and `纬度, 经度` where they are known: each becomes a place under the one whose code it
    begins with; one that is there already learns where it is, and nothing else. Safe to run twice."""
    report = Report("divisions")
    wanted: dict[str, tuple[Row, Kind]] = {}
    located: dict[str, Position] = {}
    known = _known()
    for row in rows:
        report.read += 1
        progress(report.read)
        code, name = codes.plain_code(row.get("code", "")), row.get("name", "").strip()
        kind = NAMES.get(row.get("level", "").strip().lower()) or codes.KIND_OF_LENGTH.get(len(code))
        position, odd = _position(row)
        if why := _why_not(code, name, kind, wanted) or odd:
            report.refuse(row.number, why)
        elif code in known:
            report.already += 1
            _tell_other_name(report, row.number, code, name, known[code].name)
            if position and position != known[code].position:
                located[code] = position
        elif kind:
            wanted[code] = (row, Kind(kind))
            report.warn(row.number, codes.why_odd(code, kind=kind))
    _refuse_orphans(report, wanted, known)
    report.created, report.changed = len(wanted), len(located)
    if not dry_run:
        _save(wanted, by=by, at=at)
        _locate(located, by=by, at=at)
    return report


class _Known(NamedTuple):
    """What is there already under a code."""

    name: str
    position: Position | None


def _known() -> dict[str, _Known]:
    there = Place.objects.exclude(code=None).values_list("code", "name", "lat", "long")
    return {
        str(code): _Known(name, None if lat is None or long is None else Position(lat, long))
        for code, name, lat, long in there
    }


def _position(row: Row) -> tuple[Position | None, str]:
    """Where the row says that it is, and why that cannot be."""
    try:
        return heard(row.get("纬度", ""), row.get("经度", "")), YES
    except Refused as refused:
        return None, refused.reason


def _locate(located: dict[str, Position], *, by: Person | None, at: datetime) -> None:
    known = list(located)
    for start in range(0, len(known), BATCH):
        for place in Place.objects.filter(code__in=known[start : start + BATCH]):
            lat, long = told(located[str(place.code)])
            locate(place, lat=lat, long=long, by=by, at=at)


def seed_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of communities with their street and county beside them, as rows of divisions; each once."""
    seen: set[str] = set()
    for row in rows:
        for code, name, level in (
            (row.get("county_code6", ""), row.get("county", ""), "county"),
            (row.get("street_code9", ""), row.get("street", ""), "street"),
            (row.get("code12", ""), row.get("name", ""), "community"),
        ):
            if level == "community" or code not in seen:
                seen.add(code)
                yield Row(row.number, ["code", "name", "level"], [code, name, level])


def _why_not(code: str, name: str, kind: str | None, wanted: dict[str, tuple[Row, Kind]]) -> str:
    if not code:
        return because("没有写编码。")
    if kind is None:
        return because("编码“%(code)s”的位数不对，也没有写是哪一级。", code=code)
    if why := rules.why_not_name(name) or codes.why_not_code(code, kind=kind):
        return why
    if code in wanted:
        return because("编码 %(code)s 与第 %(row)s 行重复。", code=code, row=wanted[code][0].number)
    return YES


def _tell_other_name(report: Report, number: int, code: str, name: str, known: str) -> None:
    if name != known:
        told = because("编码 %(code)s 已登记为“%(known)s”，文件里是“%(name)s”，没有改。",
                       code=code, known=known, name=name)  # fmt: skip
        report.warn(number, told)


def _refuse_orphans(report: Report, wanted: dict[str, tuple[Row, Kind]], known: dict[str, _Known]) -> None:
    """A community without its street stays out; counties may stand at the top."""
    for code, (row, kind) in sorted(wanted.items()):
        if kind is Kind.COMMUNITY and code[:9] not in wanted and code[:9] not in known:
            report.refuse(row.number, because("找不到编码 %(above)s 的街道乡镇。", above=code[:9]))
            del wanted[code]
    report.refused.sort(key=lambda bad: bad.number)


def _save(wanted: dict[str, tuple[Row, Kind]], *, by: Person | None, at: datetime) -> None:
    saved: dict[str, Place] = {}
    above = {code for one in wanted for code in codes.above(one)}
    for place in Place.objects.filter(code__isnull=False, kind__in=LEVELS).iterator(chunk_size=2000):
        if place.code in above:
            saved[place.code] = place
    for level in LEVELS:
        places = [
            build(
                kind=level,
                name=row["name"].strip(),
                parent=_parent(code, level, saved),
                code=code,
                **_placed(row),
            )  # fmt: skip
            for code, (row, kind) in wanted.items()
            if kind is level
        ]
        save_all(places, by=by, at=at)
        saved |= {str(place.code): place for place in places}


def _placed(row: Row) -> dict[str, Any]:
    position, _odd = _position(row)
    return position._asdict() if position else {}


def _parent(code: str, kind: Kind, saved: dict[str, Place]) -> Place | None:
    found: Any = (saved.get(one) for one in codes.above(code))
    return next((place for place in found if place and not rules.why_not_in(kind, place.kind)), None)


def save_all(places: list[Place], *, by: Person | None, at: datetime) -> None:
    """Places of one kind, built, in bulk, each with its line of history and itself as its own level."""
    Place.objects.bulk_create(places, batch_size=BATCH)
    level = rules.OWN_LEVEL.get(Kind(places[0].kind)) if places else None
    if level:
        Place.objects.filter(kind=places[0].kind, **{level: None}).update(**{level: F("pk")})
        for place in places:
            setattr(place, level, place)
    PlaceChange.objects.bulk_create(
        [PlaceChange(place=one, did="added", says=f"登记了{one.where}", by=by, at=at) for one in places],
        batch_size=BATCH,
    )
