"""What the suggestions cost (docs/bench.md): learning, one suggestion, twins among all concerns, hot topics of a city.

CPU of this process; messages are invented, so these are figures of speed and say nothing about being right.
"""

import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.utils.timezone import localtime

from bench.invented import ESTATES, invented
from bench.measure import LOOP_AT_REST_MS
from huisheng.collect.concerns.alike import suggestions
from huisheng.collect.concerns.triage.category import train
from huisheng.collect.concerns.triage.topics import Message, topics
from huisheng.collect.concerns.triage.twins import ASK, Told, twins
from huisheng.collect.models import Concern

LESSONS, NEAR, A_STREET, CITY = 8_700, 60, 4_000, 25
Line = dict[str, Any]
T = TypeVar("T")
G = TypeVar("G")


def measured(*, city: int = CITY) -> Iterator[Line]:
    """The lines one after another. `city`: how many streets of 4,000 messages the month of a city has."""
    at = localtime().replace(tzinfo=None)
    lessons = list(invented(LESSONS, at=at))
    words, kinds = [one.text for one in lessons], [one.kind for one in lessons]
    spent, model = cpu(lambda: train(words, kinds, at=at.date()))
    yield line("learning from 8,700 messages", spent / 1000, "s", 60)
    yield line("the model as a file", len(model.dumps()) / 1e6, "MB", 10)
    model.guess(words[0])
    yield line("one suggestion", each(lambda text: model.guess(text), words[:1_000]), "ms", 1)
    yield from _twins(at)
    spent, found = cpu(lambda: sum(len(topics(_street(i, at))) for i in range(city)))
    yield line(f"hot topics of {city * A_STREET:,} messages, street by street", spent / 1000, "s", None)
    assert found
    yield line("memory at its highest", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", None)


def _twins(at: datetime) -> Iterator[Line]:
    near = [
        Told(one.id, one.title, "a.b.c.", one.at, one.kind)
        for one in invented(NEAR + 200, at=at, estates=ESTATES[:1])
    ]
    spent = each(lambda one: twins(one, near[:NEAR], least=ASK), near[NEAR:])
    yield line(f"a new message beside {NEAR} of its estate: which topic is it of", spent, "ms", 5)
    known = Concern.objects.select_related("voice", "place").filter(area__isnull=False)
    there = list(known.order_by("-pk")[:300])
    if there:
        n = Concern.objects.count()
        spent = each(suggestions, there)
        yield line(f"what may be the same among {n:,} concerns", spent, "ms", 5)


def _street(i: int, at: datetime) -> list[Message]:
    here = ESTATES[i % 12 :: 12]
    return [
        Message(one.id, one.user, one.title, one.text, one.at, one.place)
        for one in invented(A_STREET, at=at, estates=here, seed=i)
    ]


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """CPU milliseconds scaled to a machine at rest (bench.measure), and what came of it."""
    began = time.process_time()
    came = work()
    spent = (time.process_time() - began) * 1000
    return spent * LOOP_AT_REST_MS / _loop(), came


def each(work: Callable[[G], object], given: Sequence[G]) -> float:
    """The same for one of many, the first few not counted."""
    for one in given[:5]:
        work(one)
    return cpu(lambda: [work(one) for one in given])[0] / len(given)


def _loop() -> float:
    times = []
    for _ in range(40):
        began = time.process_time()
        sum(i * i for i in range(10_000))
        times.append((time.process_time() - began) * 1000)
    return statistics.mean(times)


def line(what: str, value: float, unit: str, most: float | None) -> Line:
    return {
        "what": what,
        "value": round(value, 2),
        "unit": unit,
        "most": most,
        "met": most is None or value <= most,
    }
