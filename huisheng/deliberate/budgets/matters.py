"""Which projects the residents' ballot cannot decide, because the law gives them to the owners (M51; RULES R5.4, R5.5, R5.7).

Plain values in, the item of article 278 and the words that gave it out; the profile of the vote then says the threshold.
"""

import re
from dataclasses import dataclass

from huisheng.deliberate.ballots.law import ITEM_NAMES, NATIONAL, Matter, Profile, matter_of
from huisheng.echo.refusals import because

SOURCE_NAMES = {
    "public_income": "小区公共收益",
    "repair_fund": "维修资金",
    "street": "街道财政",
    "party": "党组织服务群众经费",
    "donation": "捐款",
    "other": "其他",
}
USE_FUND, RAISE_FUND, REBUILD, CHANGE_USE, OTHER = 5, 6, 7, 8, 9
FUND = r"(?:专项)?维修(?:资金|基金)"
COMMON = r"绿地|绿化|草坪|草地|花坛|架空层|空地|公共(?:区域|部位|场地|用地)|道路|车道|屋顶|屋面|天台|大堂|外墙|幼儿园|会所|消防通道"
# The strictest first: what would change common land is that, whoever pays for it.
SIGNS: list[tuple[int, str]] = [
    (CHANGE_USE, rf"(?:{COMMON}).{{0,12}}(?:改(?:成|为|建|作|造成|停车)|换成|辟为|划成|出租|经营|收费|做广告|设广告)"),
    (REBUILD, r"加装电梯|增设电梯|(?:改建|重建|扩建|加盖|加建).{0,8}(?:楼|房|建筑|用房|车库|大门|门岗)"),
    (RAISE_FUND, rf"(?:筹集|续筹|补交|补缴|补齐|再交).{{0,8}}{FUND}"),
    (USE_FUND, rf"(?:用|使用|动用|从|支取|拿).{{0,4}}{FUND}|{FUND}.{{0,6}}(?:支付|出|里出|列支)"),
]  # fmt: skip


@dataclass(frozen=True)
class Found:
    """The item of article 278, and the words or the money that say so."""

    item: int
    sign: str

    @property
    def matter(self) -> Matter:
        found = matter_of(str(self.item))
        assert found is not None
        return found

    @property
    def name(self) -> str:
        return ITEM_NAMES[self.item]

    def threshold(self, law: Profile = NATIONAL) -> str:
        """过半数 or 四分之三以上."""
        return self.matter.share(law).words

    def sentence(self, law: Profile = NATIONAL) -> str:
        """Why the owners decide, and with how many of them."""
        return because(
            "“%(sign)s”归业主大会定：%(name)s。三分之二以上的人和面积参加，参加的%(share)s同意（%(article)s）。",
            sign=because(self.sign), name=because(self.name), share=because(self.threshold(law)),
            article=self.matter.article,
        )  # fmt: skip


def owners_matter(title: str, words: str = "", *, source: str = "", mandate: str = "") -> Found | None:
    """What the owners have to decide about it; None when residents may.

    Income from common parts is the owners' (物业管理条例 第 54 条 [M]: spent as their assembly decides), unless the assembly
    left the choice to the residents (`mandate`: which decision says so). A mandate never covers the strict items.
    """
    text = re.sub(r"\s+", "", f"{title}。{words}")
    for item, pattern in SIGNS:
        if found := re.search(pattern, text):
            return Found(item, found.group(0))
    if source == "repair_fund":
        return Found(USE_FUND, SOURCE_NAMES[source])
    if source == "public_income" and not mandate.strip():
        return Found(OTHER, SOURCE_NAMES[source])
    return None
