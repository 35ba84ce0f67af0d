"""What of a law profile a street may set for itself, and how each value is written down. Plain values, no Django.

A share is written “2/3” (the number itself is enough, 民法典第 1259 条“以上”) or “>1/2” (more than it, “过半数”).
"""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from huisheng.deliberate.ballots.law import HALF, THREE_QUARTERS, TWO_THIRDS, Profile, Share
from huisheng.echo.refusals import Because, because

SHARE_NAMES = {
    "quorum": "参与表决的要多少",
    "ordinary": "一般事项要多少同意",
    "special": "第 6 到 8 项要多少同意",
    "covenant": "居民公约要到会的多少同意",
}
CHOICE_NAMES = {
    "silence": "没有交票的",
    "duplicates": "一套交了几张票",
    "parking": "车位",
    "persons": "几套怎么算一个人",
    "proxies": "委托投票",
    "order": "选举先比什么",
}
NUMBER_NAMES = {
    "notice_days": "开始投票几天以前公告",
    "posting_days": "决定几天内公布",
    "filing_days": "选举结果几天内备案",
    "group_within": "收到书面申请几天内成立筹备组",
    "group_days": "筹备组几天内完成筹备",
    "backers": "联名推荐候选人要几位业主",
}
SILENCE_NAMES = {"absent": "不算参与", "abstain": "算弃权", "majority": "随多数"}
DUPLICATE_NAMES = {"first": "算最先的有效票", "last": "算最后的有效票", "none": "都不算"}
PARKING_NAMES = {"counts": "算面积", "excluded": "不算"}
PERSON_NAMES = {"linked": "有共同业主的连成一人", "same": "业主完全相同才是一人"}
PROXY_NAMES = {"yes": "可以", "no": "不可以"}
ORDER_NAMES = {"persons": "先比人数", "area": "先比面积"}
SHARE_WORDS = ("三分之二以上", "过半数", "四分之三以上")
CHOICES = {
    "silence": SILENCE_NAMES,
    "duplicates": DUPLICATE_NAMES,
    "parking": PARKING_NAMES,
    "persons": PERSON_NAMES,
    "proxies": PROXY_NAMES,
    "order": ORDER_NAMES,
}
FIELDS = {**SHARE_NAMES, **CHOICE_NAMES, **NUMBER_NAMES}
GUIDE = "建房〔2009〕274号，原文待核对"
SOURCES = {
    "covenant": "城市居民委员会组织法（2026 年起施行），原文待核对",
    "posting_days": GUIDE,
    "group_within": GUIDE,
    "group_days": GUIDE,
    "backers": GUIDE,
}
SHARE = re.compile(r"(>?)\s*(\d{1,4})\s*/\s*(\d{1,4})")
MOST = 1000
KNOWN = {(share.least, share.strict): share for share in (TWO_THIRDS, HALF, THREE_QUARTERS)}
OTHER = {"persons": ("persons", "area"), "area": ("area", "persons")}


def written(profile: Profile, field: str) -> str:
    """The value of a field as it is written down and typed."""
    value = getattr(profile, field)
    if isinstance(value, Share):
        return f"{'>' if value.strict else ''}{value.least.numerator}/{value.least.denominator}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value[0]) if isinstance(value, tuple) else str(value)


def in_words(field: str, text: str) -> str:
    """The value as people say it, in Chinese: a msgid where it is one of the few choices."""
    value = read(field, text)
    if isinstance(value, Share):
        return value.words
    return CHOICES[field][text] if field in CHOICES else text


def read(field: str, text: str) -> Any:
    """The value of a field from what was typed, or a reason (Because) why it is none."""
    told = text.strip().replace("／", "/").replace("＞", ">")
    if field in SHARE_NAMES:
        return _share(told)
    if field in CHOICES:
        if told not in CHOICES[field]:
            return because("请从几种里选一种。")
        return OTHER[told] if field == "order" else told == "yes" if field == "proxies" else told
    if field not in NUMBER_NAMES:
        return because("没有这一条规则。")
    wrong = because("请写 0 到 %(most)s 的整数。", most=MOST)
    return int(told) if told.isdecimal() and int(told) <= MOST else wrong


def _share(text: str) -> Share | Because:
    found = SHARE.fullmatch(text)
    wrong = because("请写成 2/3（含本数）或 >1/2（超过），不能大于 1。")
    if not found or not int(found[3]):
        return wrong
    least, strict = Fraction(int(found[2]), int(found[3])), bool(found[1])
    if not 0 <= least <= 1 or (strict and least == 1):
        return wrong
    part = f"{least.numerator}/{least.denominator}"
    return KNOWN.get((least, strict)) or Share(least, strict, f"超过 {part}" if strict else f"{part} 以上")


def profile_from(
    base: Profile, values: dict[str, str], *, name: str, title: str, source: str, since: str, confirmed: bool
) -> Profile:
    """A street's own rules on top of what they were copied from. Every value was read before it was kept."""
    known = {field: read(field, text) for field, text in values.items()}
    return replace(base, name=name, title=title, source=source, since=since, confirmed=confirmed, **known)
