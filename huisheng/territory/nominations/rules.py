"""Before a post is filled: who is proposed, a notice during which anybody may object, and the decision (M17)."""

from datetime import date, timedelta

from huisheng.echo.refusals import YES, because
from huisheng.echo.workdays.words import month_day

SHORTEST_NOTICE = timedelta(days=3)
LONGEST_WORDS = 2000


def why_not_notice(*, notice_from: date, notice_to: date) -> str:
    """The notice runs for at least three days, so that people can read it."""
    if notice_to < notice_from + SHORTEST_NOTICE - timedelta(days=1):
        return because("公示至少要 %(days)s 天。", days=SHORTEST_NOTICE.days)
    return YES


def why_not_object(words: str, *, notice_from: date, notice_to: date, decided: bool, on: date) -> str:
    """Anybody may object while the notice runs, in their own words."""
    if decided or not notice_from <= on <= notice_to:
        return because("公示期已经过了，有意见请直接找社区。")
    if not words.strip():
        return because("请写一写您的意见。")
    if len(words) > LONGEST_WORDS:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_WORDS)
    return YES


def why_not_decide(*, notice_to: date, decided: bool, unanswered: int, on: date) -> str:
    """Decided once, after the notice, and when every objection has been answered."""
    if decided:
        return because("已经决定过了。")
    if on <= notice_to:
        return because("公示到 %(day)s，过后才能决定。", day=month_day(notice_to))
    if unanswered:
        return because("还有 %(n)s 条意见没有答复。", n=unanswered)
    return YES
