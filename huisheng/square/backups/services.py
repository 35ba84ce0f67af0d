"""Back the whole house up into one sealed file; put it back, checked before anything is touched."""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import localtime

from huisheng.echo.audit.services import keep, last, verify
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.steps import unknown, why_between
from huisheng.people.models import Login, Person
from huisheng.square.backups import databases, folders
from huisheng.square.backups.sealed import Sealing, opened, why_not_passphrase

KEYS = ("secret", "seal-keys")  # of a server whose environment gives none; they lie beside the database


def back_up(file: Path, *, passphrase: str, at: datetime) -> dict[str, Any]:
    """Database, photos, and keys that lie beside them, into one file that only the passphrase opens.

    Others go on working meanwhile. The file appears whole or not at all; answers its manifest.
    """
    refuse_if(why_not_passphrase(passphrase))
    with folders.of_its_own() as folder, _whole_or_not_at_all(file) as target:
        keep("backup", by=None, at=at)
        made = _manifest(at)
        copy, told = folder / "database", folder / "manifest.json"
        databases.copy_out(copy)
        told.write_text(json.dumps(made), encoding="utf-8")
        with Sealing(target, passphrase) as sealing, tarfile.open(fileobj=sealing, mode="w|") as parts:
            for one, name in ((told, "manifest.json"), (copy, "database"), *_beside()):
                parts.add(one, name)
    return made


@contextmanager
def _whole_or_not_at_all(file: Path) -> Iterator[IO[bytes]]:
    """A file to write, readable by its owner alone; it has its name only when everything is in it."""
    half = file.with_name(file.name + ".half")
    try:
        target = half.open("wb")
    except OSError as error:
        raise Refused(because("写不了文件 %(name)s，请检查路径。", name=file)) from error
    try:
        with target:
            os.chmod(half, 0o600)
            yield target
            target.flush()
            os.fsync(target.fileno())
        half.rename(file)
    finally:
        half.unlink(missing_ok=True)


def _manifest(at: datetime) -> dict[str, Any]:
    number, fingerprint = last() or (0, "")
    steps = sorted(MigrationLoader(connection).applied_migrations)
    return {
        "made": localtime(at).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": [list(step) for step in steps],
        "audit": {str(number): fingerprint},
    }


def _beside() -> Iterator[tuple[Path, str]]:
    media = Path(settings.MEDIA)
    if media.is_dir():
        yield media, "photos"
    for pattern in KEYS:
        for one in Path(settings.DATA).glob(pattern):
            yield one, f"keys/{one.name}"


def restore(file: Path, *, passphrase: str, at: datetime, replace: bool) -> dict[str, Any]:
    """Put a backup in place; the server must be stopped. Refused before anything is touched when the file does not
    open, is of another kind of database or of a newer program, or when there is something here and not `replace`.

    A backup of an older program is brought up to this one. Every login ends.
    """
    with unpacked(file, passphrase) as folder:
        made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        refuse_if(_why_not_here(made, replace=replace))
        refuse_if(databases.why_broken(folder / "database"))
        databases.put_in_place(folder / "database")
        put_beside(folder)
    call_command("migrate", verbosity=0, interactive=False)
    refuse_if(
        next(verify({int(n): fingerprint for n, fingerprint in made["audit"].items() if fingerprint}), "")
    )
    Login.objects.all().delete()
    keep("restore", by=None, at=at, about=made["made"])
    return dict(made)


@contextmanager
def unpacked(file: Path, passphrase: str) -> Iterator[Path]:
    """The parts of a backup in a folder that is gone afterwards. The whole file is proved before the first is read."""
    with folders.of_its_own() as own, _to_read(file) as source:
        folder, bundle = own / "parts", own / "bundle.tar"
        with bundle.open("wb") as target:
            for piece in opened(source, passphrase):
                target.write(piece)
        with tarfile.open(bundle) as parts:
            parts.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
            parts.extractall(folder)  # nosec B202  (proved to be what we packed ourselves; filtered where Python can)
        bundle.unlink()
        yield folder


def _to_read(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise Refused(because("打不开文件 %(name)s，请检查路径。", name=file)) from error


def _why_not_here(made: dict[str, Any], *, replace: bool) -> str:
    if made["database"] != connection.vendor:
        return because(
            "备份来自 %(theirs)s，这里是 %(ours)s。", theirs=made["database"], ours=connection.vendor
        )
    applied = [(app, name) for app, name in made["migrations"]]
    if newer := unknown(applied, MigrationLoader(connection).disk_migrations):
        return because("备份比这个程序新（%(step)s），请先升级程序。", step=newer[0][1])
    if between := why_between(applied):
        return between
    full = _is_full() and not replace
    return because("这里已经有数据。真要用备份换掉，请加 --replace。") if full else ""


def _is_full() -> bool:
    there = Person._meta.db_table in connection.introspection.table_names()
    photos = Path(settings.MEDIA)
    return (there and Person.objects.exists()) or (photos.is_dir() and any(photos.rglob("*.*")))


def put_beside(folder: Path) -> None:
    """Photos and keys; photos that were here stay beside (folders.aside)."""
    media, kept = Path(settings.MEDIA), folder / "photos"
    if kept.is_dir():
        fresh = media.with_name(media.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(kept, fresh)
        if media.exists():
            media.rename(folders.aside(media))
        fresh.rename(media)
    for key in (folder / "keys").glob("*") if (folder / "keys").is_dir() else ():
        shutil.copy(key, settings.DATA)
    own = Path(settings.DATA, "seal-keys")
    if own.is_file() and not os.environ.get("HUISHENG_SEAL_KEYS"):
        settings.SEAL_KEYS = own.read_text().strip()  # an older backup is sealed further with its own keys
