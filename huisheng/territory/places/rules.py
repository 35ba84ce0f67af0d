"""What may lie in what, how a path is made, and how an address is read the same way however it is typed."""

import re
import unicodedata
from enum import StrEnum
from secrets import token_bytes
from typing import Any

from huisheng.echo.refusals import YES, because

SEGMENT = 5
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = (ALPHABET * 8).encode()  # one for every byte


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

# The level that a place of this kind is for everything in it, itself included.
OWN_LEVEL = {Kind.STREET: "street", Kind.COMMUNITY: "community", **dict.fromkeys(AREAS, "area")}
# What is called by everything around it, from the area down: 听雨苑 3栋 2单元 301.
CALLED_BY_WHAT_IS_AROUND = (*AREAS, Kind.BUILDING, Kind.ENTRANCE)
LONGEST_NAME = 80

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
    return because("%(kind)s要放在：%(names)s。", kind=because(KIND_NAMES[Kind(kind)]), names=names)


def kinds_in(parent_kind: str | None) -> list[Kind]:
    """The kinds of place that may lie in a place of this kind, in their order."""
    return [kind for kind, allowed in LIES_IN.items() if (parent_kind or None) in allowed]


def why_not_name(name: str, *, taken: bool = False) -> str:
    """A place has a name, and no other open place beside it has the same one."""
    if not name.strip():
        return because("请写名称。")
    if len(name) > LONGEST_NAME:
        return because("名称太长了，请在 %(most)s 字以内。", most=LONGEST_NAME)
    if taken:
        return because("这里已经有“%(name)s”了。", name=name.strip())
    return YES


def why_not_move(place: Any, *, under: Any) -> str:
    """A place moves under an open place where its kind may lie, and never under itself."""
    if under is None:
        return because("请选搬到哪里。")
    if under.path.startswith(place.path):
        return because("不能搬到自己里面。")
    if under.closed_on:
        return because("%(place)s已经停用，请选现在的地方。", place=under.where)
    if path_above(place.path, 1) == under.path:
        return because("本来就在%(place)s。", place=under.where)
    return why_not_in(place.kind, under.kind)


def why_not_merge(place: Any, *, into: Any) -> str:
    """Two open places of one kind and one street become one."""
    if into is None or into.pk == place.pk:
        return because("请选并入哪一处。")
    if into.kind != place.kind:
        return because("只能并入同一种地方：%(kind)s。", kind=because(KIND_NAMES[Kind(place.kind)]))
    if into.closed_on or place.closed_on:
        return because("%(place)s已经停用。", place=(into if into.closed_on else place).where)
    if into.path.startswith(place.path) or place.path.startswith(into.path):
        return because("一处在另一处里面，不能合并。")
    if place.street_id != into.street_id and Kind(place.kind) is not Kind.STREET:
        return because("不是同一个街道的，请先搬过去，再合并。")
    return YES


def heard_office_phone(text: str) -> str:
    """A public telephone as typed, full-width digits and dashes forgiven; grouped as its owner groups it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).replace("—", "-")).strip()


def dialled(phone: str) -> str:
    """Only what is dialled: `0731-5550 1234` is 073155501234."""
    return re.sub(r"[^0-9+]", "", phone)


def why_not_office_phone(phone: str, *, kind: str) -> str:
    """An office's number, 3 to 15 digits. A home's would be somebody's own, and a layer has no office (I6)."""
    if kind == Kind.HOME or kind in LAYERS:
        return because("这里不设公开电话，请写在楼栋、小区或社区上。")
    if phone and not (re.fullmatch(r"\+?[0-9][0-9 ()-]*", phone) and 3 <= len(dialled(phone)) <= 15):
        return because("请写电话号码，例如 0731-5550 1234。")
    return YES


def why_not_occupied(kind: str) -> str:
    """Only a home is lived in."""
    return YES if kind == Kind.HOME else because("只有“户”才有常住不常住。")


def why_not_gather(layer_kind: str, community_path: str, place: Any) -> str:
    """M07: a grid gathers places of its own community only; a cluster may cut across. No layer gathers a layer."""
    if place.kind in LAYERS:
        return because("片区和网格不能划进别的片区网格。")
    if layer_kind == Kind.GRID and not place.path.startswith(community_path):
        return because("网格只能在一个社区之内，%(place)s不在。", place=place.where)
    return YES


def levels_from_above(kind: str) -> tuple[str, ...]:
    """Which of street, community and area a place of this kind, and all in it, has from the place above."""
    if kind in (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.STREET):
        return ()
    if kind == Kind.COMMUNITY:
        return ("street",)
    return ("street", "community") if kind in (*AREAS, *LAYERS) else ("street", "community", "area")


def new_segment() -> str:
    """One step of a path: five random characters, so that a path needs no number from the database."""
    return _random(SEGMENT) + "."


def new_token() -> str:
    """What a QR label says instead of an address; it can be issued anew."""
    return _random(12)


def _random(length: int) -> str:
    """So many characters of the alphabet, each as likely as any other, that nobody can guess."""
    return token_bytes(length).translate(LETTERS).decode()


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


def label_path(token: str) -> str:
    """What the label on the door says; the page behind it belongs to a later room (collect)."""
    return f"/q/{token}/"


SUFFIXES = re.compile(r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|社区)$")


def plain_community(name: str) -> str:
    """R8.8: 荷晏社区居委会, 荷晏社区 and 荷晏居民委员会 are one name."""
    return SUFFIXES.sub("", unicodedata.normalize("NFKC", name).strip())


def plain_name(name: str) -> str:
    """A name with full-width letters and digits and doubled spaces made plain."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


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


def order_of(name: str) -> str:
    """A sort key by which 2栋 comes before 10栋: digits padded."""
    parts = re.split(r"(\d+)", name)
    return "".join(part.zfill(6) if part.isdigit() else part for part in parts)[:120]
