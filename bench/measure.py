"""Ask one scenario of the server, and write down what it cost."""

import statistics
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from bench.browser import Browser
from bench.cpu import cpu_ms, peak_mb
from bench.floor import Floor
from bench.inside import Inside, statements
from bench.scenarios import Facts, Scenario

WARM_UP = 4
MOST_SECONDS = 40
LOOP_AT_REST_MS = 0.43  # ten thousand sums on the machine of docs/bench.md when nothing else runs on it


@dataclass
class Result:
    """Per request: CPU of application and database, wall time; `floor_ms` is the bare driver's CPU for the same rows."""

    what: str
    concerns: int
    database: str
    queries: int
    most_queries: int
    cpu_ms: float
    most_ms: float
    database_ms: float
    floor_ms: float
    p50_ms: float
    p95_ms: float
    a_second: float
    peak_mb: float
    requests: int
    connections: int
    loop_ms: float

    @property
    def at_rest_ms(self) -> float:
        """The CPU time scaled to a machine at rest, by what ten thousand sums took in the same seconds."""
        return round(self.cpu_ms * LOOP_AT_REST_MS / self.loop_ms, 2)

    @property
    def met(self) -> bool:
        return self.queries <= self.most_queries and self.at_rest_ms <= self.most_ms

    def as_row(self) -> dict[str, Any]:
        ratio = round(self.cpu_ms / self.floor_ms, 1) if self.floor_ms else None
        return {**asdict(self), "at_rest_ms": self.at_rest_ms, "ratio": ratio, "met": self.met}


class Pace:
    """How fast the machine is while something runs: CPU milliseconds of ten thousand sums, done now and then beside it."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Pace":
        self.thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.04):
            started = time.thread_time()
            sum(i * i for i in range(10_000))
            self.times.append((time.thread_time() - started) * 1000)

    @property
    def loop_ms(self) -> float:
        return statistics.mean(self.times) if self.times else LOOP_AT_REST_MS


class Meter:
    """One server, one database."""

    def __init__(self, *, port: int, server: int, postmaster: int, database: str, concerns: int) -> None:
        self.port, self.server, self.postmaster = port, server, postmaster
        self.database, self.concerns = database, concerns

    def measure(self, scenario: Scenario, facts: Facts, floor: Floor) -> Result:
        """Count its queries inside this process, then ask the server."""
        with statements() as seen:
            request = self._visitor_inside(scenario, facts)
            seen.clear()
            request()
        floor_ms = floor.write(scenario.writes) if scenario.writes else floor.read(list(seen))
        with Pace() as pace:
            times, seconds, spent, spent_by_database = self._ask(scenario, facts)
        n = len(times)
        return Result(
            what=scenario.name, concerns=self.concerns, database=self.database, queries=len(seen),
            most_queries=scenario.queries, cpu_ms=round(spent / n, 2), most_ms=scenario.ms,
            database_ms=round(spent_by_database / n, 2), floor_ms=round(floor_ms, 2),
            p50_ms=round(statistics.median(times), 1), p95_ms=round(statistics.quantiles(times, n=20)[18], 1),
            a_second=round(n / seconds, 1), peak_mb=round(peak_mb(self.server)), requests=n,
            connections=scenario.connections,
            loop_ms=round(pace.loop_ms, 3),
        )  # fmt: skip

    def _visitor_inside(self, scenario: Scenario, facts: Facts) -> Any:
        request = scenario.visit(Inside(), facts, 0)
        request()  # caches are warm, as in a worker that has answered before
        return request

    def _ask(self, scenario: Scenario, facts: Facts) -> tuple[list[float], float, float, float]:
        """Wall times in ms, how many seconds, CPU ms of application and database, and of the database alone."""
        crowd = _Crowd(scenario, facts, self.port)
        crowd.get_ready()
        before, database, started = cpu_ms(self.server), cpu_ms(self.postmaster), time.perf_counter()
        times = crowd.go()
        seconds = time.perf_counter() - started
        spent_by_database = cpu_ms(self.postmaster) - database
        return times, seconds, cpu_ms(self.server) - before + spent_by_database, spent_by_database


class _Crowd:
    """Visitors who begin together, each on a connection kept open."""

    def __init__(self, scenario: Scenario, facts: Facts, port: int) -> None:
        self.scenario, self.facts, self.port = scenario, facts, port
        self.ready, self.start = (threading.Barrier(scenario.connections + 1) for _ in range(2))
        self.times: list[float] = []
        self.errors: list[BaseException] = []
        self.threads = [
            threading.Thread(target=self._visit, args=(i,), daemon=True) for i in range(scenario.connections)
        ]

    def get_ready(self) -> None:
        for thread in self.threads:
            thread.start()
        try:
            self.ready.wait()
        except threading.BrokenBarrierError:
            raise self.errors[0] from None

    def go(self) -> list[float]:
        self.start.wait()
        for thread in self.threads:
            thread.join()
        if self.errors:
            raise self.errors[0]
        return self.times

    def _visit(self, i: int) -> None:
        try:
            browser = Browser(self.port)
            request = self.scenario.visit(browser, self.facts, i)
            for _ in range(WARM_UP):
                request()
            self.ready.wait()
            self.start.wait()
            self._repeat(browser, request)
        except BaseException as error:
            self.errors.append(error)
            self.ready.abort()
            self.start.abort()

    def _repeat(self, browser: Browser, request: Any) -> None:
        until = time.perf_counter() + MOST_SECONDS
        for _ in range(self.scenario.requests // self.scenario.connections):
            request()
            self.times.append(browser.ms)
            if time.perf_counter() > until:
                break
