"""Fill to each size in turn, and measure there."""

import json
import re
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now

from bench import scenarios, triage
from bench.fill import fill
from bench.floor import Floor
from bench.measure import Meter, Result
from bench.server import running
from bench.table import told
from bench.world import World, build
from huisheng.collect.models import Concern


def main(out: str, only: str, *sizes: str) -> None:
    """Write the rows to `out` as they come, so that a run that is broken off keeps what it has. `only`: words."""
    call_command("migrate", verbosity=0)
    world, results, rows = build(now()), list[Result](), list[dict[str, Any]]()
    for size in map(int, sizes):
        fill_up(world, size)
        facts, floor = scenarios.look(), Floor(world, at=now(), postmaster=postmaster())
        with running() as (port, server):
            meter = Meter(
                port=port, server=server, postmaster=postmaster(), database=connection.vendor, concerns=size
            )
            for scenario in chosen(only):
                results.append(meter.measure(scenario, facts, floor))
                say(results[-1])
                keep(out, results, rows)
    if connection.vendor == "sqlite" and (not only or "triage" in only.split(",")):
        for row in triage.measured(city=triage.CITY if max(map(int, sizes)) >= 1_000_000 else 1):
            rows.append(row)
            print(told(row), flush=True)
        keep(out, results, rows)


def keep(out: str, results: list[Result], rows: list[dict[str, Any]]) -> None:
    lines = [*(result.as_row() for result in results), *rows]
    Path(out).write_text(json.dumps(lines, ensure_ascii=False))


def fill_up(world: World, size: int) -> None:
    missing, started = size - Concern.objects.count(), time.monotonic()
    fill(missing, world, at=now())
    each = (time.monotonic() - started) * 1000 / missing
    print(f"{connection.vendor}: filled to {size:,} concerns, {each:.2f} ms each", flush=True)


def chosen(only: str) -> list[scenarios.Scenario]:
    """The floor of an act stands on what the floor of raising wrote, so raising is always among them."""
    words = only.split(",")
    return [
        one for one in scenarios.SCENARIOS if one.writes == "raise" or any(word in one.name for word in words)
    ]


def postmaster() -> int:
    """The head of PostgreSQL's processes on this machine; 0 on SQLite, which works inside the application's."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(re.findall(r"PPid:\s+(\d+)", Path(f"/proc/{backend}/status").read_text())[0])


def say(result: Result) -> None:
    told = f"{result.queries} queries, {result.cpu_ms:.1f} ms CPU (floor {result.floor_ms:.2f}), p95 {result.p95_ms:.0f} ms"
    print(f"  {result.what:<28} {told}", flush=True)
