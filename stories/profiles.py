"""What the street and its communities are like: most of it from this year, the firms of 莲池社区 from the year before last."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.territory.brands.services import set_brand
from huisheng.territory.profiles.rules import What
from huisheng.territory.profiles.services import write


def profiles(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Nine figures, one of them replaced, one due again; and the colour and slogan that 莲池社区 chose (M165)."""
    then, lately = at - timedelta(days=410), at - timedelta(days=40)

    def put(
        place: str, who: str, what: What, value: str, source: str, when: datetime = lately, **more: str
    ) -> Any:
        hat = told[f"{who}_post"].title
        return write(
            told[place],
            what,
            value=value,
            source=source,
            as_of=when.date(),
            hat=hat,
            by=told[who],
            at=when,
            **more,
        )

    put("lianchi", "lin", What.FIRMS, "36", "社区台账", then)
    put("lianchi", "lin", What.MERCHANTS, "120余", "上门登记", then)
    put("lianchi", "lin", What.MERCHANTS, "133", "上门登记")
    area = put("lianchi", "lin", What.AREA, "0.72", "民政勘界图")
    put("lianchi", "lin", What.FOUNDED, "2020-12", "成立批复")
    put("lianchi", "lin", What.MIX, "以离退休职工和家属为主，租住的青年多起来了", "入户登记")
    put("lianchi", "lin", What.OTHER, "2", "社区台账", words="幼儿园", unit="所")
    put("street", "guo", What.AREA, "3.4", "民政勘界图")
    put("street", "guo", What.FIRMS, "310余", "统计年报")
    set_brand(told["lianchi"], name="", slogan="推门就有人应", hue="pine", by=told["lin"], at=lately)
    return {"lianchi_area": area}
