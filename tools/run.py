"""What `make run` and `make story` do once the packages are there: words, database, story, server."""

import os
import sqlite3
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from huisheng.square.management.commands import serve
from tools import words

ROOT = Path(__file__).resolve().parent.parent


def main(verb: str, until: str) -> None:
    port = os.environ.get("PORT") or "8000"
    if verb == "serve" and (reason := serve.why_not_listen("127.0.0.1", port)):
        sys.exit(reason)
    prepare(until)
    if verb == "serve":
        print(logins(), flush=True)
        os.execv(sys.executable, [sys.executable, "manage.py", "serve", "--port", port])


def prepare(until: str = "") -> None:
    """A database with today's tables and, if it was empty, the story; the English words compiled."""
    try:
        ensure_data_folder()
        words.compile_words()
        read_settings()
        ensure_database_file()
        migrate()
        tell_story(until)
    except OSError as error:
        sys.exit(
            f"{error.filename} cannot be written. Give this user the right to it, or name another in DATABASE_URL."
        )
    except (DatabaseError, sqlite3.Error) as error:
        sys.exit(f"The database {where_database()} cannot be used: {str(error).strip().splitlines()[0]}")
    except CommandError as error:
        sys.exit(str(error))


def ensure_data_folder() -> None:
    """The settings keep their secret there, so it must be there before they are read."""
    folder = Path(os.environ.get("HUISHENG_DATA", ROOT / "data"))
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "secret").exists() or not os.environ.get("DATABASE_URL"):
        must_be_writable(folder)


def read_settings() -> None:
    try:
        django.setup()
    except ValueError:
        sys.exit("DATABASE_URL must look like postgres://user:password@host/name or sqlite:///file.")


def ensure_database_file() -> None:
    if connection.vendor != "sqlite":
        return
    file = Path(settings.DATABASES["default"]["NAME"])
    must_be_writable(file.parent)
    if file.exists():
        must_be_writable(file)


def must_be_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "not writable", str(path))


def where_database() -> str:
    """The database as its owner knows it, without the password."""
    database = settings.DATABASES["default"]
    return (
        str(database["NAME"])
        if connection.vendor == "sqlite"
        else f"{database['NAME']} at {database['HOST']}"
    )


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Building the database …", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def tell_story(until: str) -> None:
    if "story" not in get_commands():
        return
    started = time.monotonic()
    arguments: dict[str, Any] = {"until": until} if until else {}
    call_command("story", **arguments)
    if (seconds := time.monotonic() - started) > 2:
        print(f"The story is told ({seconds:.0f} s).", flush=True)


def logins() -> str:
    """The story's logins, as far as this database has them with these passwords."""
    try:
        told = import_module("stories").LOGINS
    except (ImportError, AttributeError):
        told = []
    people = {
        person.login: person
        for person in get_user_model().objects.filter(login__in=[login for _, login, _ in told])
    }
    lines = [
        f"  {role}\t{login}\t{password}"
        for role, login, password in told
        if login in people and people[login].check_password(password)
    ]
    return "\n".join(["Logins of the story:", *lines]).expandtabs(16) if lines else nobody_yet()


def nobody_yet() -> str:
    if get_user_model().objects.filter(login__isnull=False).exists():
        return ""
    return "Nobody can log in yet. Make the first clerk with `manage.py first_clerk`."


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huisheng.settings")
    try:
        main(*(sys.argv[1:] or ["serve"])[:1], until=os.environ.get("UNTIL", ""))
    except KeyboardInterrupt:
        sys.exit(130)
