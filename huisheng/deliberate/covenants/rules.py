"""A covenant is drafted in the open, adopted by those it binds, filed with the street, and hung up (M52)."""

from dataclasses import dataclass
from datetime import date

from huisheng.echo.refusals import YES, because

LONGEST_ARTICLE, LONGEST_WORDS, MOST_ARTICLES = 600, 2000, 100
BODY_NAMES = {
    "residents": "居民会议",
    "representatives": "居民代表会议",
    "owners": "业主大会",
}


@dataclass(frozen=True)
class Version:
    """Where a version stands, as plain values."""

    put_up: bool = False
    adopted_on: date | None = None
    filed: bool = False
    articles: int = 0
    unanswered: int = 0
    changed: bool = True


@dataclass(frozen=True)
class Count:
    """How it was adopted: how many were there, for, against; the others abstained."""

    present: int
    agreed: int
    against: int


def why_not_begin(running: bool) -> str:
    """One draft at a time, so that neighbours know which words they comment on."""
    return because("还有一版没有通过，先把它办完。") if running else YES


def why_not_draft(now: Version) -> str:
    """Words change only before they are put up for adoption."""
    if now.adopted_on:
        return because("这一版已经通过，要改请起草新的一版。")
    return because("这一版已经交付表决，文字不能再改。") if now.put_up else YES


def why_not_article(now: Version, words: str) -> str:
    """An article is some words, not too many."""
    if reason := why_not_draft(now):
        return reason
    if not words.strip():
        return because("请写这一条的内容。")
    if now.articles > MOST_ARTICLES:
        return because("条文太多了，请在 %(most)s 条以内。", most=MOST_ARTICLES)
    return (
        because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_ARTICLE)
        if len(words) > LONGEST_ARTICLE
        else YES
    )


def why_not_comment(now: Version, words: str) -> str:
    """Anybody comments on an article while it is a draft."""
    if why_not_draft(now):
        return because("这一版不再收意见了；想改哪一条，请告诉社区，起草下一版时再议。")
    return YES if words.strip() else because("请写一写您的意见。")


def why_not_answer(words: str, *, answered: bool) -> str:
    """Accepted or not, with a reason, once."""
    if answered:
        return because("这条意见已经答复过了。")
    return YES if words.strip() else because("请写一句答复的理由。")


def why_not_put_up(now: Version) -> str:
    """Put up for adoption when it says something new and every comment has its answer."""
    if reason := why_not_draft(now):
        return reason
    if not now.articles:
        return because("还没有条文。")
    if not now.changed:
        return because("和上一版一字不差，不用再表决。")
    return because("还有 %(n)s 条意见没有答复。", n=now.unanswered) if now.unanswered else YES


def why_not_adopt(now: Version, count: Count, *, on: date, today: date, minutes: str) -> str:
    """Recorded as adopted: put up before, a day that has been, numbers that can be true, and where they are written."""
    if now.adopted_on:
        return because("已经记过通过了。")
    if not now.put_up:
        return because("先交付表决，再记通过。")
    if on > today:
        return because("表决的日子还没有到。")
    if count.agreed + count.against > count.present:
        return because("赞成加反对比到会的多，请核对。")
    if count.agreed * 2 <= count.present:
        return because("到会 %(present)s，赞成 %(agreed)s，没有过半数，不能记成通过。",
                       present=count.present, agreed=count.agreed)  # fmt: skip
    return YES if minutes.strip() else because("请写会议记录在哪里（日期、编号）。")


def why_not_file(now: Version, *, on: date, today: date) -> str:
    """Filed with the street once, after it was adopted (R6)."""
    if now.adopted_on is None:
        return because("通过以后才能备案。")
    if now.filed:
        return because("已经备案了。")
    if on < now.adopted_on:
        return because("备案的日子早于通过的日子。")
    return because("备案的日子还没有到。") if on > today else YES


def why_not_hang(now: Version, *, hanging: bool) -> str:
    """Hung up once, when it is adopted."""
    if now.adopted_on is None:
        return because("通过以后才能张贴。")
    return because("已经在张贴了。") if hanging else YES
