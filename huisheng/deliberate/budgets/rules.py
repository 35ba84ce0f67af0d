"""What a yearly budget allows: its projects, who votes, until when, what becomes of it (M51, M67). Plain values, no Django.

Money is whole fen everywhere; nothing is ever a float.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from huisheng.deliberate.ballots.rules import STAGE_NAMES, Stage, stage_of
from huisheng.deliberate.budgets.matters import SOURCE_NAMES
from huisheng.echo.refusals import YES, because

__all__ = ["STAGE_NAMES", "Stage", "stage_of"]

LONGEST_TITLE, LONGEST_WORDS, LONGEST_WHO = 60, 1000, 60
SHORTEST_WINDOW = timedelta(days=3)
MOST_PROJECTS, MOST_VOTERS = 60, 20_000
FEN, MOST_FEN = 100, 10**12


class Rule(StrEnum):
    """By which rule the projects are chosen, as the engine names it."""

    EQUAL = "equal-shares"
    GREEDY = "greedy"


RULE_NAMES = {Rule.EQUAL: "等份法", Rule.GREEDY: "按得票"}
RULE_WORDS = {
    Rule.EQUAL: "钱平均分到每个投票的人名下，想要同一个项目的人合伙出钱买它。这样少数人想要的也轮得到，不会只照顾人多的一边。",
    Rule.GREEDY: "谁的票多谁先办，钱够就办，不够就看下一个。简单好懂，但票多的一边可能把钱用完。",
}
UTILITY_NAMES = {"cost": "按花的钱算", "cardinality": "按个数算"}
UTILITY_WORDS = {
    "cost": "大项目算得多：一个 2 万元的项目，顶两个 1 万元的。适合项目有大有小的时候。",
    "cardinality": "每个项目都算一个，花钱少的先办。这样办成的个数多，大项目难选上。",
}
COMPLETION_NAMES = {
    "add1-utilitarian": "每人加一元，剩下的按票数用",
    "add1": "每人加一元，一直到钱用完",
    "none": "不补，剩下的留到明年",
}
COMPLETION_WORDS = {
    "add1-utilitarian": "合伙买完还有剩，就给每人名下多记一元再算一遍，直到再加就超预算。最后的零头按票数用。",
    "add1": "合伙买完还有剩，就给每人名下多记一元再算一遍，直到再加就超预算。零头留着。",
    "none": "每人名下的钱买完就算完。剩下的钱不动，留到明年。",
}
AGAIN_NAMES = {"last": "截止前可以改，最后一张算", "first": "交了不能改"}
VOTED_NAMES = {"chosen": "选上了", "not_chosen": "这次没选上", "owners": "归业主大会定"}


@dataclass(frozen=True)
class Standing:
    """Where a budget stands, for its rules."""

    stage: Stage
    projects: int = 0
    voters: int = 0
    ballots: int = 0
    pending: int = 0
    again: str = "last"


def fen_of(yuan: Decimal) -> int:
    """Yuan as whole fen. ValueError for what is no money."""
    fen = yuan * FEN
    if fen != fen.to_integral_value() or not 0 <= fen <= MOST_FEN:
        raise ValueError(because("金额写到分为止，例如 18600 或 18600.50。"))
    return int(fen)


def yuan(fen: int) -> str:
    """18,600 or 12.50: for the eye."""
    whole, rest = divmod(fen, FEN)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def plain_yuan(fen: int) -> str:
    """18600 or 12.50: for files."""
    return yuan(fen).replace(",", "")


def why_not_plan(title: str, *, source: str, fen: int | None, opens: datetime, closes: datetime) -> str:
    """A budget says how much money there is, whose it is, and leaves people days to answer."""
    if not title.strip():
        return because("请写标题。")
    if source not in SOURCE_NAMES:
        return because("请选钱从哪里来。")
    if not fen:
        return because("请写一共有多少钱。")
    if closes - opens < SHORTEST_WINDOW:
        return because("投票至少开 %(days)s 天，大家才来得及看。", days=SHORTEST_WINDOW.days)
    return YES


def why_not_change(stage: Stage) -> str:
    """Projects and voters stand still from the announcement on: who votes must know on what, and who counts on whom."""
    return YES if stage is Stage.DRAFT else because("已经公告了，项目和名册不再变。")


def why_not_add(now: Standing, title: str, *, fen: int, where: str) -> str:
    """A project says what, where and for how much."""
    if reason := why_not_change(now.stage):
        return reason
    if now.projects >= MOST_PROJECTS:
        return because("项目太多了，最多 %(most)s 个，请先并一并。", most=MOST_PROJECTS)
    if not title.strip():
        return because("请写这个项目叫什么。")
    if not where.strip():
        return because("请写在哪里做。")
    return YES if fen > 0 else because("请写要多少钱，大概的也行。")


def why_not_announce(now: Standing, *, opens: datetime, at: datetime) -> str:
    """Something to choose from, somebody to choose, and time to read it."""
    if now.stage is not Stage.DRAFT:
        return because("已经公告过了。")
    if now.projects < 2:
        return because("至少要有两个交居民选的项目。")
    if not now.voters:
        return because("名册还是空的，请先把居民放进来。")
    return because("开始投票的时间已经过了，请往后改。") if opens < at else YES


def why_not_cast(
    now: Standing, *, received: datetime, opens: datetime, closes: datetime, already: bool
) -> str:
    """In time, and once, or again where the last one counts."""
    if now.stage in (Stage.DRAFT, Stage.ANNOUNCED) or received < opens:
        return because("还没有开始投票，%(at)s 开始。", at=f"{opens:%Y-%m-%d %H:%M}")
    if received > closes or now.stage is Stage.DECIDED:
        return because("投票已经在 %(at)s 截止，这张票不能收。", at=f"{closes:%Y-%m-%d %H:%M}")
    return because("您已经投过票了，交了不能改。") if already and now.again == "first" else YES


def why_not_choose(chosen: Collection[int], offered: Collection[int]) -> str:
    """What is ticked is on the list; nothing at all is more likely a slip of the finger."""
    if not chosen:
        return because("一个也没有选。想要哪个就点哪个，几个都行。")
    return because("有的项目不在这次的名单上，请重新选。") if set(chosen) - set(offered) else YES


def why_not_count(now: Standing) -> str:
    """Once, after closing, when every paper has been read by two."""
    if now.stage is Stage.DECIDED:
        return because("结果已经公布过了。")
    if now.stage is not Stage.CLOSED:
        return because("还没有截止，不能算。")
    if now.pending:
        return because("还有 %(n)s 张交回的纸票没有录完，录完再计票。", n=now.pending)
    return YES if now.ballots else because("一张票也没有，没有结果可算。")


def why_not_adopt(*, vote: bool, decided: bool, passed: bool, chosen: bool | None) -> str:
    """A project of the owners goes on when their vote passed; nothing else lets it."""
    if chosen is not None:
        return because("这个项目已经有结果了。")
    if not vote:
        return because("先开业主表决。")
    if not decided:
        return because("业主表决还没有结果。")
    return YES if passed else because("业主表决没有通过，不能往下做。")


def why_not_extend(now: Standing, *, closes: datetime, until: datetime, why: str, at: datetime) -> str:
    """Longer with a reason, never shorter; after closing only where nobody has voted, so that nobody waits for a tally."""
    if now.stage is Stage.DECIDED or (now.stage is Stage.CLOSED and now.ballots):
        return because("投票已经截止，不能再延。")
    if now.stage is Stage.DRAFT:
        return because("还没有公告，请先公告。")
    if until <= max(closes, at):
        return because("只能往后延，原来到 %(at)s。", at=f"{closes:%Y-%m-%d %H:%M}")
    return YES if len(why.strip()) >= 4 else because("请写一句为什么延，居民会读到。")


def why_not_take_back(now: Standing, *, why: str) -> str:
    """An announcement is taken back to mend it, while nobody has voted on it."""
    if now.stage is Stage.DRAFT:
        return because("还没有公告，直接改就行。")
    if now.stage is Stage.DECIDED or now.ballots or now.pending:
        return because("已经有人投了票，不能收回。可以延几天，或者等结果出来再说。")
    return YES if len(why.strip()) >= 4 else because("请写一句为什么收回，居民会读到。")


SLIP = re.compile(r"[^0-9A-Z]")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def slip_of(typed: str) -> str:
    """A code as it is kept, however it was typed: full width, small letters, without the strokes."""
    plain = SLIP.sub("", unicodedata.normalize("NFKC", typed).upper())
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def voters_of(text: str) -> list[tuple[str, str]]:
    """(who, telephone or "") of a pasted list, one resident a line: 3栋1单元402 何婉宁 13800000412. Same lines once."""
    found: dict[str, str] = {}
    for line in unicodedata.normalize("NFKC", text).splitlines():
        phone = PHONE.search(line)
        who = " ".join(re.sub(r"[,;\t]+", " ", PHONE.sub(" ", line)).split())[:LONGEST_WHO]
        if who:
            found[who] = found.get(who) or (phone.group(0) if phone else "")
    return list(found.items())


def choice_of(numbers: Collection[int]) -> str:
    """A ballot as it is kept: 1,4,7."""
    return ",".join(str(number) for number in sorted(set(numbers)))


def numbers_of(choice: Any) -> list[int]:
    """The projects of a ballot as it is kept."""
    return [int(one) for one in str(choice).split(",") if one]
