"""Invented messages in any number: a place, a thing of the catalogue, how it is, what is wanted. The same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from huisheng.collect.models import Category

ESTATES = [
    f"{first}{second}"
    for first in "荷松云兰梅竹桂枫泉岭溪湖"
    for second in ("风里", "涛苑", "景园", "湾家园", "岸小区", "山新村")
]
SPOTS = [
    "三栋楼下",
    "北门口",
    "车棚旁边",
    "二单元楼道",
    "小广场",
    "地下车库",
    "东头路口",
    "幼儿园旁",
    "七栋电梯",
    "菜店门前",
]
STATES = [
    "坏了好几天",
    "一直没人管",
    "越来越严重",
    "天天这样",
    "夜里尤其厉害",
    "老人孩子都不方便",
    "问过几次没有下文",
    "昨天又出事了",
]
WISHES = [
    "请派人来看看",
    "希望早点修好",
    "请问归哪里管",
    "盼答复",
    "能不能安排一下",
    "请社区帮忙",
    "再拖就要出事了",
]


@dataclass(frozen=True)
class Invented:
    """One message: its number, who, when, where, of which kind (the code of a leaf), its words."""

    id: str
    user: str
    at: datetime
    place: str
    kind: str
    title: str
    text: str


def invented(
    n: int, *, at: datetime, days: int = 30, estates: list[str] = ESTATES, seed: int = 26
) -> Iterator[Invented]:
    """So many messages of the last `days` days; one in eight repeats what a neighbour said."""
    chance = random.Random(seed)
    leaves = list(Category.objects.filter(group__isnull=False, is_active=True).order_by("code"))
    known = [
        (leaf.code, [word for word in leaf.keywords.split("|") if word.isalnum()] or [leaf.name])
        for leaf in leaves
    ]
    last: list[tuple[str, str, str]] = []
    for i in range(n):
        if last and chance.random() < 0.125:
            place, kind, what = chance.choice(last[-200:])
        else:
            kind, words = chance.choice(known)
            place, what = chance.choice(estates), chance.choice(words)
            last.append((place, kind, what))
        title = f"{place}{chance.choice(SPOTS)}{what}{chance.choice(STATES)}"
        told = f"{title}，{chance.choice(STATES)}，{what}的事{chance.choice(WISHES)}。"
        moment = at - timedelta(minutes=chance.randrange(days * 24 * 60))
        yield Invented(str(i + 1), f"u{chance.randrange(n)}", moment, place, kind, title, told)
