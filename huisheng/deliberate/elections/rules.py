"""How an election begins (M49; RULES R5.12): a preparatory group, candidates, their list on the wall, then the ballot.

Plain values, no Django. What the numbers are stands in the law profile (ballots/law.py): local rules differ.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from huisheng.echo.refusals import YES, because

SOURCE = "建房〔2009〕274号，原文待核对"
STREET, OWNER = "street", "owner"
SIDE_NAMES = {
    STREET: "街道",
    "community": "居委会",
    "party": "小区党支部",
    OWNER: "业主代表",
    "developer": "建设单位",
}
SELF, OWNERS, GROUP = "self", "owners", "group"
HOW_NAMES = {SELF: "自己报名", OWNERS: "业主联名推荐", GROUP: "筹备组推荐"}
SEPARATORS = ";；、|,，"


@dataclass(frozen=True)
class Standing:
    """Where a preparation stands. `listed`: the list hangs or hung; `over`: its days ended and the notice was closed."""

    settled: bool = False
    listed: bool = False
    over: bool = False
    made: bool = False
    stopped: bool = False


def step_of(now: Standing) -> str:
    """Where it stands, in words."""
    if now.stopped:
        return because("停下了")
    if now.made:
        return because("选票做好了")
    if now.over:
        return because("公示结束，可以做选票")
    if now.listed:
        return because("候选人公示中")
    return because("收候选人") if now.settled else because("组建筹备组")


def why_over(now: Standing) -> str:
    """Nothing more is done once the ballot is made or it was stopped."""
    if now.stopped:
        return because("这次筹备已经停下了。")
    return because("选票已经做好了，不能再改。") if now.made else YES


def why_not_begin(*, running: bool, rolls: int, founded_on: date, on: date) -> str:
    """One preparation at a time, against a roll."""
    if running:
        return because("已经有一次选举在筹备，先把它办完。")
    if not rolls:
        return because("先建业主名册：候选人要对着名册查是不是业主。")
    return because("成立的日子还没有到。") if founded_on > on else YES


def why_not_member(now: Standing, name: str, named_by: str) -> str:
    """Members are written down with who named them, until their names are published."""
    if reason := why_over(now):
        return reason
    if now.settled:
        return because("筹备组名单已经公布，不能再改。")
    if not name.strip():
        return because("请写成员的姓名。")
    return YES if named_by.strip() else because("请写这位成员是谁推荐、谁指派的。")


def why_not_settle(now: Standing, sides: Sequence[str], leaders: Sequence[str]) -> str:
    """An odd number, led by the street, at least half of them owners (R5.12)."""
    if reason := why_over(now):
        return reason
    if now.settled:
        return because("筹备组名单已经公布了。")
    if not sides:
        return because("还没有写成员。")
    if list(leaders) != [STREET]:
        return because("筹备组组长由街道的代表担任，要有一位，也只有一位（%(source)s）。", source=SOURCE)
    if len(sides) % 2 == 0:
        return because("筹备组人数要是单数，现在是 %(n)s 人（%(source)s）。", n=len(sides), source=SOURCE)
    owners = sum(side == OWNER for side in sides)
    if owners * 2 < len(sides):
        return because(
            "业主代表不能少于一半：%(n)s 人里现在有 %(owners)s 位（%(source)s）。",
            n=len(sides), owners=owners, source=SOURCE,
        )  # fmt: skip
    return YES


@dataclass(frozen=True)
class Named:
    """A candidate as the roll knows the unit: `owners`: the candidate's own name where one is so called, "" where the roll
    has no name, a mark for anybody else; None when no such unit."""

    name: str
    how: str
    owners: Collection[str] | None
    agreed: bool
    backers: int = 0
    unknown: tuple[str, ...] = ()
    clear: bool = False


def why_not_candidate(
    now: Standing, one: Named, *, known: Collection[str], needed: int, arrears_rule: str
) -> str:
    """An owner by the roll, named by somebody, who agrees to be listed. Arrears are asked about only where
    the rules of procedure say so, and then with their article."""
    if reason := why_over(now):
        return reason
    if not now.settled:
        return because("先公布筹备组名单，再收候选人。")
    if now.listed:
        return because("候选人名单已经公示，不能再加。要加，先撤回公示。")
    if reason := _why_not_named(one.name, known):
        return reason
    if not one.agreed:
        return because("要本人同意参选、同意公布姓名。")
    return _why_no_owner(one) or _why_not_backed(one, needed) or _why_in_arrears(one, arrears_rule)


def _why_not_named(name: str, known: Collection[str]) -> str:
    if not name.strip():
        return because("请写候选人的姓名。")
    if set(name) & set(SEPARATORS):
        return because("一次只写一位候选人。")
    same = because("已经有一位同名的候选人。不是同一个人，请在姓名后面写上楼栋，例如“李明（3栋）”。")
    return same if name.strip() in known else YES


def _why_no_owner(one: Named) -> str:
    if one.owners is None:
        return because("名册上没有这一套。委员要从业主里选（民法典第 278 条）。")
    if not one.owners:
        return because("这一套还没有卖出，名册上没有业主。")
    plain = bare(one.name)
    if "" in one.owners or plain in one.owners:
        return YES
    return because("名册上这一套的业主不是%(name)s。委员要从业主里选（民法典第 278 条）。", name=plain)


def bare(name: str) -> str:
    """The name without the building behind it that tells namesakes apart."""
    return name.partition("（")[0].partition("(")[0].strip()


def _why_not_backed(one: Named, needed: int) -> str:
    if one.how != OWNERS:
        return YES
    if one.unknown:
        return because("名册上没有这几套：%(units)s。", units="、".join(one.unknown[:10]))
    if one.backers < needed:
        return because(
            "联名推荐要 %(needed)s 位业主，现在有 %(n)s 位；一人有几套算一位，本人不算（%(source)s）。",
            needed=needed, n=one.backers, source=SOURCE,
        )  # fmt: skip
    return YES


def _why_in_arrears(one: Named, rule: str) -> str:
    if not rule or one.clear:
        return YES
    return because("按%(rule)s，要先查清没有欠费。", rule=rule)


def why_not_withdraw(now: Standing, why: str, *, gone: bool) -> str:
    """Taken off the list with a reason that owners read, until the ballot is made."""
    if reason := why_over(now):
        return reason
    if gone:
        return because("这位候选人已经退出了。")
    return YES if why.strip() else because("请写一句为什么退出，业主会看到。")


def why_not_list(now: Standing, *, candidates: int, seats: int) -> str:
    """The list goes up when there are at least as many as seats."""
    if reason := why_over(now):
        return reason
    if not now.settled:
        return because("先公布筹备组名单，再收候选人。")
    if now.listed:
        return because("候选人名单已经公示了。")
    return _why_too_few(candidates, seats)


def _why_too_few(candidates: int, seats: int) -> str:
    few = because("要选 %(seats)s 位委员，候选人只有 %(n)s 位，还不够。", seats=seats, n=candidates)
    return few if candidates < seats else YES


def why_not_ballot(now: Standing, *, candidates: int, seats: int) -> str:
    """The ballot is made of the list as it hung: when its days are over and every objection was answered."""
    if reason := why_over(now):
        return reason
    if not now.listed:
        return because("候选人名单还没有公示。")
    if not now.over:
        return because("候选人公示还没有结束：贴满天数、每条意见都答复以后，先结束公示。")
    return _why_too_few(candidates, seats)


def why_not_vote(*, announced: bool, same_roll: bool) -> str:
    """The ballot belongs into a vote that is still being written, on the roll against which owners were checked."""
    if announced:
        return because("这次表决已经公告，不能再加选举。没有公告的事不能表决。")
    return YES if same_roll else because("这次表决用的名册，不是查候选人用的那一份。")


def why_not_stop(now: Standing, why: str) -> str:
    """Stopped with a reason that owners read."""
    return why_over(now) or (YES if why.strip() else because("请写一句为什么停下，业主会看到。"))


@dataclass(frozen=True)
class Due:
    """What should be done by when (R5.12): words, the day, whether it was."""

    words: str
    by: date
    done: date | None = None


def dues(
    *, asked_on: date | None, founded_on: date, settled_on: date | None, made_on: date | None, within: int, days: int
) -> list[Due]:  # fmt: skip
    """From the written request to the group, and from the group to the end of its work."""
    found = []
    if asked_on:
        words = because("收到书面申请 %(n)s 天内成立筹备组", n=within)
        found.append(Due(words, asked_on + timedelta(days=within), founded_on))
    begun = settled_on or founded_on
    words = because("筹备组成立 %(n)s 天内完成筹备", n=days)
    return [*found, Due(words, begun + timedelta(days=days), made_on)]
