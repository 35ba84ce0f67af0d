"""How soon somebody must move, by the words alone: the emergency words of R2.4 first of all, then what cannot wait a day.

Plain values, no Django. A wrong “urgent” costs a telephone call; a missed one may cost a life, so words are few,
plain and read one by one; the reason is always the word itself.
"""

import re
from dataclasses import dataclass

from huisheng.collect.concerns.exits import DANGER_SIGNS, emergency_in
from huisheng.echo.refusals import because

TODAY = (
    (r"漏电|电线(?:裸露|掉)|电(?:箱|线)?冒火花|打火花", because("有人会触电")),
    (r"(?:墙|外墙|瓷砖|玻璃|广告牌|树|天花板)[^，。；]{0,6}(?:要掉|掉下来|脱落|砸)|高空(?:抛物|坠物)", because("有人会被砸到")),
    (r"井盖[^，。；]{0,4}(?:没|不见|丢|缺|坏|破|翘)|(?:路面|地面)(?:塌|陷)", because("有人会掉下去")),
    (r"(?:爆管|水管爆|水管破裂|天花板[^，。；]{0,4}漏水|漏水(?:很|特别)?(?:大|严重))", because("水在流")),
    (r"(?:污水|粪水)[^，。；]{0,4}(?:倒灌|溢|涌)", because("污水进了家")),
    (r"(?:全|整)(?:栋|楼|小区)[^，。；]{0,4}(?:停水|停电|断水|断电|停气)|停(?:水|电|气)[^，。；]{0,4}(?:[二三四五六七两]|\d+)天", because("没水没电")),
    (r"(?:老人|小孩|孩子|婴儿|孕妇)[^，。；]{0,8}(?:走失|走丢|摔|没人管|下不了楼|没饭吃|联系不上)", because("人要紧")),
    (r"电梯[^，。；]{0,4}(?:坠|急停|突然(?:下|停)|门夹)", because("电梯会伤人")),
)  # fmt: skip
_TODAY = [(re.compile(pattern), why) for pattern, why in TODAY]


@dataclass(frozen=True)
class Urgency:
    """`level`: "emergency" (dial `dial` first), "today" or "". `word` told it; `why` says what may happen."""

    level: str = ""
    word: str = ""
    why: str = ""
    dial: str = ""


def urgency(words: str) -> Urgency:
    """How soon, for simplified words of any length. An emergency word wins over everything else."""
    if danger := emergency_in(words):
        return Urgency("emergency", danger.word, "", danger.dial)
    for pattern, why in _TODAY:
        if found := pattern.search(words):
            return Urgency("today", found[0], why)
    sign = next((sign for sign in DANGER_SIGNS if sign in words), "")
    return Urgency("today", sign, because("可能有危险")) if sign else Urgency()
