"""听雨苑's 红网格议事厅: met twice, missed a month, meets again in a few days with two matters and a body invited by link."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.models import Concern
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Council, CouncilSession, Item
from huisheng.deliberate.councils.services.kinds import blueprints

HATS: dict[str, Any] = {"hat": "莲池社区 社区经办人"}
CAME = {
    "党支部": "陈立渠",
    "物业公司": "听雨物业 阳经理",
    "居民代表": "周志恒、文秀云",
    "业委会": "蒋老师",
}
NEIGHBOURS = "刘德昌\n向晚晴\n谢红叶\n谭小舟\n何婉宁"
FIRST = [
    ("单车棚太挤，晚上推不出来", "棚里有 31 辆半年没动过的旧车。", "贴 14 天认领告示，没人认的交社区捐掉；棚里画线分格。",
     "property", [("物业公司", "清点过，31 辆落满灰，有 4 辆连锁都没有。"), ("居民", "孩子的小车别当旧车清了。")]),
    ("三栋门口的坡道", "轮椅和婴儿车要绕到后门。", "在台阶右侧加一段木坡道，先试一个月。", "owners",
     [("业委会", "公共收益里出，报价在 900 元以内不用再表决。")]),
]  # fmt: skip
SECOND = [
    ("北门充电棚放在哪里", "公示期里有人说离一楼窗户太近。", "往里挪到围墙边，喷淋和烟感照原方案装。", "property",
     [("居民代表", "围墙边离最近的窗户有 11 米。"), ("物业公司", "多拉 20 米线，费用我们认。")]),
    ("北门外的夜宵摊", "盲道被占，过了十一点还有喇叭。", "请城管晚上来看三次，再商量划线的地方。", "city",
     [("沿街商户", "我们愿意退到线里面，线画在哪里要早说。")]),
]  # fmt: skip


def councils(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The council with its past, and the session to come."""
    founded = at - timedelta(days=110)
    first = (at - timedelta(days=97)).replace(hour=19, minute=30, second=0, microsecond=0)
    by = {"by": told["lin"], **HATS}
    council = services.found(
        blueprints(None).get(code="red-grid"), place=told["tingyu"], name="听雨苑红网格议事厅", where="3 栋前的亭子",
        starts=first, chair=told["chen"], phone=told["lianchi"].phone, at=founded, **by,
    )  # fmt: skip
    enforcement = services.seat(
        council, kind="city", name="城管中队", required=False, body=told["enforcement"], at=founded, **by
    )
    past = [
        _held(told, council, first, FIRST),
        _held(told, council, first + timedelta(days=63), SECOND),
    ]
    coming = _coming(told, council, at)
    item = coming.items.order_by("order")[0]
    return {
        "council": council, "held_session": past[1], "coming_session": coming, "coming_item": item,
        "council_seat": enforcement, "invitation": coming.invitations.get(),
        "attendee": past[1].attendees.order_by("pk").first(), "held_item": past[1].items.order_by("order")[0],
    }  # fmt: skip


def _held(told: dict[str, Any], council: Council, starts: datetime, topics: list[Any]) -> CouncilSession:
    """A session from its notice to its minutes."""
    by, before = {"by": told["lin"], **HATS}, starts - timedelta(days=6)
    session = services.plan(council, starts=starts, at=before, **by)
    items = [
        services.table(session, title=title, words=words, at=before, **by) for title, words, *_rest in topics
    ]
    session = _ready(told, session, items, at=before)
    services.open_(session, by=told["chen"], at=starts, hat="听雨苑 支部书记")
    _arrive(told, session, at=starts)
    for n, (item, topic) in enumerate(zip(items, topics, strict=True)):
        _talk(told, item, topic, at=starts + timedelta(minutes=10 + 20 * n))
    services.close(session, at=starts + timedelta(minutes=70), **by)
    session.refresh_from_db()
    return session


def _ready(
    told: dict[str, Any], session: CouncilSession, items: list[Item], *, at: datetime
) -> CouncilSession:
    """Parties fixed, everybody notified, the checklist gone through."""
    for item in items:
        services.set_parties(item, services.seats(session.council), by=told["lin"], at=at)
    services.notify(session, by=told["lin"], at=at, **HATS)
    services.tick(session, list(range(9)))
    session.refresh_from_db()
    return session


def _arrive(told: dict[str, Any], session: CouncilSession, *, at: datetime) -> None:
    for party in services.seats(session.council):
        if party.name in CAME or party.name == "小区党支部":
            names = CAME.get(party.name, CAME["党支部"])
            services.arrive(session, names=names, role="", party=party, by=told["lin"], at=at)
    services.arrive(session, names=NEIGHBOURS, role="residents", by=told["lin"], at=at)


def _talk(told: dict[str, Any], item: Item, topic: Any, *, at: datetime) -> None:
    _title, _words, resolution, party, said = topic
    services.begin(item, by=told["lin"], at=at)
    for n, (who, words) in enumerate(said):
        services.write_down(item, who=who, words=words, by=told["lin"], at=at + timedelta(minutes=2 + 3 * n))
    services.decide(
        item, outcome="agreed", resolution=resolution, accountable=party, by=told["chen"], hat="听雨苑 支部书记",
        at=at + timedelta(minutes=15),
    )  # fmt: skip


def _coming(told: dict[str, Any], council: Council, at: datetime) -> CouncilSession:
    """In four days: two matters of residents and one topic by hand, parties notified yesterday."""
    by, before = {"by": told["lin"], **HATS}, at - timedelta(days=2)
    starts = (at + timedelta(days=4)).replace(hour=19, minute=30, second=0, microsecond=0)
    session = services.plan(council, starts=starts, at=before, **by)
    items = []
    for start, title in (
        ("消防通道", "消防通道怎么让出来"),
        ("外墙掉瓷砖", "外墙掉瓷砖，修哪几面、钱从哪里来"),
    ):
        matter = Concern.objects.filter(voice__title__startswith=start, is_open=True)[:1]
        items.append(services.table(session, title=title, concerns=matter, source="matters", at=before, **by))
    point = told["talk_agenda"]
    items.append(
        services.table(session, title="荒着的绿地画不画车位", source="talk", points=[point], at=before, **by)
    )
    items.append(
        services.table(session, title="北门外划线摆摊", words="城管看过两次，带来划线的图。", at=before, **by)
    )
    services.attach(
        items[1], kind="study", title="六面外墙看过一遍", who="业委会请的工程师",
        text="5 栋东面、3 栋北面空鼓最多，约 40 平方米；其余四面补缝即可。", by=told["lin"], at=before,
    )  # fmt: skip
    ready = _ready(told, session, items, at=at - timedelta(days=1))
    owners, *_rest = (one for one, told_so_far in services.told_by_hand(ready) if not told_so_far)
    services.record_notice(
        ready, owners, how="paper", who=f"{owners.name}值班的人", told_at=at - timedelta(hours=20), at=at - timedelta(hours=19), **by
    )  # fmt: skip
    return ready
