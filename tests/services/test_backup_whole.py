"""The whole house, backed up and put into an empty database, is the same house: every row, every key, every promise."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import dj_database_url
import psycopg
from django.conf import settings as house
from django.db import connections

from tests import told
from tests.scratch import python, scratch

DIFFER = {"echo_auditentry", "people_login"}  # a restore is an entry of the log, and ends every login
NO_ROWS = "collect_tokens"  # SQLite's words to search by; what it is made of stands in tables beside it
BACK_UP = """
import json, sys, django; django.setup()
from django.core.management import call_command
from huisheng.people.models import Person
from huisheng.square.safety import factor
secret = factor.new_lock(Person.objects.get(login="guo")).secret
call_command("backup", sys.argv[1])
print("told", json.dumps(secret))
"""
PUT_BACK = """
import json, sys, django; django.setup()
from django.core.management import call_command
call_command("restore", sys.argv[1])
from django.apps import apps
from django.utils.timezone import now
from huisheng.echo.audit import services as audit
from huisheng.people.models import Person
from huisheng.square.doctor.examination import examine
from huisheng.square.doctor.storing import an_acknowledged_write_is_on_the_disk
from huisheng.square.safety import factor
spared = an_acknowledged_write_is_on_the_disk(now()).wrong  # a throw-away server may forget
wrong = [words for one in examine(at=now()) for words in one.wrong if words not in spared]
secret = factor.new_lock(Person.objects.get(login="guo")).secret
highest = Person.objects.order_by("-pk").first().pk
print("told", json.dumps({"wrong": wrong, "chain": [*audit.verify()], "secret": secret,
                          "new": Person.objects.create(name="后来的").pk - highest}))
"""


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """A connection of our own to the database at `url`."""
    known = connections["default"].settings_dict
    there = type(connections["default"])({**known, **dj_database_url.parse(url), "ENGINE": known["ENGINE"]})
    try:
        yield there
    finally:
        there.close()


@contextmanager
def empty(ours: str, folder: Path) -> Iterator[str]:
    """Where there is nothing yet, in the same kind of database."""
    if not ours.startswith("postgres"):
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    name = f"scratch_{uuid4().hex[:12]}"
    with psycopg.connect(ours, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(ours)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(url: str) -> None:
    """The whole story, by the statements that put it up for the other tests."""
    with opened(url) as there, there.cursor() as cursor:
        there.set_autocommit(False)
        if there.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for sql, values in told.statements():
            cursor.execute(sql, values)
        there.commit()


def rows_of(url: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them in whatever order."""
    found = {}
    with opened(url) as there, there.cursor() as cursor:
        for table in {*there.introspection.table_names(cursor)} - {NO_ROWS}:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr([_plain(value) for value in row]) for row in cursor)
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def server(folder: Path, url: str) -> dict[str, str]:
    """The environment of a server of its own, with its keys and photos beside its data."""
    folder.mkdir()
    return {
        "DATABASE_URL": url, "HUISHENG_DATA": str(folder), "HUISHENG_MEDIA": str(folder / "photos"),
        "HUISHENG_ANCHORS": str(folder / "anchors"), "HUISHENG_BACKUP_PASSPHRASE": "lian chi jie dao 2026",
    }  # fmt: skip


def said(script: str, file: Path, env: dict[str, str]) -> Any:
    return json.loads(python("-c", script, str(file), env=env).partition("told ")[2])


def test_the_whole_house_is_the_same_in_another_database(street, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("HUISHENG_SEAL_KEYS", raising=False)
    file = tmp_path / "house.backup"
    with scratch(tmp_path) as own, empty(own["DATABASE_URL"], tmp_path) as there:
        here = own["DATABASE_URL"]
        fill(here)
        ours, theirs = own | server(tmp_path / "here", here), own | server(tmp_path / "there", there)
        (tmp_path / "here" / "seal-keys").write_text(house.SEAL_KEYS)
        if Path(house.MEDIA).is_dir():
            shutil.copytree(house.MEDIA, tmp_path / "here" / "photos")
        secret = said(BACK_UP, file, ours)
        before = rows_of(here)
        done = said(PUT_BACK, file, theirs)
        after = rows_of(there)
    assert done == {"wrong": [], "chain": [], "secret": secret, "new": 1}
    assert sum(n for n, _digest in before.values()) > 1000
    before["people_person"] = after["people_person"] = (before["people_person"][0], "and one who came later")
    assert after["echo_auditentry"][0] == before["echo_auditentry"][0] + 1
    assert {**after, **dict.fromkeys(DIFFER)} == {**before, **dict.fromkeys(DIFFER)}
