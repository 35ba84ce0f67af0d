"""What hangs on the walls of 听雨苑: a notice in its days, with one objection and two stairs where nobody has put it up yet."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.deliberate.covenants import services as covenants
from huisheng.deliberate.models import CovenantVersion
from huisheng.deliberate.notices import services as notices
from huisheng.echo.voices.services import Said

HATS: dict[str, Any] = {"hat": "莲池社区 社区经办人"}
SHED = """听雨苑北门东侧原有绿化边角地约 60 平方米，拟建非机动车集中充电棚一处，设 24 个充电位、烟感和喷淋，由物业管理，电费按电表计，不另收服务费。

方案图、消防意见和费用测算放在社区服务台，欢迎来看。对位置、费用、用电安全有不同意见的，请在公示期内提出；每一条都会写明采纳不采纳和理由。"""


def walls(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The notice about the charging shed: three days up, seven to hang, one caller against the place."""
    notices.seed_lengths()
    began = (at - timedelta(days=3)).replace(hour=9, minute=20)
    about = next(row for row in notices.lengths(on=at.date()) if row.code == "renovation")
    shed = notices.publish(
        about=about, place=told["tingyu"], title="听雨苑北门非机动车充电棚方案公示", body=SHED,
        publisher="莲池社区居民委员会", phone=told["lianchi"].phone, begins=began.date(),
        places=notices.places_for(told["tingyu"], ["entrance", "itself"]), by=told["lin"], at=began, **HATS,
    )  # fmt: skip
    spots = list(notices.missing_spots(shed))
    notices.post_up(
        shed, [spot for spot in spots if "6栋" not in spot.place.where], who="周志恒", board="单元门右侧",
        on=began.date(), by=told["lin"], at=began + timedelta(hours=5), **HATS,
    )  # fmt: skip
    objection = notices.object_(
        shed, words="充电棚离一楼窗户太近，夜里有灯有声音，能不能往里挪到围墙边。",
        said=Said(name="王桂香", phone=told["wang"].phone, is_elder=True), by=told["lin"],
        at=began + timedelta(hours=26), **HATS,
    )  # fmt: skip
    return {"shed": shed, "shed_objection": objection} | covenant(told, at=at)


ARTICLES = [
    "楼道是大家的路，不堆杂物，不停电动车。",
    "晚上十点以后放低声音，装修只在工作日白天做。",
    "遛狗牵绳，随手清理。",
    "垃圾分类投放，不从楼上扔东西。",
    "邻居有难处，看见了就搭把手。",
]


def covenant(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """听雨苑's covenant: adopted, filed and hung up last year; a second version is open, one neighbour has commented."""
    year_ago = (at - timedelta(days=330)).replace(hour=19)
    by = {"by": told["lin"], **HATS}
    first = covenants.begin(
        place=told["tingyu"], title="听雨苑居民公约", articles=ARTICLES, at=year_ago, **by
    )
    covenants.put_up(first, at=year_ago + timedelta(days=14), **by)
    met = year_ago + timedelta(days=21)
    covenants.adopt(
        first, body="residents", on=met.date(), present=96, agreed=83, against=5,
        minutes="听雨苑居民会议记录第 3 号", by_hand="在会场举手表决", at=met, **by,
    )  # fmt: skip
    covenants.file(
        first, office="莲池街道办事处", on=(met + timedelta(days=4)).date(), reference="莲街备〔1〕7号",
        at=met + timedelta(days=4), **by,
    )  # fmt: skip
    hung = met + timedelta(days=5)
    notice = covenants.hang(
        first, publisher="听雨苑居民会议", phone=told["lianchi"].phone, boards=["building", "itself"],
        begins=hung.date(), at=hung, **by,
    )  # fmt: skip
    spots = list(notices.missing_spots(notice))
    notices.post_up(notice, spots, who="文秀云", on=hung.date(), at=hung + timedelta(hours=1), **by)
    notices.close(notice, says="没有人有意见，公约开始用。", at=hung + timedelta(days=9), **by)
    return {"first_covenant": first} | second(told, first, at=at - timedelta(days=6))


def second(told: dict[str, Any], first: CovenantVersion, *, at: datetime) -> dict[str, Any]:
    """The revision: quieter evenings, no charging indoors; the article about dogs is left as it was."""
    by = {"by": told["lin"], **HATS}
    draft = covenants.redraft(first.covenant, why="电动车进楼充电的事多了，大家要求写进来。", at=at, **by)
    quiet = list(draft.articles.all())[1]
    covenants.change_article(
        quiet, words="晚上九点半以后放低声音，装修只在工作日白天做，先告诉楼上楼下。", at=at, **by
    )
    covenants.add_article(draft, words="电动车和电池不进楼、不进户充电，用北门充电棚。", at=at, **by)
    comment = covenants.comment(
        quiet, words="上夜班的人白天睡觉，中午十二点到两点也不要敲打。", said=Said(person=told["tan"]),
        by=told["tan"], at=at + timedelta(days=1),
    )  # fmt: skip
    return {"second_covenant": draft, "covenant_article": quiet, "covenant_comment": comment}
