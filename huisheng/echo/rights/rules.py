"""What somebody may ask about their own data, and by when it is answered (R13.7; 个人信息保护法 arts 44-50)."""

from datetime import datetime, timedelta
from enum import StrEnum

from huisheng.echo.refusals import YES, because
from huisheng.echo.voices.rules import takes_sms

WORKING_DAYS = 15
LONGEST = 1000
CODE_LASTS = timedelta(minutes=15)  # digits on their way to a telephone
PROVEN_FOR = timedelta(minutes=30)  # one's own data stays open on the telephone, or before the clerk


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


def why_not_prove_spoken(*, phone: bool, account: bool) -> str:
    """Digits go to the telephone that the matter was said with; nowhere else."""
    if account:
        return because("这件事是用账号说的，请登录以后再来。")
    return YES if phone else because("这件事没有留电话，请带着回执到社区柜台，当面核实。")


def why_not_counter(how: str, *, found: bool) -> str:
    """A clerk writes down how they know that it is the person."""
    if not found:
        return because("没有这个回执号，或者不在您负责的范围里。")
    return (
        YES if len(how.strip()) >= 4 else because("请写明怎样核实的，例如：看了身份证，说得出报的是哪件事。")
    )


def stands(proven_at: datetime | None, at: datetime) -> bool:
    """Whether somebody may still be taken for who they proved to be."""
    return proven_at is not None and at - proven_at < PROVEN_FOR


def why_not_correct(
    *, phone: bool, changes_phone: bool, clears_phone: bool, proven: bool, account: bool
) -> str:
    """A name and a channel with the receipt; another telephone only by who answers the old one, or at the counter."""
    if account:
        return because("这件事是用账号说的，请登录以后再来。")
    if clears_phone:
        return because("电话不能空着，别的事要靠它找您；不想留了，请选“删掉我的信息”。")
    if phone and changes_phone and not proven:
        return because("换电话要先核实：短信发到原来的号码；号码不用了的，到社区柜台当面改。")
    return YES


def why_not_told(told_by: str, *, phone: str, email: bool) -> str:
    """A way to be told that reaches nobody is none."""
    if told_by in ("sms", "call") and not phone:
        return because("要短信或者电话告知，得留一个电话。")
    if told_by == "sms" and not takes_sms(phone):
        return because("座机收不到短信，请选打电话。")
    return because("没有留邮箱，邮件告知不了。") if told_by == "email" and not email else YES
