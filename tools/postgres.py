"""A throw-away PostgreSQL for one run of the tests: a cluster of its own in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Safe only because the cluster is thrown away: the server itself is never killed in a test. Every test rolls back,
# so that a vacuum would find empty tables and make the planner walk through the dead rows; it is left out.
FAST = [
    "autovacuum=off",
    "jit=off",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=",
]


def binary(name: str) -> str | None:
    """The newest PostgreSQL's program of this name: on the path, or where Debian keeps it."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=version, reverse=True)
    return str(versions[0]) if versions else shutil.which(name)


def version(path: Path) -> float:
    return float(path.parts[4])


def is_installed() -> bool:
    return binary("initdb") is not None and binary("pg_ctl") is not None


@contextmanager
def throw_away(settings: list[str] = FAST) -> Iterator[str]:
    """A running server with these settings; yields its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="huisheng-pg-", dir="/tmp"))  # a socket's path must be short
    give_to_server(folder)
    try:
        run(
            "initdb",
            "-D",
            folder / "data",
            "-U",
            "huisheng",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        options = " ".join(f"-c {setting}" for setting in [*settings, f"unix_socket_directories={folder}"])
        run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            run("createdb", "-h", folder, "-U", "huisheng", "huisheng")
            yield f"postgres://huisheng@{quote(str(folder), safe='')}/huisheng"
        finally:
            run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give_to_server(folder: Path) -> None:
    """PostgreSQL refuses to run as root, so root hands the folder to the user that Debian made for it."""
    if os.geteuid() == 0:
        os.chown(folder, server_user().pw_uid, server_user().pw_gid)


def run(program: str, *arguments: Any) -> None:
    path = binary(program)
    assert path, f"{program} is not installed"
    done = subprocess.run(
        [path, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd="/",
        text=True,
        **as_server(),
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stdout}")


def as_server() -> dict[str, Any]:
    """How to start a program of the server: as its own user when we are root."""
    if os.geteuid() != 0:
        return {}
    return {"user": server_user().pw_uid, "group": server_user().pw_gid, "extra_groups": []}


def server_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and this machine has no user `postgres`.")
