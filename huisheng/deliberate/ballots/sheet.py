"""Roll tables as offices write them, and the one way in which a roll is published. Plain values."""

import csv
import hashlib
import hmac
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from huisheng.deliberate.ballots.roll import KIND_WORDS, NO, YES, area_of, clean
from huisheng.deliberate.ballots.told import square_metres
from huisheng.echo.refusals import because

HEADERS = ("楼栋", "单元", "房号", "业主", "业主编号", "面积", "用途", "是否未售")
COLUMNS = {
    "building": ("楼栋", "楼号", "building"), "entrance": ("单元", "entrance"), "unit": ("房号", "房屋", "unit"),
    "name": ("业主", "业主姓名", "姓名", "name"), "owner_id": ("业主编号", "编号", "owner_id"),
    "area": ("面积", "建筑面积", "area_m2"), "kind": ("用途", "kind"), "stock": ("是否未售", "未售", "developer_stock"),
}  # fmt: skip
CITIZEN = re.compile(r"\d{17}[\dXx]")
PUBLISHED = ("unit", "owner_id", "area_m2", "kind", "developer_stock")


@dataclass
class SheetUnit:
    """A unit as the table says it, with its owners by id."""

    number: str
    building: str
    entrance: str
    area: int
    kind: str
    stock: bool
    owners: dict[str, str] = field(default_factory=dict)
    row: int = 0


@dataclass
class Sheet:
    """What was read: units that are right, rows that are not (number, reason), and what somebody should look at."""

    read: int = 0
    units: dict[str, SheetUnit] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    warned: list[tuple[int, str]] = field(default_factory=list)


def columns_of(headers: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Which header is which column, and the columns that are needed and missing."""
    plain = {clean(header).lower(): header for header in headers}
    found = {
        name: plain[word] for name, words in COLUMNS.items() for word in reversed(words) if word in plain
    }
    needed = {"unit": "房号", "area": "面积"}
    return found, [word for name, word in needed.items() if name not in found]


def read_roll(rows: Iterable[tuple[int, Mapping[str, str]]], columns: Mapping[str, str], key: str) -> Sheet:
    """Every row of the table: right, or refused with its reason. A unit with one bad row is left out wholly."""
    sheet, spoilt = Sheet(), set[str]()
    for number, row in rows:
        sheet.read += 1
        told = {name: clean(row.get(header)) for name, header in columns.items()}
        unit = _number(told)
        if reason := _why_not(told) or _read(told, unit, number, sheet, key):
            sheet.refused.append((number, reason))
            spoilt.add(unit)
    for unit in spoilt & sheet.units.keys():
        left = sheet.units.pop(unit)
        sheet.refused.append((left.row, because("%(unit)s 有一行不对，整套先不导入。", unit=unit)))
    sheet.refused.sort(key=lambda one: one[0])
    return sheet


def _number(told: Mapping[str, str]) -> str:
    """The unit's full number: 3栋2单元301."""
    parts = [told.get("building", ""), told.get("entrance", ""), told.get("unit", "")]
    ends = ("栋", "单元", "")
    return "".join(part + (end if part.isdecimal() else "") for part, end in zip(parts, ends, strict=True))


def _why_not(told: Mapping[str, str]) -> str:
    if not told.get("unit"):
        return because("没有写房号。")
    area = area_of(told.get("area", ""))
    if isinstance(area, str):
        return because("%(reason)s，请写一个数，例如 80.5。", reason=area)
    if (told.get("kind") or "dwelling").lower() not in KIND_WORDS:
        return because("用途“%(kind)s”不认识，请写住宅、商铺、车位、储藏室或者其他。", kind=told["kind"])
    if told.get("stock", "").lower() not in YES | NO:
        return because("“是否未售”写的是“%(word)s”，只能写是或者否。", word=told["stock"])
    return ""


def _read(told: Mapping[str, str], unit: str, number: int, sheet: Sheet, key: str) -> str:
    area, stock = area_of(told["area"]), told.get("stock", "").lower() in YES
    assert isinstance(area, int)
    owner, name = told.get("owner_id", ""), told.get("name", "")
    if not (owner or name or stock):
        return because("没有写业主。")
    kind = KIND_WORDS[(told.get("kind") or "dwelling").lower()]
    known = sheet.units.get(unit)
    if known and (known.area, known.kind, known.stock) != (area, kind, stock):
        return because("%(unit)s 前面写过，面积或者用途不一样。", unit=unit)
    if known is None:
        building = (
            told.get("building", "") or unit.partition("-")[0] if "-" in unit else told.get("building", "")
        )
        known = SheetUnit(
            unit,
            _label(building, "栋"),
            _label(told.get("entrance", ""), "单元"),
            area,
            kind,
            stock,
            row=number,
        )
        sheet.units[unit] = known
    if not owner and name:
        sheet.warned.append((number, because("没有业主编号：和别的房屋上同名的人当作不同的人。")))
    owner_id = _private(owner, key) or (f"{unit}·{name}" if name else "")
    if owner_id and owner_id in known.owners:
        return because("%(unit)s 的这位业主写了两次。", unit=unit)
    if owner_id:
        known.owners[owner_id] = name
    return ""


def _label(text: str, end: str) -> str:
    return f"{text}{end}" if text.isdecimal() else text


def _private(owner: str, key: str) -> str:
    """A citizen's number is not kept: its keyed digest still says that two rows are one person."""
    return f"证{pseudonym(key, 'citizen', owner.upper())}" if CITIZEN.fullmatch(owner) else owner


def pseudonym(key: str, what: str, text: str) -> str:
    """A keyed hash by which the same thing is found again and nobody without the key finds what it is."""
    return hmac.new(key.encode(), f"{what}\0{text}".encode(), hashlib.sha256).hexdigest()[:12]


def published(rows: Iterable[tuple[str, str, int, str, bool]]) -> str:
    """roll.csv: (code, owner's pseudonym, cm², kind, developer stock), sorted; the same letters on every machine."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(PUBLISHED)
    for unit, owner, area, kind, stock in sorted(rows):
        writer.writerow([unit, owner, square_metres(area), kind, "yes" if stock else "no"])
    return target.getvalue()


def sha256(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
