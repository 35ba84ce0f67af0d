"""A token: a key for a program, that does what its person may do. Shown once, kept as a digest, ending by itself."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from huisheng.echo.refusals import YES, because

PREFIX = "hs_"
LONGEST_DAYS = 365
MOST_AT_ONCE = 20


def new_secret() -> str:
    """What the program keeps: 256 random bits behind a prefix by which a leaked one is recognised."""
    return PREFIX + token_urlsafe(32)


def digest(secret: str) -> str:
    """What we keep. The secret is random and long, so one round is enough."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def why_not_make(name: str, *, days: int, others: int) -> str:
    """A token has a name, ends within a year, and nobody has more of them than can be looked over."""
    if not name.strip():
        return because("请写这个令牌给谁用，例如：物业的报修系统。")
    if not 1 <= days <= LONGEST_DAYS:
        return because("有效期请写 1 到 %(most)s 天。", most=LONGEST_DAYS)
    if others >= MOST_AT_ONCE:
        return because("已经有 %(n)s 个令牌了，请先停用不用的。", n=others)
    return YES


def why_not_use(token: Any, *, at: datetime) -> str:
    """Whether a token still opens anything."""
    if token is None:
        return because("没有令牌，或者令牌不对。")
    if token.revoked_at:
        return because("这个令牌已经停用。")
    if token.until <= at:
        return because("这个令牌过期了，请换一个。")
    if not token.person.is_active:
        return because("令牌的主人已经不在了。")
    return YES


def why_not_revoke(token: Any) -> str:
    """A token is revoked once."""
    return because("这个令牌已经停用。") if token.revoked_at else YES
