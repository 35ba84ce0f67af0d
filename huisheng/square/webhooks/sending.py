"""Hand deliveries over: several receivers at once, so that one that hangs stops nobody; never inside the house.

The name of a receiver is looked up once, its addresses are checked, and exactly the checked one is connected to.
"""

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime
from threading import Timer
from typing import Any, NamedTuple

import httpx
from django.conf import settings
from django.utils.timezone import localtime

from huisheng.collect.concerns.shown import RESIDENTS_WORDS
from huisheng.echo.voices.masking import masked
from huisheng.square.webhooks import rules, services
from huisheng.square.webhooks.models import Delivery

ROUNDS = 20


class Told(NamedTuple):
    """What came of one try: the receiver's status (0: none) and what was wrong ("": nothing)."""

    status: int
    error: str


Post = Callable[[str, bytes, dict[str, str]], Told]


def send_all(*, now: Callable[[], datetime], post: Post | None = None) -> int:
    """Everything that is due, a round at a time with one delivery a receiver; answers how many were received."""
    done, failed = 0, set[int]()
    for _round in range(ROUNDS):
        due = _due(failed, at=now())
        if not due:
            break
        for delivery, told in _posted(due, post or post_outside, at=now()):
            _keep(delivery, told, at=now())
            done += not told.error
            failed |= {delivery.webhook_id} if told.error else set()
    return done


def _due(failed: set[int], *, at: datetime) -> list[Delivery]:
    """The oldest due delivery of each receiver that has not failed in this run. One query."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at, webhook__ended_at=None)
    rows = waiting.exclude(webhook__in=failed).select_related("webhook__street", "line__voice").order_by("id")
    first: dict[int, Delivery] = {}
    for row in rows[: 50 * rules.MOST_AT_ONCE]:
        first.setdefault(row.webhook_id, row)
    return list(first.values())


def _posted(due: list[Delivery], post: Post, *, at: datetime) -> list[tuple[Delivery, Told]]:
    letters = [(one, *letter_of(one, at=at)) for one in due]  # what is read from the database is read here
    pool = ThreadPoolExecutor(max_workers=min(16, len(letters)))
    running = {pool.submit(post, one.webhook.url, body, headers): one for one, body, headers in letters}
    wait(running, timeout=settings.WEBHOOK_TIMEOUT * 2)
    pool.shutdown(wait=False, cancel_futures=True)
    late = Told(0, "timeout")
    return [
        (one, future.result() if future.done() and not future.cancelled() else late)
        for future, one in running.items()
    ]


def letter_of(delivery: Delivery, *, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body and its headers: what was done to which matter and when; never a resident's own words, never a name."""
    line, webhook = delivery.line, delivery.webhook
    said: dict[str, Any] = {
        "id": f"{webhook.pk}-{line.pk}",
        "event": f"{line.voice.kind}.{line.did}",
        "at": localtime(line.at).isoformat(timespec="seconds"),
        "street": webhook.street.code or webhook.street.name,
        "voice": line.voice_id,
        "by": line.hat,
    }
    if webhook.words and line.did not in RESIDENTS_WORDS:
        names = line.voice.speakers.values_list("name", flat=True)
        said["says"] = masked(line.says, names)
    body = json.dumps(said, ensure_ascii=False).encode()
    signed = rules.signature(services.secret_of(webhook), body, at=int(at.timestamp()))
    return body, {
        "Content-Type": "application/json",
        "X-Huisheng-Signature": signed,
        "X-Huisheng-Delivery": said["id"],
    }


def post_outside(url: str, body: bytes, headers: dict[str, str]) -> Told:
    """One POST to one checked address. A redirect is a failure: what is behind it was not checked."""
    try:
        there = httpx.URL(url)
        found = socket.getaddrinfo(
            there.host, there.port or (443 if there.scheme == "https" else 80), type=socket.SOCK_STREAM
        )
        addresses = [str(one[4][0]) for one in found]
        if reason := rules.why_not_reach(addresses, inside=settings.WEBHOOK_INSIDE):
            return Told(0, str(reason))
        checked = there.copy_with(host=addresses[0])
        named = {**headers, "Host": there.netloc.decode("ascii")}
        with (
            httpx.Client(timeout=settings.WEBHOOK_TIMEOUT, trust_env=False, follow_redirects=False) as client,
            _at_most(settings.WEBHOOK_TIMEOUT * 2, client.close),
            client.stream(
                "POST", checked, content=body, headers=named, extensions={"sni_hostname": there.host}
            ) as told,
        ):
            return Told(told.status_code, "" if told.is_success else f"HTTP {told.status_code}")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Told(0, type(error).__name__)


@contextmanager
def _at_most(seconds: float, stop: Callable[[], None]) -> Iterator[None]:
    """Stops what goes on after so long: a receiver that answers a letter at a time is never late by itself."""
    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _keep(delivery: Delivery, told: Told, *, at: datetime) -> None:
    """What became of it: received, later again, or given up and shown."""
    delivery.tries += 1
    delivery.status, delivery.error = told.status, told.error[:200]
    again = rules.next_try(delivery.tries, at)
    if not told.error:
        delivery.state, delivery.done_at = Delivery.State.SENT, at
    elif again:
        delivery.next_at = again
    else:
        delivery.state = Delivery.State.GIVEN_UP
    ours = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    ours.update(
        tries=delivery.tries, status=delivery.status, error=delivery.error, state=delivery.state,
        next_at=delivery.next_at, done_at=delivery.done_at,
    )  # fmt: skip
