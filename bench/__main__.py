"""`make bench`, or `python -m bench --sizes 2000 --databases sqlite`: prints a table and writes bench/results/."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.table import table, told
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
# As a careful owner would run it: what is acknowledged is on the disk.
SAFE = [
    "max_connections=60",
    "listen_addresses=",
    "shared_buffers=512MB",
    "max_wal_size=4GB",
    "unix_socket_permissions=0777",
]


def main() -> None:
    asked = arguments()
    rows: list[dict[str, Any]] = []
    failed = 0
    for name in asked.databases:
        with DATABASES[name]() as url, tempfile.TemporaryDirectory(prefix="huisheng-bench-") as folder:
            out = Path(folder, "rows.json")
            command = [sys.executable, "-m", "bench.run", str(out), asked.only, *map(str, asked.sizes)]
            env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "huisheng.settings"}
            failed += subprocess.run(command, cwd=ROOT, env=env, check=False).returncode != 0
            rows += json.loads(out.read_text()) if out.exists() else []
    print("\n" + table([row for row in rows if "unit" not in row]))
    print("\n" + "\n".join(told(row) for row in rows if "unit" in row))
    print(f"\nWritten to {keep(rows).relative_to(ROOT)}")
    sys.exit(int(failed > 0))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--sizes", type=numbers, default=[100_000, 1_000_000], help="how many concerns, 100000,1000000"
    )
    parser.add_argument("--databases", type=names, default=list(DATABASES), help="sqlite,postgresql")
    parser.add_argument("--only", default="", help="only lines with one of these words: desk,street")
    return parser.parse_args()


def numbers(text: str) -> list[int]:
    return sorted(int(part.replace("_", "")) for part in text.split(","))


def names(text: str) -> list[str]:
    return text.split(",")


@contextmanager
def on_sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="huisheng-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextmanager
def on_postgres() -> Iterator[str]:
    with postgres.throw_away(SAFE) as url:
        yield url


DATABASES = {"sqlite": on_sqlite, "postgresql": on_postgres}


def keep(rows: list[dict[str, Any]]) -> Path:
    """One file a run, with the kind of machine."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{datetime.now():%Y-%m-%d-%H%M%S}.json"
    machine = {"cpus": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    path.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1, ensure_ascii=False))
    return path


if __name__ == "__main__":
    main()
