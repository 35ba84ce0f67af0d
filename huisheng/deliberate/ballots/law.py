"""The law of owners' votes as dated, cited data: who takes part, how many must agree, what silence means.

A profile is chosen for a vote and frozen when it opens. Only the standard library is used: this file is part of the
verifier that an owner runs at home. Sources: RULES R5; 民法典 (in force 2021-01-01); 法释〔2009〕7号, text of 2020.
"""

from dataclasses import dataclass, fields, replace
from fractions import Fraction

ORDINARY, SPECIAL, ELECTION = "ordinary", "special", "election"
ITEM_NAMES = {
    1: "制定和修改业主大会议事规则",
    2: "制定和修改管理规约",
    3: "选举业主委员会或者更换业主委员会成员",
    4: "选聘和解聘物业服务企业或者其他管理人",
    5: "使用建筑物及其附属设施的维修资金",
    6: "筹集建筑物及其附属设施的维修资金",
    7: "改建、重建建筑物及其附属设施",
    8: "改变共有部分的用途或者利用共有部分从事经营活动",
    9: "有关共有和共同管理权利的其他重大事项",
}
SPECIAL_ITEMS = frozenset({6, 7, 8})


@dataclass(frozen=True)
class Share:
    """How large a part must be: `least` of the whole, or more than it when `strict` (“过半数”; 民法典 1259 条：“以上”含本数)."""

    least: Fraction
    strict: bool
    words: str

    def met(self, part: int, whole: int) -> bool:
        """Whether the part is large enough; a whole of nothing is never enough."""
        if whole <= 0:
            return False
        return Fraction(part, whole) > self.least if self.strict else Fraction(part, whole) >= self.least

    def needed(self, whole: int) -> int:
        """The smallest whole number that is enough."""
        edge = self.least * whole
        return (
            edge.numerator // edge.denominator + 1 if self.strict else -(-edge.numerator // edge.denominator)
        )


TWO_THIRDS = Share(Fraction(2, 3), False, "三分之二以上")
HALF = Share(Fraction(1, 2), True, "过半数")
THREE_QUARTERS = Share(Fraction(3, 4), False, "四分之三以上")


@dataclass(frozen=True)
class Profile:
    """One set of rules. `silence`: absent (did not take part), abstain, or majority (goes with most of those who voted).
    `duplicates`: which of several ballots of one unit counts: first, last or none. `parking`: counts or excluded.
    `persons`: linked (owners who share any unit, and all units of one owner, are one person) or same (only units with
    exactly the same owners are one person's). `online`: adopted, or indicative until the rules of procedure adopt it.
    `order`: by what an election ranks. `covenant`: of those present, for a covenant of residents (R6, to be confirmed). `group_within`, `group_days`: from the written request to the preparatory group,
    and how long that may take; `backers`: how many owners name a candidate (R5.12). `confirmed`: whether somebody has
    read the text itself."""

    name: str
    title: str
    source: str
    since: str
    quorum: Share = TWO_THIRDS
    ordinary: Share = HALF
    special: Share = THREE_QUARTERS
    covenant: Share = HALF
    silence: str = "absent"
    duplicates: str = "first"
    parking: str = "counts"
    persons: str = "linked"
    proxies: bool = True
    online: str = "indicative"
    order: tuple[str, str] = ("persons", "area")
    notice_days: int = 15
    posting_days: int = 3
    filing_days: int = 30
    group_within: int = 60
    group_days: int = 90
    backers: int = 10
    confirmed: bool = True


SHARES = {one.name for one in fields(Profile) if one.type in ("Share", Share)}
TITLE_NAMES = {
    "national-2021": "全国：民法典（2021 年起）",
    "hunan-unconfirmed": "湖南（原文未核对，待确认）",
}
NATIONAL = Profile(
    name="national-2021",
    title=TITLE_NAMES["national-2021"],
    source="民法典第 278 条；法释〔2009〕7号（2020 年修正）第 8、9 条；物业管理条例第 12—16 条",
    since="2021-01-01",
)
HUNAN = replace(
    NATIONAL,
    name="hunan-unconfirmed",
    title=TITLE_NAMES["hunan-unconfirmed"],
    source="湖南省物业管理条例（2018）原文未找到，数值照全国",
    since="2019-01-01",
    confirmed=False,
)
PROFILES = {profile.name: profile for profile in (NATIONAL, HUNAN)}


@dataclass(frozen=True)
class Matter:
    """What is decided: its kind, the item of article 278 (0: not named), the seats of an election (0: none)."""

    kind: str
    item: int = 0
    seats: int = 0

    def share(self, profile: Profile) -> Share:
        """How many of those who take part must agree (民法典 278 条第二款)."""
        return profile.special if self.kind == SPECIAL else profile.ordinary

    @property
    def article(self) -> str:
        """The article, as the result cites it."""
        if self.kind == ELECTION:
            return "民法典第 278 条第一款第三项、第二款"
        return (
            f"民法典第 278 条第一款第{'一二三四五六七八九'[self.item - 1]}项、第二款"
            if self.item
            else "民法典第 278 条第二款"
        )


def matter_of(text: str) -> Matter | None:
    """ordinary, special, 1 to 9, or election:SEATS; None when it is none of these."""
    told = text.strip().lower().replace("：", ":")
    if told in (ORDINARY, "一般"):
        return Matter(ORDINARY)
    if told in (SPECIAL, "特别", "重大"):
        return Matter(SPECIAL)
    kind, _colon, seats = told.partition(":")
    if kind.strip() in (ELECTION, "选举") and seats.strip().isdecimal() and int(seats) > 0:
        return Matter(ELECTION, item=3, seats=int(seats))
    if told.isdecimal() and int(told) in ITEM_NAMES:
        return Matter(SPECIAL if int(told) in SPECIAL_ITEMS else ORDINARY, item=int(told))
    return None
