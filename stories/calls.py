"""What 莲池 asked its people: how to use the fund of last year (over, shortlisted), the bikes (open), a parking draft (open)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from huisheng.collect.calls import services as calls
from huisheng.collect.models import Call
from huisheng.echo.voices.services import Said

HATS: dict[str, Any] = {"hat": "莲池社区 社区经办人"}
FUND = """去年小区公共收益结余 6.2 万元，业委会和社区一起问：先办哪几样？

只收听雨苑公共地方的事；屋里的、要拆墙动梁的不在这里。单项最好在 3 万元以内。"""
BIKES = """北门充电棚建好以前，电动车停哪里、怎么管？谁都可以提。"""
PARKING = """一、夜间（19:00—7:00）东侧空地向业主开放临时停车，不占消防通道。

二、每户登记一辆，先到先停，不设固定车位。

三、外来车辆半小时以内不收费。

四、费用入公共收益账户，每季度张榜。"""
IDEAS = [
    "单元门口装扶手，老人上台阶稳当",
    "3栋2单元门口的台阶太高，装个扶手",
    "架空层放几把椅子，下雨天老人也能坐",
    "楼道口加扶手和防滑条",
    "儿童滑梯坏了两年，换一个",
    "把滑梯修一修，孩子没地方玩",
    "垃圾房装个水龙头，夏天味道重",
    "东门装人脸识别",
    "架空层摆桌椅，大家下棋",
]


def asked(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Three calls, told in the order of time."""
    over = fund(told, at=(at - timedelta(days=40)).replace(hour=10, minute=0))
    bikes = _open(
        told, "proposals", "电动车停哪里", BIKES, at=(at - timedelta(days=5)).replace(hour=9), days=14
    )
    for n, words in enumerate(["夜里把车棚的灯开着", "东边绿地先划出一块", "请物业晚上巡一遍楼道"]):
        said = Said(name="", phone=f"1390000{2100 + n}")
        told_at = at - timedelta(days=4 - n)
        calls.propose(bikes, words=words, said=said, by=None, at=told_at)
    blamed = calls.propose(
        bikes, words="天天停在门口的就是3栋姓胡的，早该拖走", said=Said(phone="13900002199"), by=None, at=at - timedelta(hours=30)
    )  # fmt: skip
    calls.take_down(
        blamed, why="personal", words="不写是哪一家，可以再提一次。", by=told["lin"], at=at - timedelta(hours=26), **HATS
    )  # fmt: skip
    calls.ask_again(blamed, words="我没有写名字，只写了姓。", at=at - timedelta(hours=20))
    draft = _open(
        told,
        "draft",
        "夜间临时停车办法（草案）",
        PARKING,
        at=(at - timedelta(days=2)).replace(hour=9),
        days=10,
    )
    heard = calls.propose(
        draft, words="先到先停，上晚班的永远停不到。能不能留几个给夜班的？", said=Said(person=told["tan"]),
        by=told["tan"], at=at - timedelta(days=1), paragraph=2,
    )  # fmt: skip
    for n, (part, words) in enumerate(
        [(2, "上夜班的停不到，给夜班的留几个"), (3, "亲戚来吃顿饭，半小时不够"), (0, "早该有个办法了")]
    ):
        said, told_at = Said(phone=f"1390000{2400 + n}"), at - timedelta(hours=20 - n)
        calls.propose(draft, words=words, said=said, by=None, at=told_at, paragraph=part)
    calls.answer(
        heard,
        fate="partly",
        words="留四个给登记过夜班的，第二条这样改。",
        by=told["lin"],
        at=at - timedelta(hours=5),
        **HATS,
    )
    counted = lamps(told, at=(at - timedelta(days=3)).replace(hour=9, minute=30), now=at)
    return {
        "call_counted": counted,
        "call_over": over,
        "call_open": bikes,
        "call_draft": draft,
        "opinion": heard,
    }


def lamps(told: dict[str, Any], *, at: datetime, now: datetime) -> Call:
    """What is counted: only who wrote back the four digits that came to their telephone."""
    body = "石桌旁的路灯暗，换哪一种由大家提；支持最多的两种报给街道。"
    call = _open(told, "proposals", "石桌旁换什么灯", body, at=at, days=12, where="hefeng", only_proven=True)
    warm = calls.propose(
        call, words="换暖黄的灯，不刺眼，也不招虫", said=Said(person=told["he"]), by=told["he"], at=at + timedelta(hours=3)
    )  # fmt: skip
    calls.support(warm, person=None, phone="13900002301", at=now - timedelta(hours=2))
    return call


def _open(
    told: dict[str, Any],
    kind: str,
    title: str,
    body: str,
    *,
    at: datetime,
    days: int,
    where: str = "tingyu",
    only_proven: bool = False,
) -> Call:
    return calls.open_(
        kind=kind, place=told[where], only_proven=only_proven, title=title, body=body, publisher="莲池社区居民委员会",
        phone=told["lianchi"].phone, opens=at.date(), closes=at.date() + timedelta(days=days), by=told["lin"], at=at,
        **HATS,
    )  # fmt: skip


def fund(told: dict[str, Any], *, at: datetime) -> Call:
    """Nine ideas become three items; one is answered no."""
    call = _open(told, "proposals", "公共收益 6.2 万元，先办哪几样", FUND, at=at, days=14)
    ideas = []
    for n, words in enumerate(IDEAS):
        said = Said(person=told["he"]) if n == 4 else Said(phone=f"1390000{2000 + n}")
        own = told["he"] if n == 4 else None
        ideas.append(calls.propose(call, words=words, said=said, by=own, at=at + timedelta(hours=5 + 11 * n)))
    for n, one in enumerate(ideas[::2]):
        for who in range(7 - n):
            calls.support(
                one, person=None, phone=f"1390001{3000 + who}", at=at + timedelta(days=6, hours=who)
            )
    by: dict[str, Any] = {"by": told["lin"], **HATS}
    later = at + timedelta(days=15)
    calls.merge(ideas[0], [ideas[1], ideas[3]], why="", at=later, **by)
    calls.merge(ideas[4], [ideas[5]], why="", at=later, **by)
    calls.merge(ideas[2], [ideas[8]], why="桌椅一起买。", at=later, **by)
    calls.note(
        ideas[0], verdict="can", words="十二个单元口都装得下，不锈钢的，三天装完。", who="听雨苑物业工程部", cost=Decimal(18_600),
        at=later + timedelta(days=2), **by,
    )  # fmt: skip
    calls.note(
        ideas[7],
        verdict="cannot",
        words="人脸信息能不用就不用，门禁卡够了。",
        who="社区民警",
        at=later + timedelta(days=2),
        **by,
    )
    end = later + timedelta(days=4)
    calls.shortlist(call, [ideas[0]], title="十二个单元口装扶手和防滑条", cost=Decimal(18_600), at=end, **by)
    calls.shortlist(
        call, [ideas[4]], title="换一座滑梯", words="连地垫一起换。", cost=Decimal(24_000), at=end, **by
    )
    calls.shortlist(call, [ideas[2]], title="架空层添桌椅", cost=Decimal(9_000), at=end, **by)
    calls.answer(
        ideas[6],
        fate="not_listed",
        words="垃圾房改造已经列进街道的项目，水龙头一起装，不用小区的钱。",
        at=end,
        **by,
    )
    calls.answer(ideas[7], fate="not_listed", words="公安建议不采集人脸，改为修好门禁卡。", at=end, **by)
    calls.close(call, says="三项交业主大会定先后。", at=end + timedelta(hours=2), **by)
    return call
