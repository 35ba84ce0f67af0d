"""Evenings under the camphor tree of 听雨苑: one two weeks ago with nine points, one last night still open, one to come."""

from datetime import datetime, time, timedelta
from typing import Any

from huisheng.collect.models import Category, Talk
from huisheng.collect.talks import services as talks
from huisheng.echo.voices.services import Said

HATS: dict[str, Any] = {"hat": "听雨苑 支部书记"}
NINE = [
    ("problem", "3栋前面的路灯，九点以后就灭了", "wang"),
    ("problem", "北门晚上停满了，救护车进不来", "he"),
    ("suggestion", "东边那块荒着的绿地，能不能画几个车位", ""),
    ("problem", "广场舞音箱到九点半还在响", "tan"),
    ("resource", "我退休前修电视的，邻居的小家电我可以看看", ""),
    ("problem", "门口那条路的坑，是市里的路吧", ""),
    ("suggestion", "快递都堆在门卫，装个柜子好不好", ""),
    ("problem", "楼上装修，周末一早就敲", ""),
    ("resource", "我家店里空调足，大热天老人来坐坐，不买东西也行", ""),
]


def evenings(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Everything that was said has its fate, except what was said last night."""
    made = nine(told, at=(at - timedelta(days=15)).replace(hour=19, minute=30, second=0, microsecond=0))
    last = (at - timedelta(days=1)).replace(hour=19, minute=30, second=0, microsecond=0)
    open_ = _hold(told, "听雨苑秋夜话", last)
    for n, (kind, words) in enumerate(
        [
            ("problem", "6栋没有邻长，有事不知道找谁"),
            ("suggestion", "重阳节给八十岁以上的老人拍张照片"),
            ("resource", "我有一辆三轮车，搬重东西喊我"),
        ]
    ):
        said_at = last + timedelta(minutes=10 + 4 * n)
        talks.capture(open_, words=words, kind=kind, by=told["chen"], at=said_at, **HATS)
    coming = (at + timedelta(days=5)).replace(hour=19, minute=0, second=0, microsecond=0)
    ahead = _hold(told, "听雨苑冬至夜话", coming, told_at=at - timedelta(hours=3))
    made |= weekly(told, at=at)
    return made | {"talk_open": open_, "talk_coming": ahead, "talk_point": open_.points.get(number=1)}


def weekly(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """荷风里's “晚饭后”, every week since a month: one was rained off, one was forgotten."""
    began = at - timedelta(days=32)
    series = talks.repeat(
        place=told["hefeng"], title="荷风里“晚饭后”", spot="修鞋摊旁的石桌", first=began.date() + timedelta(days=3),
        hour=time(19, 0), hosts=[told["mo_post"], told["lin_post"]], by=told["lin"], at=began, hat="莲池社区 社区经办人",
    )  # fmt: skip
    days = talks.rhythm(series).between(began.date(), at.date() - timedelta(days=1))
    by: dict[str, Any] = {"by": told["mo"], "hat": "荷风里1栋 邻长"}
    first = talks.begin_date(series, day=days[0], at=began + timedelta(days=3, hours=10), **by)
    point = talks.capture(
        first, words="单元门夜里关不上", kind="problem", at=first.starts + timedelta(minutes=9), **by
    )
    talks.settle(
        point, fate="explained", words="闭门器松了，当场拧紧了。", at=first.starts + timedelta(hours=1), **by
    )
    talks.close(first, at=first.starts + timedelta(hours=2), **by)
    for quiet in days[3:]:
        evening = talks.begin_date(series, day=quiet, at=at - timedelta(minutes=5), **by)
        talks.close(
            evening, says="大家歇凉，没有事。", at=max(evening.starts, at - timedelta(minutes=4)), **by
        )
    talks.call_off(series, day=days[1], why="下大雨，改到下周。", at=began + timedelta(days=9), **by)
    return {"talk_series": series}


def _hold(told: dict[str, Any], title: str, starts: datetime, told_at: datetime | None = None) -> Talk:
    return talks.hold(
        place=told["tingyu"], title=title, spot="3栋前面的香樟树下", starts=starts,
        hosts=[told["chen_post"], told["zhou_post"]], guests="听雨苑物业、城管中队", by=told["chen"],
        at=told_at or starts - timedelta(days=4), **HATS,
    )  # fmt: skip


def nine(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Nine points and nine fates."""
    talk = _hold(told, "听雨苑中秋夜话", at)
    points = []
    for n, (kind, words, key) in enumerate(NINE):
        person = told.get(key)
        said = Said(name=person.name, phone=person.phone, is_elder=person.is_elder) if person else None
        said_at = at + timedelta(minutes=6 + 7 * n)
        by = told["zhou"] if n % 3 == 2 else told["chen"]
        points.append(talks.capture(talk, words=words, kind=kind, said=said, by=by, at=said_at, **HATS))
    talks.count_in(
        talk, text="罗映荷、蔡一舟、欧阳澄，罗映荷，苏晚，丁小满", role="resident", agreed=False, by=told["chen"], at=at,
        **HATS,
    )  # fmt: skip
    talks.count_in(talk, text="物业陈经理", role="property", agreed=True, by=told["chen"], at=at, **HATS)
    talks.headcount(talk, came=42, by=told["chen"], at=at + timedelta(hours=1), **HATS)
    _settle(told, points, at=at + timedelta(hours=14))
    says = "谢谢四十二位邻居坐到九点半。车位和快递柜，议事会上见。"
    talks.close(talk, says=says, by=told["chen"], at=at + timedelta(hours=15), **HATS)
    talks.correct(
        points[7], fate="explained", words="公约写着周末十点以前不敲打；邻长当场和那家说好，周一再做。", why="几点写漏了。",
        by=told["chen"], at=at + timedelta(hours=16), **HATS,
    )  # fmt: skip
    return {"talk": talk, "talk_agenda": points[2]}


def _settle(told: dict[str, Any], points: list[Any], *, at: datetime) -> None:
    by: dict[str, Any] = {"by": told["chen"], "at": at, **HATS}
    lamps = Category.objects.select_related("clock", "receiver").get(code="C2")
    noise = Category.objects.select_related("clock", "receiver").get(code="B3")
    talks.settle(points[0], fate="concern", place=told["tingyu3"], category=lamps, **by)
    talks.settle(points[1], fate="agenda", words="消防通道和车位要一起定。", **by)
    talks.settle(points[2], fate="agenda", **by)
    talks.settle(points[3], fate="concern", place=told["tingyu"], category=noise, **by)
    talks.settle(points[4], fate="offered", words="每周六上午在架空层，先跟邻长说一声。", **by)
    talks.settle(points[5], fate="outside", whom="市政维护热线 12319", words="社区也报了一次。", **by)
    talks.settle(points[6], fate="agenda", words="放哪里、谁管，大家定。", **by)
    talks.settle(
        points[7], fate="explained", words="公约写着周末不敲打；邻长当场和那家说好，周一再做。", **by
    )
    talks.settle(points[8], fate="offered", words="麓溪巷口的店，早十点到晚八点，门上贴个牌子。", **by)
