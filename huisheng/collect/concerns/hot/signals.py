"""What is worth knowing of a hot topic beside how many: new, growing, unanswered, said again, at which hours (M163).

Plain values; each signal is a sentence.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huisheng.echo.refusals import Because, because

WEEK = timedelta(days=7)
# So many messages tell hours at all; such a share of them makes one part of the day, of the working day such a share.
LEAST_HOURS, MOSTLY, NEARLY_ALL = 5, 0.6, 0.9
WORKDAY = because("白天（9 点到 18 点）")
PARTS = {
    because("夜里（22 点到 6 点）"): (22, 6),
    because("早上（6 点到 9 点）"): (6, 9),
    WORKDAY: (9, 18),
    because("晚上（18 点到 22 点）"): (18, 22),
}


@dataclass(frozen=True)
class Said:
    """One message of a topic: when (local time), by whom (any word), not answered though it was due, done again."""

    at: datetime
    who: str
    unanswered: bool = False
    again: bool = False


def is_new(said: Sequence[Said], *, now: datetime) -> bool:
    """Nobody spoke of it before this week."""
    return bool(said) and min(one.at for one in said) >= now - WEEK


def this_week(said: Sequence[Said], *, now: datetime) -> int:
    """How many messages of the last seven days."""
    return sum(one.at >= now - WEEK for one in said)


def signals(said: Sequence[Said], *, now: datetime) -> list[Because]:
    """The sentences that are true, the most urgent first."""
    told = []
    if unanswered := sum(one.unanswered for one in said):
        told.append(because("%(n)s 件到了时间还没有人联系。", n=unanswered))
    if is_new(said, now=now):
        told.append(because("这一周才有人说起。"))
    elif week := this_week(said, now=now):
        told.append(because("这一周又有 %(n)s 件。", n=week))
    if again := sum(n > 1 for n in Counter(one.who for one in said).values()):
        told.append(because("%(n)s 个人说了不止一次。", n=again))
    if redone := sum(one.again for one in said):
        told.append(because("%(n)s 件办过又重办。", n=redone))
    if part := mostly(said):
        told.append(because("多在%(part)s说的。", part=part))
    return told


def mostly(said: Sequence[Said]) -> str:
    """The part of the day in which most of them were said; "" while there are too few, or none stands out. The working
    day is when people write anyway: it is told only when nearly all were said then."""
    if len(said) < LEAST_HOURS:
        return ""
    share = {
        name: sum(_within(one.at.hour, *hours) for one in said) / len(said) for name, hours in PARTS.items()
    }
    name, most = max(share.items(), key=lambda pair: pair[1])
    return name if most >= (NEARLY_ALL if name is WORKDAY else MOSTLY) else ""


def _within(hour: int, first: int, after: int) -> bool:
    return first <= hour < after if first < after else hour >= first or hour < after
