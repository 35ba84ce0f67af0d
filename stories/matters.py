"""What became of what was said: each way is a few verbs, called as the people of the street would."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern, PauseReason
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.models import Appointment
from stories.words import HATS, SAID, Told

Steps = Iterator[tuple[float, Callable[[datetime], Any]]]


def matters(told: dict[str, Any], *, at: datetime, handle: bool) -> dict[str, Any]:
    """Everything that was said, in the order of time, and (when `handle`) what was done about it."""
    categories = {c.code: c for c in Category.objects.select_related("clock", "receiver")}
    found: dict[str, Any] = {}
    for number, one in enumerate(sorted(SAID, key=lambda said: (said.way.startswith("joined"), -said.days))):
        said_at = at - timedelta(days=one.days)
        said_at = said_at if one.days < 1 else said_at.replace(hour=7 + number * 5 % 15)
        concern = _say(one, number, told, categories[one.category], said_at)
        found[one.key or f"matter{number}"] = concern
        if handle:
            _go(one, concern, told | found, said_at, at)
    return found


def _say(one: Told, number: int, told: dict[str, Any], category: Category, at: datetime) -> Concern:
    person: Person | None = told.get(one.who)
    helpers = {
        "head": "zhou",
        "member": "xie",
        "phone": "lin",
        "counter": "lin",
        "door": "lin",
        "talk": "chen",
    }
    if person is None:
        said = Said(phone="" if number % 7 == 3 else f"1390000{1000 + number * 37:04d}", name=_name(number))
    else:
        said = Said(person=person, is_elder=person.is_elder)
    helper = told[helpers[one.channel]] if one.channel in helpers else None
    place = told[one.place]
    return concerns.raise_(
        one.words, place=place, category=category, said=said, channel=one.channel, by=helper or person, at=at,
        hat=HATS[one.channel] if helper else "",
    )  # fmt: skip


def _name(number: int) -> str:
    return "" if number % 3 else f"{'刘李张周吴'[number % 5]}{'女士' if number % 2 else '先生'}"


def _go(one: Told, concern: Concern, told: dict[str, Any], began: datetime, now: datetime) -> None:
    """Call the verbs of this matter's way, each so many hours after it was said, as long as that is not in the future."""
    way, _, with_ = one.way.partition(":")
    handler = Handler(concern, told, one)
    for hours, verb in getattr(handler, way)(with_):
        at = by_day(began + timedelta(hours=hours)) if hours >= 1 else began + timedelta(hours=hours)
        if at > now:
            return
        verb(at)


def by_day(at: datetime) -> datetime:
    """Between 8:30 and 19:30: nobody calls or repairs in the night."""
    if at.hour < 8:
        return at.replace(hour=8, minute=30 + at.minute // 2)
    return at.replace(hour=8, minute=30 + at.minute // 2) + timedelta(days=1) if at.hour >= 20 else at


class Handler:
    """One matter and the people who deal with it. Each method is a way: (hours after it was said, what is done)."""

    def __init__(self, concern: Concern, told: dict[str, Any], one: Told) -> None:
        self.concern, self.told, self.one = concern, told, one
        spread = sum(
            map(ord, one.words)
        )  # no two matters take the same time, and none changes from telling to telling
        self.called_after = 0.3 + spread % 9 * 0.7
        self.done_after = 52 if one.key == "lamp" else 9 + spread % 11 * 11

    @property
    def post(self) -> Appointment:
        self.concern.refresh_from_db()
        assert self.concern.holder is not None
        return self.concern.holder

    def _by(self) -> dict[str, Any]:
        return {"by": self.post.person, "hat": self.post.title}

    def _other(self) -> dict[str, Any]:
        """Whoever calls back: not the handler."""
        clerk = self.told["guo" if self.post.person in (self.told["lin"], self.told["yi"]) else "lin"]
        return {"asked_by": clerk, "hat": "回访"}

    def heard(self, _: str) -> Steps:
        yield from ()

    def contacted(self, _: str) -> Steps:
        yield (
            1.5,
            lambda at: concerns.contact(
                self.concern, **self._by(), at=at, says="打过电话，问清了时间和地方，明天去看。"
            ),
        )

    def late(self, _: str) -> Steps:
        yield (
            30,
            lambda at: concerns.contact(
                self.concern, **self._by(), at=at, says="电话联系上了，昨天没来得及，对不起。"
            ),
        )

    def visited(self, _: str) -> Steps:
        yield 0.1, lambda at: concerns.contact(self.concern, **self._by(), at=at, says="马上过来看。")
        yield (
            0.4,
            lambda at: concerns.visit(
                self.concern, **self._by(), at=at, says="看过了：楼上卫生间地漏边渗，先接了盆，约物业明天来。"
            ),
        )

    def working(self, _: str) -> Steps:
        yield from self.contacted("")
        yield (
            5,
            lambda at: concerns.note(self.concern, **self._by(), at=at, inner="物业说要先看预算，盯一下。"),
        )

    def joined(self, lead: str) -> Steps:
        yield (
            0.5,
            lambda at: concerns.join(
                self.concern, lead=self.told[lead], by=self.told["lin"], at=at, hat="莲池社区 社区经办人"
            ),
        )

    def paused(self, reason: str) -> Steps:
        yield from self.contacted("")
        yield 8, lambda at: concerns.pause(
            self.concern, reason=PauseReason.objects.get(code=reason), until=at + timedelta(days=12),
            **self._by(), at=at, says="配件要从厂家调，特种设备检验要排期。",
        )  # fmt: skip

    def referred(self, body: str) -> Steps:
        yield from self.contacted("")
        yield (
            6,
            lambda at: concerns.refer(
                self.concern,
                body=self.told[body],
                asks="请派人看现场，告诉我们哪天能处理。",
                expected=at + timedelta(days=5),
                **self._by(),
                at=at,
            ),
        )

    def answered(self, _: str) -> Steps:
        yield from self.referred("deputy")
        yield 40, lambda at: concerns.answer(
            self.concern.referrals.select_related("concern", "body").get(),
            says="已经和区里对接，材料可以先交到社区，三天内有人上门核实。", who="联络员", at=at,
        )  # fmt: skip

    def done(self, unanswered: str) -> Steps:
        yield from self.contacted("")
        yield (
            30,
            lambda at: concerns.visit(
                self.concern, **self._by(), at=at, says="看过了：零件老化，要换新的，已请物业师傅带料来。"
            ),
        )
        yield (
            self.done_after,
            lambda at: concerns.finish(self.concern, report=self._report(), **self._by(), at=at),
        )
        if unanswered:
            yield (
                self.done_after + 60,
                lambda at: concerns.call_unanswered(
                    self.concern, by=self._other()["asked_by"], hat="回访", at=at
                ),
            )

    def _report(self, *, refused: bool = False) -> concerns.Report:
        if refused:
            return concerns.Report(
                found="查了物业公示的上年收支，电梯广告收入已入公共收益账户，第三季度的还没有公示。",
                done="向您说明现在能公开到哪一步，其余的要等业委会审完账再公示",
                who="听雨苑支部", following="业委会下月公示", basis="物业管理条例、管理规约第十二条", refused=True,
            )  # fmt: skip
        return concerns.Report(
            found="现场看过，和您说的一样，是老化加上平时没人巡查。",
            done="当天换了新件，旧的带走，试了三遍都正常",
            who="物业陈师傅和邻长", following="一个月后邻长再来看一次",
        )  # fmt: skip

    def explained(self, _: str) -> Steps:
        yield from self.contacted("")
        yield 26, lambda at: concerns.finish(
            self.concern, **self._by(), at=at,
            report=concerns.Report(
                found="查了文件，也问了主管科室，现在的规定和时间都写清楚了。",
                done="把办理条件、材料和时间一条条讲给您听，纸质说明放在社区服务台",
                who="社区服务台", following="开始办理时会再通知您",
            ),
        )  # fmt: skip
        yield (
            30,
            lambda at: concerns.judge(
                self.concern, solved="yes", rating="basically", words="清楚了。", at=at
            ),
        )

    def settled(self, late: str) -> Steps:
        yield from self.done("")
        if late:
            yield (
                400,
                lambda at: concerns.judge(
                    self.concern, solved="yes", rating="basically", at=at, **self._other()
                ),
            )
            return
        words = {"head": "修好了，亮堂。", "phone": "可以，谢谢。"}.get(self.one.channel, "好了。")
        rating = "basically" if self.concern.pk % 4 == 0 else "very"
        yield (
            self.done_after + 6,
            lambda at: concerns.judge(self.concern, solved="yes", rating=rating, words=words, at=at),
        )

    def refused(self, _: str) -> Steps:
        yield from self.contacted("")
        yield (
            50,
            lambda at: concerns.finish(self.concern, report=self._report(refused=True), **self._by(), at=at),
        )
        yield (
            70,
            lambda at: concerns.judge(
                self.concern, solved="partly", rating="basically", words="等公示。", at=at
            ),
        )

    def disputed(self, _: str) -> Steps:
        yield from self.done("")
        yield (
            60,
            lambda at: concerns.judge(
                self.concern, solved="no", rating="not", words="昨天下雨还是积水。", at=at
            ),
        )

    def partly(self, _: str) -> Steps:
        yield from self.done("")
        yield (
            80,
            lambda at: concerns.judge(
                self.concern, solved="partly", rating="basically", words="小声些了。", at=at, **self._other()
            ),
        )

    def reopened(self, _: str) -> Steps:
        yield from self.settled("")
        yield 200, lambda at: concerns.reopen(self.concern, at=at, words="又不亮了，跺脚也没用。")

    def withdrawn(self, _: str) -> Steps:
        yield 20, lambda at: concerns.withdraw(self.concern, at=at, words="他们已经搬了。")

    def exited(self, kind: str) -> Steps:
        says = "请打 12333 或到区劳动监察大队；材料怎么准备，社区服务台可以帮您看。"
        if kind == "not_ours":
            says = "这是个人之间的借款，可以找社区调解员免费调解，也可以到法院立案。"
        yield (
            3,
            lambda at: concerns.exit_(
                self.concern, kind=kind, says=says, by=self.told["lin"], hat="莲池社区 社区经办人", at=at
            ),
        )

    def lapsed(self, _: str) -> Steps:
        yield from self.done("")
        for hours in (50, 75, 100):
            yield (
                self.done_after + hours,
                lambda at: concerns.call_unanswered(
                    self.concern, by=self._other()["asked_by"], hat="回访", at=at
                ),
            )
        yield self.done_after + 150, lambda at: concerns.lapse(self.concern, by=None, at=at)
