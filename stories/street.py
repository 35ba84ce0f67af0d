"""莲池街道: two communities, three estates, a lane, a square, a block, a park, a cluster across estates; and who answers there."""

from datetime import date, datetime, timedelta
from typing import Any

from huisheng.alliance.models import OutsideBody
from huisheng.collect.catalogue.services import seed_catalogue
from huisheng.echo.workdays.services import seed_calendar
from huisheng.territory.models import HouseholdLink, Place, PostKind, Residence
from huisheng.territory.places.services import add, build, gather, place_changed
from huisheng.territory.places.services.loading import save_all
from huisheng.territory.posts.services import appoint, seed_kinds

FLOORS = 6
# The invented street lies in the middle of a real lake, so that nobody takes it for theirs; metres north and east of it.
LAKE = (29.30, 113.00)
LAYOUT = {
    "street": (0, 0), "lianchi": (350, -420), "guihua": (-380, 460), "tingyu": (420, -620), "hefeng": (160, -300),
    "xincun": (-300, 300), "luxi": (40, -640), "plaza": (300, -160), "shuyuan": (-520, 640),
    "tingyu1": (450, -690), "tingyu2": (452, -620), "tingyu3": (448, -550), "tingyu4": (388, -692), "tingyu5": (390, -622),
    "tingyu6": (386, -552), "hefeng1": (190, -330), "hefeng2": (188, -270), "hefeng3": (132, -332), "hefeng4": (130, -272),
    "xincun1": (-270, 265), "xincun2": (-272, 335), "xincun3": (-330, 267),
}  # fmt: skip


def places(*, at: datetime) -> dict[str, Any]:
    """The tree, with 298 homes of which some stand empty."""
    at -= timedelta(days=400)
    here: dict[str, Any] = {}

    def put(key: str, kind: str, name: str, inside: str | None, **more: Any) -> Place:
        above = here[inside] if inside else None
        here[key] = add(kind=kind, name=name, parent=above, by=None, at=at, **position_of(key), **more)
        return here[key]

    put("county", "county", "澧湾区", None, code="439901")
    put("street", "street", "莲池街道", "county", code="439901001", phone="0731-5550 1200")
    put("lianchi", "community", "莲池社区", "street", code="439901001001", phone="0731-5550 1201")
    put("guihua", "community", "桂花坪社区", "street", code="439901001002", phone="0731-5550 1202")
    put("tingyu", "estate", "听雨苑", "lianchi")
    put("hefeng", "estate", "荷风里", "lianchi")
    put("xincun", "estate", "桂花新村", "guihua")
    put("luxi", "lane", "麓溪巷", "lianchi")
    put("plaza", "square", "莲池广场", "lianchi")
    put("shuyuan", "block", "书院街区", "guihua")
    put("chuang", "park", "湘创园", "guihua")
    for key, buildings, entrances in (("tingyu", 6, 2), ("hefeng", 4, 1), ("xincun", 4, 2)):
        for number in range(1, buildings + 1):
            put(f"{key}{number}", "building", f"{number}栋", key)
            for entrance in range(1, entrances + 1):
                _homes(
                    here,
                    put(f"{key}{number}u{entrance}", "entrance", f"{entrance}单元", f"{key}{number}"),
                    at,
                )
    put("north", "cluster", "北片", "lianchi")
    gather(here["north"], [here["tingyu4"], here["tingyu5"], here["tingyu6"], here["hefeng"]], by=None, at=at)
    return here


def position_of(key: str) -> dict[str, Any]:
    """Nobody has said of every place where it is: 湘创园 and a building of 桂花新村 are on no map."""
    if key not in LAYOUT:
        return {}
    north, east = LAYOUT[key]
    return {"lat": round(LAKE[0] + north / 111_195, 6), "long": round(LAKE[1] + east / 97_000, 6)}


def _homes(here: dict[str, Any], entrance: Place, at: datetime) -> None:
    """Two homes a floor, as from a register; the sixth floor's second one is empty in every other entrance."""
    homes = [
        build(
            kind="home", name=f"{floor}0{door}", parent=entrance, occupied=not is_empty(entrance, floor, door)
        )
        for floor in range(1, FLOORS + 1)
        for door in (1, 2)
    ]
    save_all(homes, by=None, at=at)
    place_changed.send(Place, place=entrance, did="imported", at=at)
    here |= {f"{entrance.where}-{home.name}": home for home in homes}


def is_empty(entrance: Place, floor: int, door: int) -> bool:
    return (floor, door) == (FLOORS, 2) and entrance.name == "1单元"


def posts(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Who answers where. 听雨苑6栋 has no neighbour head just now, 荷风里 no branch: both fall upward."""
    seed_kinds()
    seed_catalogue()
    seed_calendar()
    kinds = {kind.code: kind for kind in PostKind.objects.all()}
    began, today = at - timedelta(days=300), at.date()

    def hold(person: str, kind: str, place: str, ends: date | None = None, public: bool = True) -> Any:
        return appoint(
            told[person], kind=kinds[kind], place=told[place], by=None, at=began, ends=ends, public=public
        )

    year = today + timedelta(days=400)
    posts = {
        "zhou_post": hold("zhou", "neighbour_head", "tingyu3", year),
        "wen_post": hold("wen", "building_head", "tingyu5", year),
        "chen_post": hold("chen", "secretary", "tingyu", year),
        "lin_post": hold("lin", "clerk", "lianchi"),
        "yi_post": hold("yi", "clerk", "guihua"),
        "guo_post": hold("guo", "officer", "street"),
        "mo_post": hold("mo", "neighbour_head", "hefeng1", today + timedelta(days=20)),
        "liu_post": hold("liu", "group_head", "tingyu", year),
        "xiang_post": hold("xiang", "area_head", "lianchi", year),
        "ruan_post": hold("ruan", "secretary", "xincun", year),
    }
    for place in ("tingyu1", "tingyu2"):
        hold("zhou", "neighbour_head", place, year)
    hold("wen", "neighbour_head", "tingyu4", year)
    for place in ("hefeng2", "hefeng3"):
        hold("mo", "neighbour_head", place, today + timedelta(days=20))
    for place in ("xincun1", "xincun2", "xincun3", "xincun4"):
        hold("kang", "neighbour_head", place, year)
    _homes_of_people(told, kinds["linked"], began)
    return posts | _bodies(told)


def _homes_of_people(told: dict[str, Any], linked: PostKind, began: datetime) -> None:
    day = began.date()
    homes = {"wang": "听雨苑 3栋 2单元-301", "he": "听雨苑 3栋 1单元-402", "tan": "桂花新村 2栋 1单元-502"}
    for person, home in homes.items():
        Residence.objects.create(person=told[person], home=told[home], since=day)
        told[f"{person}_home"] = told[home]
    appoint(told["xie"], kind=linked, place=told["tingyu3"], by=None, at=began)
    for door in ("101", "102", "201", "202", "301", "302"):
        HouseholdLink.objects.create(person=told["xie"], home=told[f"听雨苑 3栋 2单元-{door}"], since=day)


def _bodies(told: dict[str, Any]) -> dict[str, Any]:
    """Whom the street can ask; 听雨苑's property company serves this street alone, the others are shared."""
    path = told["street"].path
    rows = [
        (
            "property",
            "听雨苑物业服务中心",
            "property",
            "小区公共部位维修、保洁、秩序",
            path,
            "彭经理",
            "073184560001",
        ),
        ("lighting", "区路灯管理所", "department", "路灯、背街小巷照明", "", "值班室", "073184560002"),
        ("traffic", "区交警大队", "police", "乱停乱放、路口秩序", "", "秩序中队", "073184560003"),
        (
            "enforcement",
            "区城管执法局",
            "department",
            "占道、油烟、施工噪声、违建",
            "",
            "投诉科",
            "073184560004",
        ),
        ("water", "市供水公司", "utility", "停水、水压、水管", "", "客服", "073184560005"),
        ("housing", "区住建局", "department", "开发商、维修资金、电梯加装", "", "物业科", "073184560006"),
        ("deputy", "区人大代表联络站", "deputy", "帮助向上反映、协调资源", path, "联络员", "073184560007"),
    ]
    return {
        key: OutsideBody.objects.create(
            name=name, kind=kind, competence=competence, path=scope, contact=contact, phone=phone
        )
        for key, name, kind, competence, scope, contact, phone in rows
    }
