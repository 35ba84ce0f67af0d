"""Whether two people speak of the same thing: likeness of words, nearness of place and of time. Plain values, no Django.

Words count as pairs of characters (no segmenter, so a page with 60 candidates costs about a millisecond). A pair that
stands in everybody's words says nothing; one that is rare among the candidates says much.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain

READ = 160  # characters: who repeats themselves repeats the beginning
SAME, ASK, MAYBE = 0.62, 0.5, 0.34  # join with one press; ask the resident; worth a look
FADES = 45.0  # days until half of the nearness in time is gone
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_EMPTY = frozenset(
    [
        "我们",
        "你们",
        "他们",
        "这个",
        "那个",
        "一个",
        "没有",
        "请问",
        "希望",
        "领导",
        "尊敬",
        "您好",
        "你好",
        "谢谢",
        "现在",
        "已经",
        "就是",
        "还是",
        "什么",
        "怎么",
        "因为",
        "所以",
        "小区",
        "业主",
        "居民",
        "反映",
        "问题",
        "情况",
        "处理",
        "解决",
        "部门",
        "有关",
        "相关",
        "麻烦",
        "帮忙",
        "一下",
        "社区",
        "家里",
        "我家",
        "楼下",
        "楼上",
    ]
)
STEP = re.compile(r"[^/.]+")


@dataclass(frozen=True)
class Told:
    """What somebody told: words, the path of the place, when, the kind of matter (any word, "" unknown), whose (a ref)."""

    ref: str
    words: str
    path: str
    at: datetime
    kind: str = ""


@dataclass(frozen=True)
class Twin:
    """How alike, from 0 to 1, and why: `words` and which pairs of them are shared, whether at the same place, days apart."""

    ref: str
    score: float
    same_place: bool
    days: int
    words: str
    pairs: frozenset[str]

    @property
    def shared(self) -> tuple[str, ...]:
        """What both say, the longest first."""
        return _phrases(self.words, self.pairs)

    @property
    def is_same(self) -> bool:
        """Alike enough to be offered as the same; below it is only worth a look."""
        return self.score >= SAME


def twins(one: Told, others: Sequence[Told], *, least: float = MAYBE) -> list[Twin]:
    """Those that may be the same, the likest first; equal ones in the order of their refs."""
    spread = Counter(chain.from_iterable(pairs(other.words) for other in others))
    much = {times: math.log(1 + (len(others) + 1) / (1 + times)) for times in {0, *spread.values()}}
    weight = Weight({pair: much[times] for pair, times in spread.items()}, much[0])
    mine = weight.of(pairs(one.words))
    found = [_twin(one, other, weight, mine, least) for other in others if other.ref != one.ref]
    return sorted((twin for twin in found if twin), key=lambda twin: (-twin.score, twin.ref))


@dataclass(frozen=True)
class Weight:
    """How much each pair says among these candidates; one that none of them says, `unsaid`."""

    known: dict[str, float]
    unsaid: float
    sums: dict[frozenset[str], float] = field(default_factory=dict)

    def of(self, chosen: frozenset[str]) -> float:
        """What these pairs say together; neighbours often use the same words."""
        if chosen not in self.sums:
            self.sums[chosen] = sum(self.known.get(pair, self.unsaid) for pair in chosen)
        return self.sums[chosen]


def _twin(one: Told, other: Told, weight: Weight, mine: float, least: float) -> Twin | None:
    theirs = pairs(other.words)
    shared = pairs(one.words) & theirs
    near = nearness(one.path, other.path)
    rest = 0.25 * near + (0.15 if one.kind and one.kind == other.kind else 0.0)
    if not shared and rest < least:
        return None
    words = weight.of(shared) / max(min(mine, weight.of(theirs)), 0.01)
    days = abs((one.at - other.at).total_seconds()) / 86_400
    score = (0.60 * min(words, 1.0) + rest) * 0.5 ** (days / FADES / 4)
    if not shared:  # nothing in common but place and kind: worth a look, never “the same”
        score = min(score, MAYBE + 0.05)
    if round(score, 4) < least:
        return None
    return Twin(other.ref, round(score, 4), near == 1.0, round(days), one.words, shared)


@lru_cache(maxsize=4096)
def nearness(one: str, other: str) -> float:
    """How near two paths lie: 1 for the same place or one inside the other, else the shared share of the steps."""
    mine, theirs = STEP.findall(one), STEP.findall(other)
    if not mine or not theirs:
        return 0.0
    shared = next(
        (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return shared / min(len(mine), len(theirs))


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters that mean something."""
    found = set()
    for part in _NOT_WORDS.sub(" ", words[:READ]).split():
        found |= {part[i : i + 2] for i in range(len(part) - 1)}
    return frozenset(found - _EMPTY)


def _phrases(words: str, shared: frozenset[str]) -> tuple[str, ...]:
    """Shared pairs that stand side by side joined into phrases, the longest three."""
    found, current = [], ""
    text = words[:READ]
    for i in range(len(text) - 1):
        if text[i : i + 2] in shared:
            current = current + text[i + 1] if current else text[i : i + 2]
        elif current:
            found.append(current)
            current = ""
    found += [current] if current else []
    return tuple(sorted(dict.fromkeys(found), key=lambda phrase: -len(phrase))[:3])
