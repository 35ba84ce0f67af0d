"""Telling another system what was done: where to, signed how, tried how often. Plain values."""

import hmac
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from huisheng.echo.refusals import YES, because

WAITS = [timedelta(minutes=n) for n in (1, 5, 30, 120, 360, 720)]
MOST_TRIES = len(WAITS) + 1
MOST_AT_ONCE = 10
LONGEST_URL = 300
LONGEST_WHY = 200


def why_not_subscribe(name: str, url: str, *, others: int, inside: bool) -> str:
    """A name, an https address that a program can be at, and not more than can be looked over.

    `inside`: whether receivers in the house's own network are allowed (a setting); these may speak http.
    """
    if not name.strip():
        return because("请写这个回调给谁用。")
    if others >= MOST_AT_ONCE:
        return because("已经有 %(n)s 个回调了，请先停掉不用的。", n=others)
    return why_not_url(url, inside=inside)


def why_not_url(url: str, *, inside: bool) -> str:
    """https, a host, no password in it, nothing that a header could break on."""
    if len(url) > LONGEST_URL or not re.fullmatch(r"[!-~]+", url):
        return because("请写一个网址，例如 https://example.org/huisheng。")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return because("请写一个网址，例如 https://example.org/huisheng。")
    if parts.scheme != "https" and not (inside and parts.scheme == "http"):
        return because("网址要用 https 开头。")
    if not parts.hostname or parts.username or parts.password or port == 0:
        return because("请写一个网址，例如 https://example.org/huisheng。")
    return YES


def why_not_reach(addresses: Iterable[str], *, inside: bool) -> str:
    """No address of the house's own machines or network."""
    known = [ip_address(one.partition("%")[0]) for one in addresses]
    if not known:
        return because("这个网址找不到。")
    if not inside and not all(one.is_global and not one.is_multicast for one in known):
        return because("这个网址在内部网络里，不能往那里发。")
    return YES


def signature(secret: str, body: bytes, *, at: int) -> str:
    """`t=SECONDS,v1=HEX`: HMAC-SHA256 over `SECONDS.BODY`; old ones can be told by their seconds."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={digest}"


def next_try(tries: int, at: datetime) -> datetime | None:
    """When it is tried again after so many failures; None when it is given up."""
    return at + WAITS[tries - 1] if tries < MOST_TRIES else None


def why_not_end(why: str, *, ended: bool) -> str:
    """Once, and whoever looks later reads why."""
    if ended:
        return because("这个回调已经停了。")
    return YES if why.strip() else because("请写一句为什么停用。")


def why_not_again(state: str, *, ended: bool) -> str:
    """Only what was given up is sent again by hand, and only to who still listens."""
    if ended:
        return because("这个回调已经停了。")
    return YES if state == "given_up" else because("只有发不出去的才能再发。")
