"""Requests counted by page and status, and how long they took; all processes of a server together.

Each process counts in its memory and writes its counts beside the others' every few seconds; whoever is asked for
/metrics adds them up. Nothing of who asked, and no address in full: the name of the page only.
"""

import json
import logging
import os
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

log = logging.getLogger("huisheng.request")
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds
WRITTEN_EVERY = 5.0
Counts = dict[
    str, list[float]
]  # "route status" → how many within each bound (the last: all), and the seconds in all
_mine: Counts = {}
_written = 0.0


class CountingMiddleware:
    """Around everything that is a page; files go out before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        answer = self.get_response(request)
        match = request.resolver_match
        count(match.view_name if match else "none", answer.status_code, perf_counter() - began)
        return answer


def count(route: str, status: int, seconds: float) -> None:
    """One more request."""
    counts = _mine.setdefault(f"{route} {status}", [0.0] * (len(BOUNDS) + 2))
    counts[bisect_left(BOUNDS, seconds)] += 1
    counts[-1] += seconds
    if settings.LOGS_JSON:
        log.info("request", extra={"route": route, "status": status, "ms": round(seconds * 1000, 1)})
    if monotonic() - _written > WRITTEN_EVERY:
        _write()


def _folder() -> Path:
    """One for each server: its processes have the same parent."""
    return Path(tempfile.gettempdir(), f"huisheng-counts-{os.getuid()}-{os.getppid()}")


def _write() -> None:
    """When nothing can be written (a full disk), the page is shown all the same; what is counted is written later."""
    global _written
    _written = monotonic()
    folder = _folder()
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        half = folder / f"{os.getpid()}.half"
        half.write_text(json.dumps(_mine))
        half.replace(folder / f"{os.getpid()}.json")


def together() -> Counts:
    """The counts of every process of this server, those that ended as well (a counter never falls)."""
    total: Counts = {}
    for counts in (_mine, *_others()):
        for key, values in counts.items():
            before = total.get(key, [0.0] * len(values))
            total[key] = [a + b for a, b in zip(before, values, strict=True)]
    return total


def _others() -> Iterator[Counts]:
    for file in _folder().glob("*.json"):
        if file.stem != str(os.getpid()):
            yield json.loads(file.read_text())
