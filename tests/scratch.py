"""A database of its own for tests that need several processes: on the same server, or in the same kind of file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def scratch(folder: Path) -> Iterator[dict[str, str]]:
    """A migrated empty database; yields the environment in which a process uses it. Gone afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    make = _on_server(url) if url.startswith("postgres") else _in_file(folder)
    with make as own:
        env = os.environ | {
            "DATABASE_URL": own,
            "DJANGO_SETTINGS_MODULE": "huisheng.settings",
            "PYTHONPATH": str(ROOT),
        }
        python("-m", "django", "migrate", "-v0", env=env)
        yield env


def python(*arguments: str, env: dict[str, str]) -> str:
    """Run Python in the project to its end; answers what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _in_file(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'scratch.sqlite3'}"


@contextmanager
def _on_server(url: str) -> Iterator[str]:
    name = f"scratch_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
