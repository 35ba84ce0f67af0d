"""What somebody may ask about their own data, and by when it is answered (R13.7; 个人信息保护法 arts 44-50)."""

from enum import StrEnum

from huisheng.echo.refusals import YES, because

WORKING_DAYS = 15
LONGEST = 1000


class Right(StrEnum):
    """What is asked for."""

    COPY = "copy"
    CORRECT = "correct"
    DELETE = "delete"
    EXPLAIN = "explain"


RIGHT_NAMES = {
    Right.COPY: "要一份自己的记录",
    Right.CORRECT: "改错",
    Right.DELETE: "删掉我的信息",
    Right.EXPLAIN: "说清楚怎么用的、为什么",
}


def why_not_ask(right: str, words: str, *, already: bool) -> str:
    """One of each kind at a time; what is wrong is said in words."""
    if already:
        return because("您已经提过，还没有答复。")
    if right in (Right.CORRECT, Right.EXPLAIN) and len(words.strip()) < 4:
        return because("请写一句：哪里不对，或者想知道什么。")
    return YES if len(words) <= LONGEST else because("写得太长了，请在 %(most)s 字以内。", most=LONGEST)


def why_not_answer(words: str, *, done: bool, answered: bool) -> str:
    """Done or not, with words; refusing takes a reason (art. 50)."""
    if answered:
        return because("已经答复过了。")
    if len(words.strip()) < (4 if done else 10):
        return because("请写清楚办了什么；不答应的，写明理由（《个人信息保护法》第五十条）。")
    return YES


def why_not_delete(*, open_matters: int, posts: int) -> str:
    """What cannot go yet, and what would have to end before."""
    if posts:
        return because("您还担任着岗位，卸任以后才能删。")
    if open_matters:
        return because("还有 %(n)s 件事没有办结，要联系您；办结或者撤回以后就能删。", n=open_matters)
    return YES
