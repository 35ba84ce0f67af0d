"""The results as people read them."""

from statistics import median
from typing import Any

HEAD = (
    "",
    "queries",
    "of",
    "CPU ms",
    "at rest",
    "of",
    "database",
    "floor",
    "ratio",
    "p50",
    "p95",
    "per s",
    "at once",
    "MB",
    "",
)


def table(rows: list[dict[str, Any]]) -> str:
    """A table for each database and size; `of` are the budgets, CPU ms are of application and database together, `at rest` the
    same scaled to an idle machine (bench.measure); that is what the budget is compared with."""
    parts = []
    for key in dict.fromkeys((row["database"], row["concerns"]) for row in rows):
        chosen = [line(row) for row in rows if (row["database"], row["concerns"]) == key]
        loop = median(row["loop_ms"] for row in rows if (row["database"], row["concerns"]) == key)
        title = f"{key[0]}, {key[1]:,} concerns (10,000 sums take {loop:.2f} ms of CPU)"
        parts.append(title + "\n" + aligned([HEAD, *chosen]))
    return "\n\n".join(parts)


def line(row: dict[str, Any]) -> tuple[str, ...]:
    met = "met" if row["met"] else "not met"
    kept = (
        "queries",
        "most_queries",
        "cpu_ms",
        "at_rest_ms",
        "most_ms",
        "database_ms",
        "floor_ms",
        "ratio",
        "p50_ms",
        "p95_ms",
    )
    more = ("a_second", "connections", "peak_mb")
    return (row["what"], *(said(row[name]) for name in (*kept, *more)), met)


def said(value: Any) -> str:
    return "" if value is None else f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def aligned(lines: list[tuple[str, ...]]) -> str:
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in (0, len(HEAD) - 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def told(row: dict[str, Any]) -> str:
    """A line as people read it."""
    of = (
        f" (at most {row['most']:g}: {'met' if row['met'] else 'not met'})" if row["most"] is not None else ""
    )
    return f"  {row['what']:<54} {row['value']:>10,.2f} {row['unit']}{of}"
