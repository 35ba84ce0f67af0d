"""What `make run` and `make story` do once the packages are there: words, database, story, server."""

import os
import sqlite3
import sys
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from huisheng.square.management.commands import serve
from tools import words

ROOT = Path(__file__).resolve().parent.parent


def main(verb: str, until: str) -> None:
    port = os.environ.get("PORT") or "8000"
    if verb == "serve" and (reason := serve.why_not_listen("127.0.0.1", port)):
        sys.exit(reason)
    prepare(until, quiet=verb == "serve")
    if verb == "serve":
        print(logins(), flush=True)
        os.execv(sys.executable, [sys.executable, "manage.py", "serve", "--port", port])


def prepare(until: str = "", quiet: bool = False) -> None:
    """A database with today's tables and, if it was empty, the story; the English words compiled."""
    try:
        ensure_data_folder()
        words.compile_words()
        django.setup()
        steps = import_module("stories").STEPS  # it needs the models, which need the settings
        if until and until not in steps:
            sys.exit(f"The story has no step “{until}”; the steps are {', '.join(steps)}.")
        ensure_database_file()
        migrate()
        tell_story(until, quiet)
    except OSError as error:
        sys.exit(
            f"{error.filename} cannot be used: {error.strerror}. Give this user the right to it, or name another place"
            " in HUISHENG_DATA (of the database: in DATABASE_URL)."
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


def ensure_database_file() -> None:
    if connection.vendor != "sqlite":
        return
    file = Path(settings.DATABASES["default"]["NAME"])
    must_be_writable(file.parent)
    if file.exists():
        must_be_writable(file)


def must_be_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "it cannot be written", str(path))


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


def tell_story(until: str, quiet: bool) -> None:
    """Quietly: a second `make run` has nothing to say about a street that is there already."""
    told = StringIO()
    if quiet and not apps.get_model("territory", "Place").objects.exists():
        print("Telling the story of an invented street …", flush=True)
    call_command("story", *([f"--until={until}"] if until else []), stdout=told if quiet else sys.stdout)


def logins() -> str:
    """The story's logins, as far as this database has them with these passwords."""
    told = import_module("stories").LOGINS  # it needs the models, which need the settings
    people = get_user_model().objects.in_bulk([login for _, login, _ in told], field_name="login")
    fits = cache(check_password)  # slow by design, and the story gives everybody the same
    lines = [
        f"  {role}{' ' * (14 - 2 * len(role))}{login:<8}{password}"
        for role, login, password in told
        if login in people and fits(password, people[login].password)
    ]
    return "\n".join(["Logins of the story:", *lines]) if lines else nobody_yet()


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
