"""A call has a window; what was proposed is answered, every one, before it closes (M29, M33)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

LONGEST_TITLE, LONGEST_BODY, LONGEST_WORDS, LONGEST_ANSWER = 60, 8000, 1000, 2000
SHORTEST, LONGEST = timedelta(days=2), timedelta(days=180)
MOST_PROPOSALS = 2000


class Kind(StrEnum):
    """What is asked for: proposals of one's own, or opinions on a draft."""

    PROPOSALS = "proposals"
    DRAFT = "draft"


class Fate(StrEnum):
    """How a proposal or an opinion was answered."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


KIND_NAMES = {Kind.PROPOSALS: "征集建议", Kind.DRAFT: "征求意见"}
FATE_NAMES = {
    Fate.LISTED: "列入清单",
    Fate.NOT_LISTED: "没有列入",
    Fate.ACCEPTED: "采纳",
    Fate.PARTLY: "部分采纳",
    Fate.REFUSED: "不采纳",
}
ANSWERS = {Kind.PROPOSALS: (Fate.NOT_LISTED,), Kind.DRAFT: (Fate.ACCEPTED, Fate.PARTLY, Fate.REFUSED)}
FEASIBLE_NAMES = {"can": "可行", "changed": "改一改可行", "cannot": "不可行"}
# Why words are taken down: nothing else is a reason, above all not that they are unwelcome.
DOWN_NAMES = {
    "abuse": "骂人或者中伤别人",
    "personal": "写了别人的姓名、电话或者住处",
    "elsewhere": "说的不是这里的事",
}


@dataclass(frozen=True)
class Standing:
    """Where a call stands. `unanswered`: the numbers of what nobody has answered."""

    kind: str
    opens: date
    closes: date
    unanswered: tuple[int, ...] = ()
    proposals: int = 0
    closed: bool = False
    withdrawn: bool = False


def why_not_open(title: str, body: str, *, opens: date, closes: date, on: date) -> str:
    """It says what is asked, and leaves people time to answer."""
    if not title.strip() or not body.strip():
        return because("标题和正文都要写。")
    if len(title) > LONGEST_TITLE:
        return because("标题太长了，请在 %(most)s 字以内。", most=LONGEST_TITLE)
    if len(body) > LONGEST_BODY:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_BODY)
    if opens < on:
        return because("开始的日子已经过了，请从今天或以后开始。")
    return _why_not_window(opens, closes)


def _why_not_window(opens: date, closes: date) -> str:
    if closes - opens < SHORTEST:
        return because("时间太短了，至少开 %(days)s 天，大家才来得及说。", days=SHORTEST.days + 1)
    return because("时间太长了，请在半年以内。") if closes - opens > LONGEST else YES


def why_not_extend(now: Standing, *, closes: date, why: str, on: date) -> str:
    """Longer with a reason; never shorter, for people count on the day."""
    if reason := why_over(now):
        return reason
    if closes <= now.closes:
        return because("只能往后延，原来是到%(day)s。", day=month_day(now.closes))
    if closes <= on:
        return because("新的日期已经过了，请往后写。")
    return _why_not_window(now.opens, closes) or (YES if why.strip() else because("请写一句为什么延。"))


def why_over(now: Standing) -> str:
    """Nothing more is done with what is over."""
    if now.withdrawn:
        return because("已经撤回了。")
    return because("已经结束了。") if now.closed else YES


def why_not_now(now: Standing, *, on: date) -> str:
    """Whether the window is open on a day, for residents."""
    if why_over(now) or on > now.closes:
        return because("已经截止了，到%(day)s为止。", day=month_day(now.closes))
    return because("%(day)s开始，到时候再来说。", day=month_day(now.opens)) if on < now.opens else YES


def why_not_propose(now: Standing, words: str, *, on: date) -> str:
    """Anybody may, within the window, in their own words."""
    if reason := why_not_now(now, on=on):
        return reason
    if now.proposals >= MOST_PROPOSALS:
        return because("已经收到 %(most)s 条，请打上面的电话。", most=MOST_PROPOSALS)
    if not re.sub(r"[\s\W_]+", "", words):
        return because("请写一写您的想法。")
    return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS) if len(words) > LONGEST_WORDS else YES  # fmt: skip


def paragraphs(body: str) -> list[str]:
    """The parts of a draft, numbered from 1 by their place: a blank line begins the next."""
    return [part.strip() for part in re.split(r"\n[^\S\n]*\n", body.replace("\r\n", "\n")) if part.strip()]


def why_not_about(kind: str, body: str, paragraph: int) -> str:
    """An opinion is about a paragraph of the draft, or (0) about the whole; a proposal is about no part."""
    if paragraph == 0:
        return YES
    if kind != Kind.DRAFT:
        return because("征集建议不分段。")
    several = len(paragraphs(body))
    return YES if 0 < paragraph <= several else because("草案只有 %(n)s 段，没有这一段。", n=several)


def why_not_support(now: Standing, *, on: date, already: bool, known: bool) -> str:
    """One person, once a proposal; by login or by a telephone. Opinions on a draft are answered, not counted."""
    if now.kind != Kind.PROPOSALS:
        return because("对草案的意见条条答复，不比人数。")
    if reason := why_not_now(now, on=on):
        return reason
    if not known:
        return because("请写一个电话，每个人只算一次；电话不保存。")
    return because("您已经支持过这一条了。") if already else YES


def why_not_merge(now: Standing, *, answered: bool, follows: bool, leads: bool, same: bool) -> str:
    """Similar ones become one, before they are answered; never in a chain."""
    if reason := why_over(now):
        return reason
    if same:
        return because("请选两条以上。")
    if answered:
        return because("已经答复过的不能再并。")
    if follows:
        return because("其中有一条已经并到别的里面了。")
    return because("其中有一条已经有别的并进来，请并到那一条。") if leads else YES


def why_not_note(now: Standing, words: str, *, verdict: str) -> str:
    """A feasibility note says who looked and what they found."""
    if reason := why_over(now):
        return reason
    if verdict not in FEASIBLE_NAMES:
        return because("请选可行不可行。")
    return YES if len(words.strip()) >= 4 else because("请写看了什么、怎么说的。")


def why_not_list(now: Standing, title: str, *, on: date, chosen: int, answered: bool, follows: bool) -> str:
    """The shortlist is made when everybody had their time, from proposals that nobody has answered yet."""
    if now.kind != Kind.PROPOSALS:
        return because("对草案的意见不列清单，请逐条答复。")
    if reason := why_over(now):
        return reason
    if on <= now.closes:
        return because("%(day)s截止，第二天起才能列清单。", day=month_day(now.closes))
    if not chosen:
        return because("请选至少一条。")
    if answered or follows:
        return because("其中有一条已经答复过，或者并到别的里面了。")
    return YES if title.strip() else because("请写这一项叫什么。")


def why_not_answer(now: Standing, words: str, *, fate: str, on: date, answered: bool, follows: bool) -> str:
    """Every one is answered once, with a reason. What was merged is answered with the one it went into."""
    if reason := why_over(now):
        return reason
    if follows:
        return because("这一条已经并到别的里面，跟着那一条答复。")
    if answered:
        return because("这一条已经答复过了。")
    if fate not in ANSWERS[Kind(now.kind)]:
        return because("请选怎样答复。")
    if now.kind == Kind.PROPOSALS and on <= now.closes:
        return because("%(day)s截止，第二天起才答复，先来后到都一样。", day=month_day(now.closes))
    if len(words.strip()) < 4:
        return because("请写一句理由，提的人会看到。")
    return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_ANSWER) if len(words) > LONGEST_ANSWER else YES  # fmt: skip


def why_not_close(now: Standing, *, on: date) -> str:
    """M33: not before its day, and not with anything unanswered."""
    if reason := why_over(now):
        return reason
    if on <= now.closes:
        return because("要开到%(day)s，第二天起才能结束。", day=month_day(now.closes))
    if now.unanswered:
        named = "、".join(str(number) for number in now.unanswered[:12])
        return because("还有 %(n)s 条没有答复：第 %(named)s 条。", n=len(now.unanswered), named=named)
    return YES


def why_down(down: bool) -> str:
    """What is taken down goes nowhere until it is put back."""
    return because("这一条已经撤下了。") if down else YES


def why_not_take_down(why: str, *, down: bool, leads: bool) -> str:
    """By a reason of the list, at any time, also when all is over: personal data stays personal.

    `leads`: others that nobody has answered go its way; they are parted first, so that they are not lost with it.
    """
    if down:
        return because("这一条已经撤下了。")
    if why not in DOWN_NAMES:
        return because("请选为什么撤下；只有这三种情形可以撤。")
    return because("有别的并在这一条里，先分开再撤下。") if leads else YES


def why_not_ask_again(words: str, *, down: bool, asked: bool) -> str:
    """Whoever said it may ask once that somebody else looks at it."""
    if not down:
        return because("这一条没有撤下。")
    if asked:
        return because("已经请另一位看了，一次为限。")
    return YES if len(words.strip()) >= 2 else because("请写一句为什么不该撤。")


def why_not_keep_down(words: str, *, asked: bool, answered: bool, same: bool) -> str:
    """The other one who looked leaves it down and says why; never who took it down."""
    if not asked:
        return because("提的人没有请人再看。")
    if answered:
        return because("已经复核过了。")
    if same:
        return because("是您撤下的，请另一位来看。")
    return YES if len(words.strip()) >= 4 else because("请写一句为什么还是撤下，提的人会看到。")


def why_not_put_back(why: str, *, down: bool) -> str:
    """A mistake is undone in words; also by who made it."""
    if not down:
        return because("这一条没有撤下。")
    return YES if why.strip() else because("请写一句为什么放回来，提的人会看到。")


def why_not_withdraw(now: Standing, why: str) -> str:
    """Taken back with a reason; whoever spoke is told."""
    return why_over(now) or (YES if why.strip() else because("请写一句撤回的理由，居民会看到。"))
