"""Who answers for a place: the nearest post upward; what a post needs to be filled, and what is asked of a resident."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from huisheng.echo.refusals import YES, because
from huisheng.echo.voices.rules import takes_sms
from huisheng.people.permissions.rules import Role

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
TERM_REMINDER = timedelta(days=30)  # M17


@dataclass(frozen=True)
class Held:
    """A post held now, as far as choosing goes. `rank` counts upward from the door; `depth` is the length of its path."""

    id: int
    rank: int
    depth: int
    since: date


def nearest(posts: Iterable[Held], *, from_rank: int = 0) -> Held | None:
    """The post that answers: lowest rank from `from_rank` up, then the smallest area, then the longest in post.

    A vacancy needs no act: the post that is gone is not among `posts`, and the next one up answers (M03).
    """
    return min(
        (post for post in posts if post.rank >= from_rank),
        key=lambda post: (post.rank, -post.depth, post.since, post.id),
        default=None,
    )


def is_held(*, starts: date, ends: date | None, on: date) -> bool:
    """Whether a term runs on a day (both ends included)."""
    return starts <= on and (ends is None or on <= ends)


def why_not_term(*, starts: date, ends: date | None) -> str:
    """A term ends after it begins."""
    if ends is not None and ends < starts:
        return because("任期的结束日期早于开始日期。")
    return YES


def ends_soon(ends: date | None, *, on: date) -> bool:
    """M17: a term that ends within 30 days is on the to-do list."""
    return ends is not None and on <= ends <= on + TERM_REMINDER


def why_not_give(role: str, *, by: Iterable[Role]) -> str:
    """Posts that carry the desk's power are given, ended and given logins by the street; all others by either."""
    if role in (Role.CLERK, Role.OFFICER) and Role.OFFICER not in set(by):
        return because("社区经办人和街道干部由街道任免。")
    return YES


def why_not_link(*, is_home: bool, home: str, area: str) -> str:
    """M05: homes, and only within the place where the person holds the post. Paths."""
    if not is_home:
        return because("请选到户。")
    if not home.startswith(area):
        return because("这一户不在联户人的范围里。")
    return YES


def why_not_person(*, name: str, phone: str, email: str, told_by: str) -> str:
    """A name; and how somebody wants to be told must be possible."""
    if not name:
        return because("没有写姓名。")
    if len(name) > 60:
        return because("姓名太长了。")
    if email and (len(email) > 254 or not EMAIL.fullmatch(email)):
        return because("邮箱看起来不对。")
    if told_by == "email" and not email:
        return because("要用邮件告知，请写邮箱。")
    if told_by in ("sms", "call") and not phone:
        return because("要用短信或电话告知，请写电话。")
    if told_by == "sms" and not takes_sms(phone):
        return because("座机收不到短信，请选打电话。")
    return YES


def why_not_live(*, is_home: bool, where: str) -> str:
    """People live in homes."""
    return YES if is_home else because("“%(where)s”不是一户，住处要写到门牌。", where=where)
