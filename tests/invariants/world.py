"""A small street to do things at random in: two communities, a few posts, and every verb with invented words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from huisheng.alliance.models import OutsideBody
from huisheng.collect.catalogue.services import seed_catalogue
from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.exits import Exit
from huisheng.collect.concerns.services import Report
from huisheng.collect.concerns.stages import Act
from huisheng.collect.models import Category, Concern, PauseReason, Referral
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place, PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, seed_kinds

# The order of acts is the same on both databases; PostgreSQL shows with fewer that its statements are, too.
EXAMPLES = 6 if connection.vendor == "postgresql" else 16
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
REPORT = Report(
    found="声控开关老化，灯座松了", done="换了新的声控灯和灯座，上下楼都试过，都亮", who="水电工老方"
)
SPEAKERS = [
    Said(name="王姨", phone="13812340431", is_elder=True),
    Said(phone="13912345678"),
    Said(anonymous=True),
    Said(email="neighbour@example.org", told_by="email"),
    Said(phone="073184412345", told_by="call"),
]


@dataclass
class World:
    """What the verbs need to be called with."""

    street: Place
    homes: list[Place]
    buildings: list[Place]
    people: list[Person]
    categories: list[Category]
    pauses: list[PauseReason]
    body: OutsideBody
    raised: list[Concern] = field(default_factory=list)

    def posts(self) -> list[Appointment]:
        return list(Appointment.objects.filter(ended_at=None).select_related("person", "kind").order_by("pk"))


def build(at: datetime = MONDAY) -> World:
    """An empty street, with somebody in every kind of post."""
    seed_kinds()
    seed_catalogue()
    homes, buildings = [], []

    def put(kind: str, name: str, parent: Place | None, **more: Any) -> Place:
        return add(kind=kind, name=name, parent=parent, by=None, at=at, **more)

    street = put("street", "莲池街道", None)
    people = [Person.objects.create(name=f"居民{n}", login=f"person{n}") for n in range(9)]
    for c in range(2):
        community = put("community", f"{'荷柳'[c]}园社区", street)
        estate = put("estate", "听雨苑", community)
        building = put("building", "3栋", estate)
        entrance = put("entrance", "1单元", building)
        homes += [put("home", room, entrance, occupied=True) for room in ("301", "302")]
        buildings.append(building)
        post(people[c], "neighbour_head", building, at)
        post(people[2 + c], "secretary", estate, at)
        post(people[4 + c], "clerk", community, at)
    post(people[6], "officer", street, at)
    post(people[7], "clerk", homes[0].community, at)
    body = OutsideBody.objects.create(name="供电公司", kind=OutsideBody.Kind.UTILITY)
    codes = ["C2", "A1", "D1", "Z9"]
    categories = list(Category.objects.select_related("clock", "receiver").filter(code__in=codes))
    return World(street, homes, buildings, people, categories, list(PauseReason.objects.all()), body)


def post(person: Person, kind: str, place: Place, at: datetime, **more: Any) -> Appointment:
    return appoint(person, kind=PostKind.objects.get(code=kind), place=place, by=None, at=at, **more)


def speak(world: World, n: int, at: datetime) -> Concern:
    """A concern, different for every n."""
    words = ["三楼楼道灯不亮", "电箱漏电冒火花", "夜里有人唱歌到十二点", "😀 電梯壞了"][n % 4]
    concern = concerns.raise_(
        words, place=world.homes[n % len(world.homes)], category=world.categories[n % len(world.categories)],
        said=SPEAKERS[n % len(SPEAKERS)], channel="page", by=None, at=at,
    )  # fmt: skip
    world.raised.append(concern)
    return concern


Verb = Callable[[World, Concern, Any, datetime, int], Any]


def _join(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    return concerns.join(c, lead=w.raised[n % len(w.raised)], by=by, at=at)


def _cosign(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    said = SPEAKERS[n % len(SPEAKERS)]
    w.raised.append(concerns.cosign(c, said=said, words="", channel="page", by=None, at=at))


def _dispatch(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    posts = w.posts()
    return concerns.dispatch(c, to=posts[n % len(posts)], by=by, at=at)


def _answer(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    referral = Referral.objects.filter(concern=c).order_by("-pk").first()
    return referral and concerns.answer(referral, says="线路已经检查过，换了空气开关。", who="小李", at=at)


def _judge(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    solved, rating = ["yes", "partly", "no"][n % 3], ["very", "basically", "not", ""][n % 4]
    return concerns.judge(c, solved=solved, rating=rating, at=at, asked_by=by if n % 2 else None)


def _withdraw(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    return concerns.withdraw(c, at=at)


def _pause(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    reason, until = w.pauses[n % len(w.pauses)], at + timedelta(hours=1 + n % 90)
    return concerns.pause(c, reason=reason, until=until, by=by, at=at, says="等配件。")


def _refer(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    expected = at + timedelta(hours=1 + n % 200)
    return concerns.refer(c, body=w.body, asks="请检查楼道线路", expected=expected, by=by, at=at)


def _extend(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    return concerns.extend(c, until=c.fix_due + timedelta(hours=n % 200), by=by, at=at, why="等配件到货")


def _exit(w: World, c: Concern, by: Person, at: datetime, n: int) -> Any:
    return concerns.exit_(
        c, kind=list(Exit)[n % 6], says="请向市里的主管部门咨询，电话在公示栏。", by=by, at=at
    )


VERBS: dict[Act, Verb] = {
    Act.CONTACTED: lambda w, c, by, at, n: concerns.contact(c, by=by, at=at, says="打过电话，明天来看。"),
    Act.VISITED: lambda w, c, by, at, n: concerns.visit(c, by=by, at=at, says="看过了，灯座松了。"),
    Act.NOTED: lambda w, c, by, at, n: concerns.note(
        c, by=by, at=at, inner="查过台账", says="备了料" * (n % 2)
    ),
    Act.SORTED: lambda w, c, by, at, n: concerns.sort(c, category=w.categories[n % 3], by=by, at=at),
    Act.DISPATCHED: _dispatch,
    Act.RETURNED: lambda w, c, by, at, n: concerns.return_(c, by=by, at=at, why="不是这一栋的"),
    Act.PAUSED: _pause,
    Act.RESUMED: lambda w, c, by, at, n: concerns.resume(c, by=by, at=at),
    Act.EXTENDED: _extend,
    Act.REFERRED: _refer,
    Act.ANSWERED: _answer,
    Act.RECALLED: lambda w, c, by, at, n: concerns.recall(c, by=by, at=at, why="自己来办"),
    Act.JOINED: _join,
    Act.PARTED: lambda w, c, by, at, n: concerns.part(c, by=by, at=at, why="不是同一盏灯"),
    Act.FINISHED: lambda w, c, by, at, n: concerns.finish(c, report=REPORT, by=by, at=at),
    Act.CALLED: lambda w, c, by, at, n: concerns.call_unanswered(c, by=by, at=at),
    Act.CONFIRMED: _judge,
    Act.DISPUTED: lambda w, c, by, at, n: concerns.judge(c, solved="no", words="还是不亮", at=at),
    Act.LAPSED: lambda w, c, by, at, n: concerns.lapse(c, by=by, at=at),
    Act.WITHDRAWN: _withdraw,
    Act.REOPENED: lambda w, c, by, at, n: concerns.reopen(c, at=at, words="又坏了"),
    Act.THANKED: lambda w, c, by, at, n: concerns.thank(c, at=at, words="谢谢"),
    Act.EXITED: _exit,
    Act.OBJECTED: lambda w, c, by, at, n: concerns.object_(c, at=at, words="这就是你们的职责"),
}
COSIGN: Verb = _cosign
