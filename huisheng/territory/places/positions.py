"""Where on the globe a place is: two numbers, checked before they are kept, and how far one position is from another.

WGS84 degrees. Only what everybody can walk up to has a position: a building and whatever is larger. No home and no
entrance has one, and nobody's telephone is asked for its own (R1.3: no tracks).
"""

import unicodedata
from collections.abc import Iterable
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import NamedTuple, TypeVar

from huisheng.echo.refusals import YES, Refused, because
from huisheng.territory.places.rules import AREAS, Kind

RADIUS = 6_371_000  # of the earth, in metres
DIGITS = 6  # a tenth of a metre
# As far as China reaches, to see that two numbers were written the wrong way round.
CHINA = ((3.0, 54.0), (73.0, 136.0))

# Which kinds are asked in turn when a position is all that is known, and how many metres away one may lie.
REACH: tuple[tuple[tuple[Kind, ...], int], ...] = (
    ((Kind.BUILDING, *AREAS), 500),
    ((Kind.COMMUNITY,), 3_000),
    ((Kind.STREET,), 3_000),
)
FURTHEST = max(metres for _kinds, metres in REACH)
PLACED = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, *(kind for kinds, _metres in REACH for kind in kinds))

T = TypeVar("T")


class Position(NamedTuple):
    """Degrees north and degrees east."""

    lat: float
    long: float


class Box(NamedTuple):
    """From where to where a query looks, before distances are measured."""

    south: float
    north: float
    west: float
    east: float


def heard(lat: str, long: str) -> Position | None:
    """Two numbers as typed, full-width digits forgiven; None when both are empty. Refused when they are no position."""
    texts = [unicodedata.normalize("NFKC", text).strip() for text in (lat, long)]
    if not any(texts):
        return None
    if not all(texts):
        raise Refused(because("纬度和经度要一起写，或者都空着。"))
    try:
        position = Position(*(round(float(text), DIGITS) for text in texts))
    except ValueError as error:
        raise Refused(because("纬度和经度要写成数字，例如 29.304000 和 112.994300。")) from error
    if why := why_not(*position):
        raise Refused(why)
    return position


def why_not(lat: float, long: float) -> str:
    """Degrees as they are, the latitude first."""
    if isfinite(lat) and isfinite(long) and _in_china(long, lat) and not _in_china(lat, long):
        return because("纬度和经度像是写反了：在中国，纬度是 3 到 54，经度是 73 到 136。")
    if not -90 <= lat <= 90:  # what is no number is not between either
        return because("纬度要在 -90 到 90 之间。")
    return YES if -180 <= long <= 180 else because("经度要在 -180 到 180 之间。")


def why_not_placed(kind: str) -> str:
    """A home's position would be somebody's own; a layer lies where its parts lie."""
    return YES if kind in PLACED else because("这里不记位置，请写在楼栋、小区或社区上。")


def told(position: Position | None) -> tuple[str, str]:
    """The two numbers as a table and a form write them."""
    return ("", "") if position is None else (f"{position.lat:.{DIGITS}f}", f"{position.long:.{DIGITS}f}")


def metres(one: Position, other: Position) -> float:
    """The way over the ground (haversine), to half a per cent."""
    lat, long = radians(other.lat - one.lat), radians(other.long - one.long)
    half = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(long / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))


def box(around: Position, reach: float) -> Box:
    """Everything within so many metres lies in it; some more does as well. It ends at the date line."""
    north = reach / RADIUS * 57.3
    wide = cos(radians(min(89.9, abs(around.lat) + north)))
    east = min(360.0, north / wide)
    return Box(around.lat - north, around.lat + north, around.long - east, around.long + east)


def nearest(around: Position, known: Iterable[tuple[T, str, Position]]) -> T | None:
    """Of (place, kind, position): the nearest of the first kinds in REACH that lie near enough; None when none does."""
    there = [(metres(around, position), kind, place) for place, kind, position in known]
    for kinds, reach in REACH:
        near = [one for one in there if one[1] in kinds and one[0] <= reach]
        if near:
            return min(near, key=lambda one: one[0])[2]
    return None


def _in_china(lat: float, long: float) -> bool:
    return all(low <= one <= high for one, (low, high) in zip((lat, long), CHINA, strict=True))
