"""A covenant is drafted in the open, adopted by those it binds, filed with the street, and hung up (M52)."""

from dataclasses import dataclass
from datetime import date

from huisheng.deliberate.ballots.law import Share
from huisheng.echo.refusals import YES, because

LONGEST_ARTICLE, LONGEST_WORDS, MOST_ARTICLES = 600, 2000, 100
COVENANT_MATTER = "2"  # the item of article 278 that is about covenants
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
    linked: bool = False


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


def why_not_yet(now: Version) -> str:
    """Adopted once, when its words were fixed."""
    if now.adopted_on:
        return because("已经记过通过了。")
    return YES if now.put_up else because("先交付表决，再记通过。")


def why_not_link(now: Version, *, matter: str, announced: bool, before: bool) -> str:
    """Its words stand before the notice of the vote goes up, and the question is the one on covenants (278 条第二项)."""
    if reason := why_not_yet(now):
        return reason
    if matter != COVENANT_MATTER:
        return because("请选“制定和修改管理规约”这一类的议题（民法典第 278 条第一款第二项）。")
    late = because("这次表决公告的时候，这一版的文字还没有定下来。")
    return late if announced and before else YES


def why_not_by_vote(now: Version, *, decided: bool, passed: bool, told: str) -> str:
    """What the vote said, and nothing else."""
    if reason := why_not_yet(now):
        return reason
    if not now.linked:
        return because("还没有连上一次表决。")
    if not decided:
        return because("这次表决还没有结果。")
    return YES if passed else because("表决没有通过，公约不能算通过：%(told)s", told=told)


def why_not_adopt(
    now: Version, count: Count, share: Share, *, on: date, today: date, minutes: str, by_hand: str
) -> str:
    """Recorded by hand: a vote on paper outside, a day that has been, numbers that can be true and are enough (R6),
    where they are written, and why they are typed."""
    if reason := why_not_yet(now):
        return reason
    if now.linked:
        return because("这一版连着一次表决，结果从那里来，不用手工记。")
    if not by_hand.strip():
        return because("请写为什么手工记，例如“在会场举手表决”。")
    if on > today:
        return because("表决的日子还没有到。")
    if count.agreed + count.against > count.present:
        return because("赞成加反对比到会的多，请核对。")
    if not share.met(count.agreed, count.present):
        return because("到会 %(present)s，赞成 %(agreed)s，没有%(share)s，不能记成通过。",
                       present=count.present, agreed=count.agreed, share=because(share.words))  # fmt: skip
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
