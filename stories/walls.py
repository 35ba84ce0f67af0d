"""What hangs on the walls of 听雨苑: a notice in its days, with one objection and two stairs where nobody has put it up yet."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.deliberate.notices import services as notices
from huisheng.echo.voices.services import Said

HATS = {"hat": "莲池社区 社区经办人"}
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
    return {"shed": shed, "shed_objection": objection}
