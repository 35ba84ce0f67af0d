"""A talk is open until every point has a fate (M27); a point is a problem, a resource or a suggestion (M57)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

LONGEST_TITLE, LONGEST_POINT, LONGEST_WORDS = 60, 500, 2000
MOST_POINTS = 200
LONG_AGO = timedelta(days=366)


class Kind(StrEnum):
    """What a point brings."""

    PROBLEM = "problem"
    RESOURCE = "resource"
    SUGGESTION = "suggestion"


class Fate(StrEnum):
    """What becomes of a point; it has exactly one."""

    CONCERN = "concern"
    AGENDA = "agenda"
    EXPLAINED = "explained"
    OUTSIDE = "outside"
    OFFERED = "offered"


KIND_NAMES = {Kind.PROBLEM: "问题", Kind.RESOURCE: "资源", Kind.SUGGESTION: "建议"}
FATE_NAMES = {
    Fate.CONCERN: "记成一件事去办",
    Fate.AGENDA: "上议事会",
    Fate.EXPLAINED: "当场说清楚了",
    Fate.OUTSIDE: "不归这里管",
    Fate.OFFERED: "有人愿意出力",
}
# As whom people came: by function only. Who is in which party or faith is asked of nobody (M166).
ROLE_NAMES = {
    "resident": "居民",
    "contact": "邻长、楼栋长",
    "office": "社区和街道",
    "property": "物业",
    "merchant": "商户",
    "unit": "共建单位",
    "other": "其他",
}


@dataclass(frozen=True)
class Standing:
    """Where a talk stands. `bare`: the numbers of the points without a fate."""

    starts: datetime
    points: int = 0
    bare: tuple[int, ...] = ()
    closed: bool = False
    cancelled: bool = False


def why_not_hold(title: str, spot: str, *, starts: datetime, now: datetime, hosts: int) -> str:
    """A talk has a name, a spot, somebody who hosts, and a time that is not long gone (a talk on paper is typed later)."""
    if not title.strip() or not spot.strip():
        return because("请写叫什么、在哪里坐。")
    if len(title) > LONGEST_TITLE:
        return because("标题太长了，请在 %(most)s 字以内。", most=LONGEST_TITLE)
    if not hosts:
        return because("请选至少一位主持的人。")
    return because("时间太早了，一年以前的不能补录。") if starts < now - LONG_AGO else YES


def why_not_move(standing: Standing, *, starts: datetime, now: datetime) -> str:
    """A talk that has points has been; one that has not begun may be put later, never into the past."""
    if reason := why_over(standing):
        return reason
    if standing.points:
        return because("已经记了 %(n)s 条，说明开过了，时间不能再改。", n=standing.points)
    return because("新的时间已经过了，请往后改。") if starts < now else YES


def why_over(standing: Standing) -> str:
    """Nothing is added to what is over."""
    if standing.cancelled:
        return because("这一场取消了。")
    return because("这一场已经结束了；新的话，记在下一场。") if standing.closed else YES


def why_not_capture(standing: Standing, words: str, *, on: date) -> str:
    """Points are written down from the day of the talk on, until it is closed."""
    if reason := why_over(standing):
        return reason
    if on < standing.starts.date():
        return because("%(day)s才开始，到那天再记。", day=month_day(standing.starts.date()))
    if standing.points >= MOST_POINTS:
        return because("一场最多记 %(most)s 条，请另开一场。", most=MOST_POINTS)
    return why_not_words(words)


def why_not_words(words: str) -> str:
    """One line, readable."""
    if not re.sub(r"[\s\W_]+", "", words):
        return because("请写一句：说了什么。")
    return (
        because("一条写一件事，请在 %(most)s 字以内。", most=LONGEST_POINT)
        if len(words) > LONGEST_POINT
        else YES
    )


def why_not_reword(standing: Standing, words: str, *, fate: str) -> str:
    """What was typed wrong is put right before anything became of it."""
    if fate:
        return because("这一条已经有了着落，不能再改。")
    return why_over(standing) or why_not_words(words)


def why_not_drop(standing: Standing, *, fate: str, spoke: bool, why: str) -> str:
    """Only what was typed twice or by mistake is dropped; a point whose speaker left a name never is."""
    if fate:
        return because("这一条已经有了着落，不能删。")
    if spoke:
        return because("说的人留了称呼，要给一个着落，不能删。")
    return why_over(standing) or (YES if why.strip() else because("请写一句为什么删。"))


def why_not_settle(standing: Standing, *, already: str, fate: str, words: str, whom: str = "") -> str:
    """Exactly one fate, with the words that it needs: what was explained, whom to ask, who offers what."""
    if standing.cancelled:
        return because("这一场取消了。")
    if already:
        return because("这一条别人已经写了着落：%(fate)s。", fate=because(FATE_NAMES[Fate(already)]))
    if fate not in set(Fate):
        return because("请选一个着落。")
    if fate == Fate.EXPLAINED and len(words.strip()) < 4:
        return because("请写当场怎么说的，没来的人也看得明白。")
    if fate == Fate.OUTSIDE and not whom.strip():
        return because("请写该找谁。")
    if fate == Fate.OFFERED and len(words.strip()) < 4:
        return because("请写愿意出什么力、什么时候可以。")
    return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS) if len(words) > LONGEST_WORDS else YES  # fmt: skip


def why_not_correct(standing: Standing, *, given: str, same: bool, later: bool, why: str) -> str:
    """A fate that was written wrongly is put right; of a talk that is over with a reason, and both stand on the page.

    `later`: a later room has gone on with it, and the speaker was told. A matter that was raised from the point stays:
    it is ended by its own verbs only, never by the talk.
    """
    if not given:
        return because("这一条还没有着落，直接写就行。")
    if later:
        return because("后面已经有人接着办了，着落不能再改。")
    if same:
        return because("和原来写的一样。")
    if standing.closed and not why.strip():
        return because("这一场已经结束了，请写为什么改，大家都看得到。")
    return YES


def why_not_close(standing: Standing, *, now: datetime) -> str:
    """M27: no talk is closed with a point that has no fate."""
    if reason := why_over(standing):
        return reason
    if now < standing.starts:
        return because("还没有开始；不开了请写取消。")
    if standing.bare:
        named = "、".join(str(number) for number in standing.bare[:12])
        return because("还有 %(n)s 条没有着落：第 %(named)s 条。", n=len(standing.bare), named=named)
    return YES


def why_not_cancel(standing: Standing, why: str) -> str:
    """A talk that has points is not cancelled; one that is says why."""
    if reason := why_over(standing):
        return reason
    if standing.points:
        return because("已经记了 %(n)s 条，不能取消。", n=standing.points)
    return YES if why.strip() else because("请写一句为什么不开，居民会看到。")


def counted_words(fates: dict[str, int]) -> str:
    """记成事 4 条，上议事会 1 条: what became of a whole evening, in the order of FATE_NAMES."""
    named = [f"{FATE_NAMES[fate]} {fates[fate]} 条" for fate in Fate if fates.get(fate)]
    return "，".join(named)


def why_not_repeat(
    title: str, spot: str, *, first: date, until: date | None, weeks: int, hosts: int, on: date
) -> str:
    """A series has a name, a spot, a host, and begins today or later."""
    if not title.strip() or not spot.strip():
        return because("请写叫什么、在哪里坐。")
    if not hosts:
        return because("请选至少一位主持的人。")
    if first < on:
        return because("第一次的日子已经过了，请从今天或以后开始。")
    if not 1 <= weeks <= 8:
        return because("隔几周请写 1 到 8。")
    return because("最后一天早于第一次。") if until and until < first else YES


def why_not_call_off(day_: date, why: str, *, on: date, planned: bool, already: bool, held: bool) -> str:
    """A date is called off before it is over, once, with a reason that everybody reads."""
    if not planned:
        return because("这一天本来就没有。")
    if held:
        return because("这一次已经开了。")
    if already:
        return because("这一次已经写了不开。")
    if day_ < on:
        return because("这一天已经过了，没有开就是没有开。")
    return YES if why.strip() else because("请写一句为什么不开，居民会看到。")
