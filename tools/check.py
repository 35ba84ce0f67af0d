"""Every habit of the house as one line: its name, ok or failed, seconds. Two at a time, on two cores."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
RUFF = [PYTHON, "-m", "ruff"]

CHECKS: dict[str, list[str]] = {
    "format": [*RUFF, "format", "--check", "--quiet", "--output-format", "concise", "."],
    "lint": [*RUFF, "check", "--quiet", "."],
    "types": [PYTHON, "-m", "mypy", "huisheng"],
    "direction": [*PYTEST, "tests/test_direction.py"],
    "budgets": [*PYTEST, "tests/test_budgets.py"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "docs": [PYTHON, "-m", "tools.docs", "--check"],
    "words": [PYTHON, "-m", "tools.words", "check"],
    "lock": [PYTHON, "-m", "tools.lock"],
    "careless": [PYTHON, "-m", "bandit", "-q", "-c", "pyproject.toml", "-r", "huisheng"],
    "holes": [PYTHON, "-m", "tools.holes"],
}
SLOWEST_FIRST = sorted(CHECKS, key=lambda name: name != "types")


class Result(NamedTuple):
    """How one check went, with what it printed."""

    passed: bool
    seconds: float
    output: str


def main() -> int:
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(run, CHECKS[name]) for name in SLOWEST_FIRST}
        results = {name: show(name, running[name].result()) for name in CHECKS}
    failed = [name for name, result in results.items() if not result.passed]
    print(f"{'failed: ' + ', '.join(failed) if failed else 'all ok'}  {time.monotonic() - started:.1f} s")
    return int(bool(failed))


def run(command: list[str]) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "huisheng.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Result(done.returncode == 0, time.monotonic() - started, done.stdout.strip())


def show(name: str, result: Result) -> Result:
    """Print the line of a check; what it printed itself only when it failed."""
    told = "ok" if result.passed else "failed"
    print(f"{name:<12}{told:<8}{result.seconds:5.1f} s", flush=True)
    if not result.passed or result.output.startswith("NOT ASKED"):
        print("\n".join("    " + line for line in result.output.splitlines()[-60:]), flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
