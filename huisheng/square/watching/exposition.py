"""The figures as Prometheus reads them (text exposition format 0.0.4)."""

from collections.abc import Iterator, Mapping

from huisheng.square.watching.counting import BOUNDS, Counts

HELP = {
    "outbox_waiting": "Messages that should have been sent by now.",
    "outbox_stuck": "Messages that a human must decide about.",
    "overdue": "Open matters whose clock has run out.",
    "database_ok": "1 when the database answers and its tables are as the program wants them.",
    "clockwork_ok": "1 when the clockwork ran within five minutes.",
}


def exposed(counts: Counts, gauges: Mapping[str, int]) -> str:
    """Counters of requests, then the gauges."""
    return "\n".join([*_requests(counts), *_gauges(gauges)]) + "\n"


def _requests(counts: Counts) -> Iterator[str]:
    name = "huisheng_request_seconds"
    yield f"# HELP {name} Pages by route and status, and how long they took."
    yield f"# TYPE {name} histogram"
    for key, values in sorted(counts.items()):
        route, _space, status = key.partition(" ")
        labels = f'route="{route}",status="{status}"'
        total = 0
        for bound, n in zip((*BOUNDS, "+Inf"), values[:-1], strict=True):
            total += int(n)
            yield f'{name}_bucket{{{labels},le="{bound}"}} {total}'
        yield f"{name}_sum{{{labels}}} {values[-1]:.6f}"
        yield f"{name}_count{{{labels}}} {total}"


def _gauges(gauges: Mapping[str, int]) -> Iterator[str]:
    for name, value in gauges.items():
        yield f"# HELP huisheng_{name} {HELP[name]}"
        yield f"# TYPE huisheng_{name} gauge"
        yield f"huisheng_{name} {value}"
