"""The whole suite, part by part: rules, engines, then services and pages on SQLite and on PostgreSQL, then the journeys.

`PART=rules|engines|sqlite|postgres|journeys` runs one of them; words after the command go to pytest.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tools import postgres, system, words

ROOT = Path(__file__).resolve().parent.parent
QUICK = ["tests/rules"]
NO_DATABASE = ["tests/engines", "tests/tools", "tests/test_direction.py", "tests/test_budgets.py"]
JOURNEYS = "tests/journeys"
RULES_BUDGET = 2.0
MOST_AGAIN = 3
WORKERS = ["-n", "2", "--maxprocesses", "2", "--dist", "worksteal"]


@dataclass
class Result:
    """What one part came to."""

    part: str
    seconds: float
    counts: Counter[str] = field(default_factory=Counter)
    exit_code: int = 0
    shaky: list[str] = field(default_factory=list)  # failed, and passed when asked again alone

    def line(self) -> str:
        budget = (
            f" (budget {RULES_BUDGET:.0f} s)" if self.part == "rules" and self.seconds > RULES_BUDGET else ""
        )
        again = "".join(f"\n{'':13}only the second time: {one}" for one in self.shaky)
        return f"  {self.part:<10} {told(self.counts)} in {self.seconds:.1f} s{budget}{again}"


def main(extra: list[str]) -> int:
    started = time.monotonic()
    wanted = [os.environ["PART"]] if os.environ.get("PART") else list(PARTS)
    if unknown := set(wanted) - PARTS.keys():
        sys.exit(f"There is no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}.")
    absent = system.ensure() if wanted != ["rules"] else []
    words.compile_words()
    left_out = {part: why for part in wanted if (why := why_not(part, absent))}
    results = [run(part, extra) for part in wanted if part not in left_out]
    return report(results, left_out, time.monotonic() - started)


def why_not(part: str, absent: list[str]) -> str:
    """Why a part cannot be run on this machine; empty when it can."""
    if part == "postgres" and "postgresql" in absent and not own_postgres():
        return "PostgreSQL is not installed"
    if part == "journeys" and system.HEADLESS in absent:
        return "Chromium is not installed"
    return ""


def own_postgres() -> str:
    """A PostgreSQL that the caller named in DATABASE_URL; its tests use a database `test_…` there."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


@contextmanager
def on_postgres() -> Iterator[dict[str, str]]:
    with nullcontext(own_postgres()) if own_postgres() else postgres.throw_away() as url:
        yield {"DATABASE_URL": url}


@contextmanager
def on_sqlite() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="huisheng-") as folder:
        yield {"DATABASE_URL": f"sqlite:///{folder}/test.sqlite3"}


@contextmanager
def on_none() -> Iterator[dict[str, str]]:
    """Rules are plain Python: no database, and a plugin that nobody uses takes longer to load than they run."""
    yield {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def slow_tests() -> list[str]:
    """Everything that asks a database and is no journey."""
    return ["tests", *(f"--ignore={path}" for path in [*QUICK, *NO_DATABASE, JOURNEYS]), *WORKERS]


# The tables are made by the migrations on PostgreSQL, and straight from the models elsewhere: four seconds a worker.
FROM_MODELS = "--no-migrations"
PARTS = {
    "rules": (on_none, lambda: [*QUICK, f"--confcutdir={QUICK[0]}", "-p", "tests.plain", "-p", "no:logging"]),
    "engines": (on_sqlite, lambda: [*NO_DATABASE, *WORKERS]),
    "sqlite": (on_sqlite, lambda: [*slow_tests(), FROM_MODELS]),
    "postgres": (on_postgres, slow_tests),
    "journeys": (on_sqlite, lambda: [JOURNEYS, *WORKERS, FROM_MODELS]),
}


def run(part: str, extra: list[str]) -> Result:
    """One part. A journey that failed is asked once more, alone: a browser on a busy machine is late now and then. It
    is named at the end all the same, for whoever is late twice is wrong.
    """
    database, tests = PARTS[part]
    print(f"\n— {part} —", flush=True)
    with database() as env, tempfile.TemporaryDirectory() as folder:
        started, report_file = time.monotonic(), Path(folder, "report.xml")
        code = pytest([*tests(), *extra], report_file, env)
        result = Result(part, 0, counts_in(report_file), code)
        if code == 1 and part == "journeys":
            again(result, failed_in(report_file), env)
        result.seconds = time.monotonic() - started
        return result


def pytest(arguments: list[str], report_file: Path, env: dict[str, str]) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-r",
        "fEs",
        "-p",
        "no:cacheprovider",
        f"--junitxml={report_file}",
    ]
    return subprocess.call([*command, *arguments], cwd=ROOT, env=os.environ | env)


def again(result: Result, failed: list[str], env: dict[str, str]) -> None:
    """What failed, one after the other; more than a few is no accident and is left as it is."""
    if not 0 < len(failed) <= MOST_AGAIN or len(failed) != result.counts["failed"]:
        return
    print(f"\n— {result.part}, once more: {', '.join(failed)} —", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        if pytest([*failed, FROM_MODELS], Path(folder, "report.xml"), env) == 0:
            result.shaky, result.exit_code = failed, 0
            result.counts += Counter(passed=len(failed))
            result.counts["failed"] = 0


def failed_in(report_file: Path) -> list[str]:
    """The tests of a pytest report that failed, as pytest takes them."""
    found = ElementTree.parse(report_file).iter("testcase")
    return [
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        for case in found
        if case.find("failure") is not None or case.find("error") is not None
    ]


def counts_in(report_file: Path) -> Counter[str]:
    """passed, failed and skipped of one pytest report; errors count as failed."""
    if not report_file.exists():
        return Counter(failed=1)
    counts: Counter[str] = Counter()
    for suite in ElementTree.parse(report_file).iter("testsuite"):
        tests, errors, failures, skipped = (
            int(suite.get(name, 0)) for name in ("tests", "errors", "failures", "skipped")
        )
        counts += Counter(
            passed=tests - errors - failures - skipped, failed=errors + failures, skipped=skipped
        )
    return counts


def report(results: list[Result], left_out: dict[str, str], seconds: float) -> int:
    """Print the summary; the exit code is 1 when anything failed (a part without tests is no failure)."""
    print("\n" + "\n".join(result.line() for result in results))
    for part, why in left_out.items():
        print(f"  {part:<10} left out: {why}")
    print(f"{told(sum((result.counts for result in results), Counter()))} in {seconds:.0f} s")
    return int(any(result.exit_code not in (0, 5) for result in results))


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("passed", "failed", "skipped"))


def stop(number: int, frame: object) -> None:
    """An end from outside still stops the throw-away database."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.exit(main(sys.argv[1:]))
