"""By which channel, when, and in which words somebody is told. Nothing of the matter itself leaves by SMS."""

from datetime import datetime, time, timedelta
from enum import StrEnum

QUIET_FROM, QUIET_TO = time(21), time(8)
LEASE = timedelta(minutes=10)
CODE_SENT = "code_sent"  # the line of a message that carries a code and nothing else


class Channel(StrEnum):
    """How a message travels. APP is the page behind the number, which everyone has."""

    APP = "app"
    SMS = "sms"
    EMAIL = "email"
    WECOM = "wecom"
    CALL = "call"


CHANNEL_NAMES = {
    Channel.APP: "网页",
    Channel.SMS: "短信",
    Channel.EMAIL: "邮件",
    Channel.WECOM: "企业微信群",
    Channel.CALL: "打电话",
}


def channels_for(*, told_by: str, phone: str, email: str) -> list[Channel]:
    """The page always, and the one channel the person chose if it can reach them."""
    chosen = {
        "sms": [Channel.SMS] if phone else [],
        "call": [Channel.CALL] if phone else [],
        "email": [Channel.EMAIL] if email else [],
    }
    return [Channel.APP, *chosen.get(told_by, [])]


def address_of(channel: str, *, phone: str, email: str) -> str:
    """Where a message by this channel arrives; nothing for the page, which stands behind each number."""
    return {Channel.SMS: phone, Channel.CALL: phone, Channel.EMAIL: email.lower()}.get(Channel(channel), "")


def not_before(at: datetime, *, urgent: bool) -> datetime:
    """Quiet hours 21:00-08:00, danger excepted (INTEGRATIONS, message rules). `at` is local time."""
    if urgent or QUIET_TO <= at.time() < QUIET_FROM:
        return at
    morning = at if at.time() < QUIET_TO else at + timedelta(days=1)
    return morning.replace(hour=QUIET_TO.hour, minute=0, second=0, microsecond=0)


def words_for(channel: Channel, *, number: str, next_at: datetime | None, phone: str) -> str:
    """The message: number, next date, a human's phone. The matter itself is behind the number."""
    if channel is Channel.APP:
        return ""
    when = f"下一步在 {next_at.month} 月 {next_at.day} 日前。" if next_at else ""
    person = f"可打 {phone} 问人。" if phone else ""
    return f"【回声】您说的事 {number} 有新进展。{when}{person}"


def code_words(code: str) -> str:
    """Four digits that prove a telephone."""
    return f"【回声】验证码 {code}。不是您本人在填，不用理会。"


def group_words(*, number: str, did: str, next_at: datetime | None) -> str:
    """What the staff's WeCom group reads: a number and a date. No name, no phone, no place, nothing of the matter."""
    what = "有一件急事" if did == "raised" else "有一件事过了期限"
    when = f"，期限 {next_at.month} 月 {next_at.day} 日 {next_at:%H:%M}" if next_at else ""
    return f"【回声】{what}：{number}{when}。请打开工作台看。"


def group_hears(did: str, *, urgent: bool, late: bool) -> bool:
    """A group hears what cannot wait: danger when it is raised, and a clock that ran out. The rest is on the desk."""
    return late or (urgent and did == "raised")


def is_lost(claimed_at: datetime, at: datetime) -> bool:
    """Whether whoever took a message to send it cannot be at it any more (crashed): sent or not, nobody knows."""
    return claimed_at < at - LEASE


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after so many failures: 1, 5, 25, 125 minutes; then never (the dead-letter list)."""
    return at + timedelta(minutes=5 ** (attempts - 1)) if attempts <= 4 else None
