"""A notice hangs for its legal length, every objection is answered, every place has it; only then it is closed (M56)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

LONGEST_TITLE, LONGEST_BODY, LONGEST_WORDS = 80, 6000, 2000
MOST_PLACES = 1000
ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What hangs on the wall: with an objection period, for all to know, or for those it names."""

    PUBLIC_NOTICE = "public_notice"
    ANNOUNCEMENT = "announcement"
    NOTICE = "notice"


KIND_NAMES = {Kind.PUBLIC_NOTICE: "公示", Kind.ANNOUNCEMENT: "公告", Kind.NOTICE: "通知"}
COUNTED_NAMES = {"calendar_days": "天", "working_days": "个工作日"}
# Where a notice hangs: the kinds of place under the one that it is about, and the place itself.
BOARD_NAMES = {
    "entrance": "每个单元门口",
    "building": "每栋楼下",
    "area": "小区、街区的公告栏",
    "itself": "本处公告栏",
}
FATE_NAMES = {"accepted": "采纳", "partly": "部分采纳", "refused": "不采纳"}


class WorkingDays(Protocol):
    """As much of a calendar as a notice needs (echo/workdays)."""

    def nth_workday_after(self, day: date, n: int) -> date: ...


def last_day(begins: date, *, days: int, counted: str, calendar: WorkingDays) -> date:
    """The last day of the notice. The day on which it is put up does not count (民法典第二百零一条, to be confirmed)."""
    if counted == "working_days":
        return calendar.nth_workday_after(begins, days)
    return begins + timedelta(days=days)


def why_not_length(*, days: int, least: int, kind: str) -> str:
    """Longer than the table says is allowed, shorter is not."""
    if days < least:
        return because("至少要 %(least)s 天。", least=least)
    return because("天数太长了，请在 365 天以内。") if days > 365 else YES


def why_not_text(title: str, body: str) -> str:
    """A title that can be read across the yard, and words under it."""
    if not title.strip() or not body.strip():
        return because("标题和正文都要写。")
    if len(title) > LONGEST_TITLE:
        return because("标题太长了，请在 %(most)s 字以内。", most=LONGEST_TITLE)
    return (
        because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_BODY) if len(body) > LONGEST_BODY else YES
    )


def why_not_publish(title: str, body: str, *, places: int, begins: date, on: date) -> str:
    """It says something, hangs somewhere, and does not begin in the past."""
    if reason := why_not_text(title, body):
        return reason
    if begins < on:
        return because("开始的日子已经过了，请从今天或以后开始。")
    if not places:
        return because("请选贴在哪里：一处也没有，居民看不到。")
    if places > MOST_PLACES:
        return because("要贴 %(n)s 处，太多了，请按社区或小区分开发。", n=places)
    return YES


@dataclass(frozen=True)
class Standing:
    """Where a notice stands, as plain values."""

    begins: date
    ends: date
    closed: bool = False
    withdrawn: bool = False
    unanswered: int = 0
    missing: int = 0


def why_over(now: Standing) -> str:
    """Nothing more is done with what was closed or taken back."""
    if now.withdrawn:
        return because("已经撤回了。")
    return because("已经结束了。") if now.closed else YES


def why_not_object(now: Standing, words: str, *, on: date) -> str:
    """Anybody may object while it hangs, in their own words."""
    if why_over(now) or on > now.ends:
        return because("公示期已经过了，有意见请打上面的电话。")
    if on < now.begins:
        return because("%(day)s开始公示，到时候再提意见。", day=month_day(now.begins))
    if not words.strip():
        return because("请写一写您的意见。")
    return (
        because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS)
        if len(words) > LONGEST_WORDS
        else YES
    )


def why_not_answer(now: Standing, words: str, *, answered: bool) -> str:
    """Every objection is answered once, with a reason."""
    if answered:
        return because("这条意见已经答复过了。")
    if now.withdrawn:
        return because("已经撤回了。")
    return YES if words.strip() else because("请写一句答复的理由。")


def why_not_close(now: Standing, *, on: date) -> str:
    """Not before its last day is over, not with an objection unanswered, not where a place never had it."""
    if reason := why_over(now):
        return reason
    if on <= now.ends:
        return because(
            "要贴满到%(day)s，%(next)s起才能结束。",
            day=month_day(now.ends),
            next=month_day(now.ends + ONE_DAY),
        )
    if now.unanswered:
        return because("还有 %(n)s 条意见没有答复。", n=now.unanswered)
    if now.missing:
        return because("还有 %(n)s 处没有张贴记录，补上，或者写明为什么不贴。", n=now.missing)
    return YES


def why_not_withdraw(now: Standing, why: str) -> str:
    """Taken back with a reason that everybody reads."""
    return why_over(now) or (YES if why.strip() else because("请写一句撤回的理由，居民会看到。"))


def why_not_correct(now: Standing, *, title: str, body: str, why: str, same: bool) -> str:
    """A corrected text says what was corrected, and the days begin again."""
    if reason := why_over(now) or why_not_text(title, body):
        return reason
    if same:
        return because("文字没有改动，不用重新计算天数。")
    return YES if why.strip() else because("请写一句更正了什么。")


def why_not_post(now: Standing, *, places: int, at: date, on: date) -> str:
    """What is put up is a place and a day, not in the future and not before the text began."""
    if reason := why_over(now):
        return reason
    if not places:
        return because("请选贴好了的地方。")
    if at > on:
        return because("张贴的日子还没有到。")
    return because("张贴的日子早于公示开始的%(day)s。", day=month_day(now.begins)) if at < now.begins else YES


def days_left(now: Standing, *, on: date) -> int:
    """How many days it still hangs, today included; 0 when over."""
    return 0 if why_over(now) else max(0, (now.ends - max(on, now.begins)).days + 1)
