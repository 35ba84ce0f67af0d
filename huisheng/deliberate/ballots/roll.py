"""The roll of owners: units, their areas to the square centimetre, and who counts as one person (法释 第 8、9 条; R5.1-R5.2).

Plain values, standard library only: part of the verifier.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from huisheng.deliberate.ballots.law import Profile

CM2 = 10_000  # square centimetres of a square metre
KIND_NAMES = {"dwelling": "住宅", "shop": "商铺", "parking": "车位", "storage": "储藏室", "other": "其他"}
KIND_WORDS = {word: kind for kind, word in KIND_NAMES.items()} | {kind: kind for kind in KIND_NAMES}
YES, NO = {"yes", "y", "true", "1", "是"}, {"", "no", "n", "false", "0", "否"}
AREA = re.compile(r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:m2|平方米|平米)?")
DEVELOPER = "\0developer"
MOST_AREA = 10**10 * CM2


class Unit(NamedTuple):
    """One exclusive part. `area` in cm²; `owners`: the ids of all who own it together."""

    number: str
    area: int
    owners: frozenset[str]
    kind: str = "dwelling"
    developer_stock: bool = False


@dataclass(frozen=True)
class Bad:
    """A line that does not count, with the reason in a sentence."""

    unit: str
    reason: str
    question: str = ""


@dataclass(frozen=True)
class Roll:
    """Units by number, the person (a whole number) behind each, and what could not be read."""

    units: Mapping[str, Unit]
    person_of: Mapping[str, int]
    bad: tuple[Bad, ...] = ()

    @property
    def persons(self) -> int:
        return len(set(self.person_of.values()))

    @property
    def area(self) -> int:
        """cm² of everything."""
        return sum(unit.area for unit in self.units.values())


def clean(text: object) -> str:
    """Full-width letters and digits as half-width ones, without the spaces around."""
    told = text if isinstance(text, str) else "" if text is None else str(text)
    return told.strip() if told.isascii() else unicodedata.normalize("NFKC", told).strip()


@lru_cache(maxsize=65_536)
def area_of(text: str) -> int | str:
    """cm² of an area in m² (“80.5”, “８０．５”, “1,080.25 平方米”), or the reason why it is none."""
    told = clean(text)
    if not told:
        return "没有写面积"
    found = AREA.fullmatch(told)
    if not found:
        return f"面积“{told}”不是一个数"
    whole, _point, rest = found["n"].replace(",", "").partition(".")
    if rest[4:].strip("0"):
        return f"面积“{told}”写得比平方厘米还细"
    cm2 = int(whole) * CM2 + int(rest[:4].ljust(4, "0"))
    if not 0 < cm2 <= MOST_AREA:
        return f"面积“{told}”不可能"
    return int(cm2)


def roll_of(rows: Iterable[Mapping[str, str]], profile: Profile) -> Roll:
    """The roll from its rows: `unit, owner_id, area_m2, kind, developer_stock`, one row for each owner of a unit.

    A unit with any bad row is left out and named, wholly: half a unit cannot be counted.
    """
    seen: dict[str, list[Mapping[str, str]]] = {}
    bad: list[Bad] = []
    for i, row in enumerate(rows, start=2):
        number = clean(row.get("unit"))
        if number:
            seen.setdefault(number, []).append(row)
        elif any(clean(value) for value in row.values()):
            bad.append(Bad("", f"名册第 {i} 行没有写房号"))
    units = {}
    for number, lines in seen.items():
        unit = _unit(number, lines)
        if isinstance(unit, str):
            bad.append(Bad(number, f"名册：{unit}"))
        elif unit.kind != "parking" or profile.parking == "counts":
            units[number] = unit
    return Roll(units, persons_of(units.values(), profile), tuple(bad))


def _unit(number: str, rows: list[Mapping[str, str]]) -> Unit | str:
    """The unit that these lines describe, or the reason why they describe none."""
    told = {
        (row.get("area_m2") or "", row.get("kind") or "", row.get("developer_stock") or "") for row in rows
    }
    read = {(area_of(area), _traits(kind, stock)) for area, kind, stock in told}
    area, traits = found = next(iter(read)) if len(read) == 1 else min(read, key=_mistakes_first)
    if isinstance(area, str):
        return area
    if isinstance(traits, str):
        return traits
    if any(one[0] != area for one in read):
        return "同一套写了几个不同的面积"
    if read != {found}:
        return "同一套写了几种用途，或者又是未售又不是"
    owners = frozenset([clean(row.get("owner_id")) for row in rows]) - {""}
    return Unit(number, area, owners, *traits) if owners or traits[1] else "没有写业主"


def _mistakes_first(read: tuple[int | str, tuple[str, bool] | str]) -> tuple[bool, bool, str]:
    return not isinstance(read[0], str), not isinstance(read[1], str), str(read)


@lru_cache(maxsize=1024)
def _traits(kind: str, stock: str) -> tuple[str, bool] | str:
    """What it is used for, and whether the developer still holds it; or the reason why the words say neither."""
    kind, stock = clean(kind).lower() or "dwelling", clean(stock).lower()
    if kind not in KIND_WORDS:
        return f"用途“{kind}”不认识"
    if stock not in YES | NO:
        return f"“是否未售”写的是“{stock}”，只能写 yes 或 no"
    return KIND_WORDS[kind], stock in YES


def persons_of(units: Iterable[Unit], profile: Profile) -> dict[str, int]:
    """Which units are one person's, as numbers in the order of the unit numbers.

    Co-owners of a unit are one person; several units of one owner are one person's; all that the developer has not
    sold or handed over is one person's (法释 第 9 条).
    """
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    known = sorted(units, key=lambda unit: unit.number)
    keys = {unit.number: _keys(unit, profile) for unit in known}
    for own in keys.values():
        first = find(own[0])
        for other in own[1:]:
            leader[find(other)] = first
    numbers: dict[str, int] = {}
    return {number: numbers.setdefault(find(own[0]), len(numbers)) for number, own in keys.items()}


def _keys(unit: Unit, profile: Profile) -> list[str]:
    stock = [DEVELOPER] if unit.developer_stock else []
    if profile.persons == "same":
        return stock or ["\0".join(["", *sorted(unit.owners)])]
    return stock + sorted(unit.owners)
