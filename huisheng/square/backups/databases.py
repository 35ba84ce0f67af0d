"""Copies of the whole database as a file, and back: SQLite by its own backup, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections

from huisheng.echo.refusals import because, refuse_if
from huisheng.square.backups import folders

MOST_TOLD = 300
# Whatever stands there goes, also what a newer version added; in the transaction that puts the copy in its place.
EMPTY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename);
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE %s CASCADE', one.name);
  END LOOP;
END $$;
"""


def copy_out(file: Path) -> None:
    """The database as it stands now, while others go on writing."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_name())) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(file))


def why_broken(file: Path) -> str:
    """Why a copy cannot be put in place; looked at before anything is touched."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as copy:
            intact = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            whole = not copy.execute("PRAGMA foreign_key_check").fetchone()
        return "" if intact == "ok" and whole else because("备份里的数据库是坏的，什么都没有动。")
    _run("pg_restore", "--list", str(file), connected=False)
    return ""


def put_in_place(file: Path) -> None:
    """Instead of what is there: in one step, or not at all. What was there on SQLite stays beside it (folders.aside)."""
    connections.close_all()
    if connection.vendor == "sqlite":
        there = Path(_name())
        with closing(sqlite3.connect(there)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for left in (f"{there}-wal", f"{there}-shm"):
            Path(left).unlink(missing_ok=True)
        shutil.copy(there, folders.aside(there))
        os.replace(shutil.copy(file, f"{there}.new"), there)
    else:
        emptying, filling = file.with_suffix(".empty.sql"), file.with_suffix(".sql")
        emptying.write_text(EMPTY, encoding="utf-8")
        _run(
            "pg_restore", "--no-owner", "--no-privileges", "--file", str(filling), str(file), connected=False
        )
        _run(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1", "--dbname", _name(),
            "--file", str(emptying), "--file", str(filling),
        )  # fmt: skip
        filling.unlink()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str, connected: bool = True) -> None:
    """A program of PostgreSQL on this database; the password goes by the environment, where nobody else reads it."""
    binary = _newest(program)
    refuse_if("" if binary else because("没有找到 %(program)s，请先装 postgresql-client。", program=program))
    own = _environment() if connected else {}
    done = subprocess.run([str(binary), *arguments], env=os.environ | own, capture_output=True, text=True)
    told = done.stderr.strip()[:MOST_TOLD]
    refuse_if(
        because("%(program)s 没有做成：%(told)s", program=program, told=told) if done.returncode else ""
    )


def _newest(program: str) -> str | None:
    """Debian keeps one for each version; an older one cannot read a newer server."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda one: int(one.parts[4]))
    return str(kept[-1]) if kept else shutil.which(program)


def _environment() -> dict[str, str]:
    kept: dict[str, Any] = connection.settings_dict
    named = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {key: str(kept[name]) for key, name in named.items() if kept[name]}
