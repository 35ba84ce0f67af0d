"""A database of its own for tests that need several processes: on the same server, or in the same kind of file."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parent.parent


# The same in every worker: they inherit what whoever gives out the work has set.
KEPT = f"scratch_kept_{os.environ.setdefault('HUISHENG_TEST_RUN', uuid4().hex[:12])}"
PHOTOS = Path(tempfile.gettempdir(), f"{KEPT}_photos")


@contextmanager
def scratch(folder: Path) -> Iterator[dict[str, str]]:
    """A migrated empty database; yields the environment in which a process uses it. Gone afterwards.

    Tables are made by the migrations once a run; each scratch is a copy.
    """
    url = os.environ.get("DATABASE_URL", "")
    make = _on_server(url) if url.startswith("postgres") else _in_file(folder)
    with make as own:
        yield _environment(own)


def _environment(url: str) -> dict[str, str]:
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "huisheng.settings", "PYTHONPATH": str(ROOT)}
    return os.environ | settings


def _migrate(url: str) -> None:
    python("-m", "django", "migrate", "-v0", env=_environment(url))


def python(*arguments: str, env: dict[str, str]) -> str:
    """Run Python in the project to its end; answers what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


READY = (
    "import sys; print('ready', flush=True); sys.stdin.readline()\n"  # where a program waits for the others
)


def together(program: str, *arguments: str, env: dict[str, str]) -> list[str]:
    """One process an argument, which go on from READY at the same moment; answers what each printed after it."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, one], cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for one in arguments
    ]  # fmt: skip
    for one in running:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[0] for one in running]
    assert [one.returncode for one in running] == [0] * len(running)
    return told


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with Path(tempfile.gettempdir(), f"{KEPT}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _in_file(folder: Path) -> Iterator[str]:
    kept = Path(tempfile.gettempdir(), f"{KEPT}.sqlite3")
    with _one_at_a_time():
        if not kept.exists():
            made = kept.with_suffix(".new")
            _migrate(f"sqlite:///{made}")
            made.rename(kept)
    shutil.copy(kept, folder / "scratch.sqlite3")
    yield f"sqlite:///{folder / 'scratch.sqlite3'}"


@contextmanager
def _on_server(url: str) -> Iterator[str]:
    name = f"scratch_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        with _one_at_a_time():
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [KEPT]).fetchone():
                connection.execute(f"CREATE DATABASE {KEPT}")
                _migrate(urlunsplit(urlsplit(url)._replace(path=f"/{KEPT}")))
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {KEPT}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def forget_kept() -> None:
    """At the end of a run: what the copies were made of."""
    shutil.rmtree(PHOTOS, ignore_errors=True)
    for left in Path(tempfile.gettempdir()).glob(f"{KEPT}*"):
        left.unlink(missing_ok=True)
    if (url := os.environ.get("DATABASE_URL", "")).startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {KEPT} WITH (FORCE)")
