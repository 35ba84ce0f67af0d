"""What may lie in what, how a path is made, and how an address is read the same way however it is typed."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from secrets import choice

from huisheng.echo.refusals import YES, because

SEGMENT = 5
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Kind(StrEnum):
    """Kinds of place (M01, M02)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    COMMUNITY = "community"
    ESTATE = "estate"
    BLOCK = "block"
    PARK = "park"
    LANE = "lane"
    SQUARE = "square"
    STATION = "station"
    CLUSTER = "cluster"
    GRID = "grid"
    BUILDING = "building"
    ENTRANCE = "entrance"
    HOME = "home"


KIND_NAMES = {
    Kind.PROVINCE: "省",
    Kind.CITY: "市",
    Kind.COUNTY: "区县",
    Kind.STREET: "街道",
    Kind.COMMUNITY: "社区",
    Kind.ESTATE: "小区",
    Kind.BLOCK: "街区",
    Kind.PARK: "园区",
    Kind.LANE: "街巷",
    Kind.SQUARE: "广场",
    Kind.STATION: "车站",
    Kind.CLUSTER: "片区",
    Kind.GRID: "网格",
    Kind.BUILDING: "楼栋",
    Kind.ENTRANCE: "单元",
    Kind.HOME: "户",
}
# The parts of a community that people name as where they are: figures are kept for each (collect/concerns/tallies).
AREAS = (Kind.ESTATE, Kind.BLOCK, Kind.PARK, Kind.LANE, Kind.SQUARE, Kind.STATION)
# Layers over the tree: they gather places instead of holding them, and may overlap (M02, M07).
LAYERS = (Kind.CLUSTER, Kind.GRID)

LIES_IN: dict[Kind, tuple[Kind | None, ...]] = {
    Kind.PROVINCE: (None,),
    Kind.CITY: (None, Kind.PROVINCE),
    Kind.COUNTY: (None, Kind.PROVINCE, Kind.CITY),
    Kind.STREET: (None, Kind.COUNTY),
    Kind.COMMUNITY: (Kind.STREET,),
    **dict.fromkeys(AREAS, (Kind.COMMUNITY, Kind.STREET)),
    Kind.CLUSTER: (Kind.COMMUNITY, Kind.STREET),
    Kind.GRID: (Kind.COMMUNITY, Kind.GRID),
    Kind.BUILDING: (*AREAS, Kind.COMMUNITY),
    Kind.ENTRANCE: (Kind.BUILDING,),
    Kind.HOME: (Kind.ENTRANCE, Kind.BUILDING, *AREAS),
}


def why_not_in(kind: str, parent_kind: str | None) -> str:
    """Whether a place of this kind may lie in a place of that kind."""
    allowed = LIES_IN[Kind(kind)]
    if (Kind(parent_kind) if parent_kind else None) in allowed:
        return YES
    names = "、".join(KIND_NAMES[one] if one else "最上一级" for one in allowed)
    return because("%(kind)s要放在:%(names)s。", kind=KIND_NAMES[Kind(kind)], names=names)


def why_not_gather(layer_kind: str, layer_path: str, place_path: str) -> str:
    """M07: a grid gathers places of its own community only; a cluster may cut across."""
    if layer_kind == Kind.GRID and not place_path.startswith(path_above(layer_path, 1)):
        return because("网格只能在一个社区之内。")
    return YES


def new_segment() -> str:
    """One step of a path: five random characters, so that a path needs no number from the database."""
    return "".join(choice(ALPHABET) for _ in range(SEGMENT)) + "."


def new_token() -> str:
    """What a QR label says instead of an address; it can be issued anew."""
    return "".join(choice(ALPHABET) for _ in range(12))


def path_above(path: str, steps: int) -> str:
    """The path so many steps up; "" above the root."""
    return path[: -steps * (SEGMENT + 1)] if steps else path


def prefixes(path: str) -> list[str]:
    """The paths of a place and of everything it lies in, from the top: "aaaaa.bbbbb." → ["aaaaa.", "aaaaa.bbbbb."]."""
    step = SEGMENT + 1
    return [path[:end] for end in range(step, len(path) + 1, step)]


def within(path: str) -> tuple[str, str]:
    """The range of paths under a place, itself included, for `path__range`-like filters (both ends inclusive)."""
    return path, path + "~"


SUFFIXES = re.compile(r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|社区)$")


def plain_community(name: str) -> str:
    """R8.8: 荷晏社区居委会, 荷晏社区 and 荷晏居民委员会 are one name."""
    return SUFFIXES.sub("", unicodedata.normalize("NFKC", name).strip())


def plain_building(text: str) -> str:
    """R8.6: "３ 幢", "3座", "3号楼" and "3" are all 3栋; 甲3号 stays a name of its own."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = re.fullmatch(r"([A-Za-z甲乙丙丁]?\d+)(?:栋|幢|座|号楼|号栋|#)?", plain)
    return f"{match[1].upper()}栋" if match else plain


def plain_entrance(text: str) -> str:
    """ "２门", "2" and "2单元" are one."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = re.fullmatch(r"([A-Za-z甲乙丙丁]?\d+)(?:单元|门|梯)?", plain)
    return f"{match[1].upper()}单元" if match else plain


def plain_room(text: str) -> str:
    """ "301室", "301房", "301号" and "301" are one."""
    plain = unicodedata.normalize("NFKC", str(text)).replace(" ", "")
    return re.sub(r"(室|房|号)$", "", plain)


def in_order(name: str) -> Iterator[str]:
    """A sort key by which 2栋 comes before 10栋: digits padded."""
    for part in re.split(r"(\d+)", name):
        yield part.zfill(6) if part.isdigit() else part
