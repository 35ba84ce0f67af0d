"""A due moment as people say it: how much is left when it is near, the weekday this week, else the date."""

from datetime import UTC, date, datetime, timedelta

from huisheng.echo.refusals import Because, because
from huisheng.echo.workdays.rules import Calendar, local

NEAR = timedelta(hours=4)
WEEKDAY_NAMES = (
    "周一 %(time)s",
    "周二 %(time)s",
    "周三 %(time)s",
    "周四 %(time)s",
    "周五 %(time)s",
    "周六 %(time)s",
    "周日 %(time)s",
)
NEAR_DAY_WORDS = ("今天（%(day)s）%(time)s", "明天（%(day)s）%(time)s")
ON_WEEKDAY_WORDS = (
    "周一（%(day)s）",
    "周二（%(day)s）",
    "周三（%(day)s）",
    "周四（%(day)s）",
    "周五（%(day)s）",
    "周六（%(day)s）",
    "周日（%(day)s）",
)
# Announced, provisional.
DAY_WORDS = ("%(month)s %(day)d 日", "%(month)s %(day)d 日（暂定）")
DAY_OF_YEAR_WORDS = ("%(year)d 年 %(month)s %(day)d 日", "%(year)d 年 %(month)s %(day)d 日（暂定）")
MONTH_NAMES = (
    "1 月",
    "2 月",
    "3 月",
    "4 月",
    "5 月",
    "6 月",
    "7 月",
    "8 月",
    "9 月",
    "10 月",
    "11 月",
    "12 月",
)
MONTH_DAY_WORDS = (
    "1月%(day)d日",
    "2月%(day)d日",
    "3月%(day)d日",
    "4月%(day)d日",
    "5月%(day)d日",
    "6月%(day)d日",
    "7月%(day)d日",
    "8月%(day)d日",
    "9月%(day)d日",
    "10月%(day)d日",
    "11月%(day)d日",
    "12月%(day)d日",
)
LATE_WORDS = (
    "已超 %(days)d 天",
    "已超 %(hours)d 时 %(minutes)02d",
    "已超 %(hours)d 时",
    "已超 %(minutes)d 分",
)
LEFT_WORDS = (
    "还剩 %(days)d 天",
    "还剩 %(hours)d 时 %(minutes)02d",
    "还剩 %(hours)d 时",
    "还剩 %(minutes)d 分",
)


def in_words(due: datetime, now: datetime, calendar: Calendar) -> Because:
    """已超 40 分, 还剩 1 时 20, 今天 18:00, 明天 18:00, 周三 17:00, 12 月 5 日, 2027 年 1 月 5 日.

    A date in a year whose shifted days are not announced yet says so: 2027 年 2 月 18 日（暂定）.
    """
    left = due.astimezone(UTC) - now.astimezone(UTC)
    if timedelta(minutes=-1) < left <= timedelta(0):
        return because("刚到时限")
    if left < timedelta(0):
        return _span(LATE_WORDS, -left // timedelta(minutes=1))
    if left < NEAR:
        return _span(LEFT_WORDS, -(-left // timedelta(minutes=1)))
    return _moment(local(due), local(now), calendar)


def on_day(moment: datetime, now: datetime, calendar: Calendar) -> Because:
    """A day inside a sentence, past or to come: 今天（11 月 22 日）18:00, 明天（11 月 23 日）18:00, 周三（11 月 25 日）."""
    there, here = local(moment), local(now)
    away = (there.date() - here.date()).days
    if away > 1 and calendar.is_provisional(there.date()):
        return _date(there, here, calendar)
    day = _day(there, here, provisional=False)
    if away in (0, 1):
        return because(NEAR_DAY_WORDS[away], day=day, time=f"{there:%H:%M}")
    return because(ON_WEEKDAY_WORDS[there.weekday()], day=day)


def month_day(one: date) -> Because:
    """11月29日."""
    return because(MONTH_DAY_WORDS[one.month - 1], day=one.day)


def _span(words: tuple[str, str, str, str], minutes: int) -> Because:
    """Minutes below an hour, hours and minutes below a day, then whole days."""
    days, hours = minutes // (24 * 60), minutes // 60
    if days:
        return because(words[0], days=days)
    if hours and minutes % 60:
        return because(words[1], hours=hours, minutes=minutes % 60)
    return because(words[2], hours=hours) if hours else because(words[3], minutes=minutes)


def _moment(due: datetime, now: datetime, calendar: Calendar) -> Because:
    away = (due.date() - now.date()).days
    clock = f"{due:%H:%M}"
    if away == 0:
        return because("今天 %(time)s", time=clock)
    if away == 1:
        return because("明天 %(time)s", time=clock)
    if away < 7:
        return because(WEEKDAY_NAMES[due.weekday()], time=clock)
    return _date(due, now, calendar)


def _date(due: datetime, now: datetime, calendar: Calendar) -> Because:
    return _day(due, now, provisional=calendar.is_provisional(due.date()))


def _day(due: datetime, now: datetime, *, provisional: bool) -> Because:
    shown = {"month": because(MONTH_NAMES[due.month - 1]), "day": due.day}
    if due.year == now.year:
        return because(DAY_WORDS[provisional], **shown)
    return because(DAY_OF_YEAR_WORDS[provisional], year=due.year, **shown)
