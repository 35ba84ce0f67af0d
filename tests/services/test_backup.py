"""A backup is only worth what a restore of it gives back: tried on whichever database the suite runs on."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.timezone import now

from huisheng.echo.models import AuditEntry
from huisheng.echo.refusals import Refused
from huisheng.echo.sealed.sealing import new_key
from huisheng.square.backups import folders
from huisheng.square.backups.sealed import MAGIC, PIECE, Sealing, opened
from huisheng.square.backups.services import back_up, put_beside, unpacked
from tests.scratch import ROOT, python, scratch

PASSPHRASE = "lian chi jie dao 2026"
BEGIN = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from huisheng.echo.audit.services import keep
from huisheng.people.models import Person
who = Person.objects.create(name="莫小满", login="mo", phone="13900000001")
keep("password_set", by=None, whose=who, at=now())
Client().force_login(who)
Path(settings.MEDIA).mkdir(parents=True, exist_ok=True)
Path(settings.MEDIA, "one.jpg").write_bytes(b"a photo")
"""
CHANGE = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connection
from huisheng.people.models import Person
Person.objects.filter(login="mo").update(name="换了")
Person.objects.create(name="后来的")
with connection.cursor() as cursor:  # as a newer version would have: it goes, too
    cursor.execute("CREATE TABLE newer_thing (id bigint PRIMARY KEY, who bigint REFERENCES people_person (id))")
Path(settings.MEDIA, "one.jpg").write_bytes(b"another")
"""
LOOK = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connection
from huisheng.echo.audit import guard
from huisheng.echo.models import AuditEntry
from huisheng.people.models import Login, Person
print([*Person.objects.values_list("name", flat=True)], Path(settings.MEDIA, "one.jpg").read_bytes(),
      Login.objects.count(), AuditEntry.objects.order_by("number").last().did, guard.stands(connection))
"""


def house(own: dict[str, str], folder: Path) -> dict[str, str]:
    """The environment of a server whose files all lie in this folder."""
    return own | {
        "HUISHENG_DATA": str(folder / "data"), "HUISHENG_BACKUP_PASSPHRASE": PASSPHRASE,
        "HUISHENG_ANCHORS": str(folder / "anchors"),
    }  # fmt: skip


def manage(*arguments: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, text=True, capture_output=True
    )


def test_what_was_backed_up_is_there_again_after_a_restore(tmp_path: Path) -> None:
    with scratch(tmp_path) as own:
        env = house(own, tmp_path)
        file = str(tmp_path / "house.backup")
        python("-c", BEGIN, env=env)
        made = manage("backup", file, env=env)
        assert made.returncode == 0, made.stderr
        assert b"a photo" not in Path(file).read_bytes()
        python("-c", CHANGE, env=env)
        refused = manage("restore", file, env=env)
        assert "--replace" in refused.stderr
        wrong = manage(
            "restore", file, "--replace", env=env | {"HUISHENG_BACKUP_PASSPHRASE": "not the passphrase"}
        )
        assert "口令不对" in wrong.stderr
        assert "后来的" in python("-c", LOOK, env=env)
        done = manage("restore", file, "--replace", env=env)
        assert done.returncode == 0, done.stderr
        assert python("-c", LOOK, env=env).strip() == "['莫小满'] b'a photo' 0 restore True"
        assert manage("verify_audit", env=env).returncode == 0


def test_what_a_restore_set_aside_is_still_there_after_another(settings, tmp_path):
    settings.MEDIA, settings.DATA = tmp_path / "photos", tmp_path
    for content in (b"the first", b"the second"):
        kept = tmp_path / "copy" / "photos"
        kept.mkdir(parents=True, exist_ok=True)
        Path(kept, "one.jpg").write_bytes(b"restored")
        settings.MEDIA.mkdir(exist_ok=True)
        Path(settings.MEDIA, "one.jpg").write_bytes(content)
        put_beside(tmp_path / "copy")
    aside = [tmp_path / "photos.before" / "one.jpg", tmp_path / "photos.before-2" / "one.jpg"]
    assert [one.read_bytes() for one in aside] == [b"the first", b"the second"]
    assert Path(settings.MEDIA, "one.jpg").read_bytes() == b"restored"


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    with Sealing(target, PASSPHRASE) as sealing:
        sealing.write(content)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE * 2 + 5])
def test_what_was_sealed_opens(size):
    content = os.urandom(size)
    assert b"".join(opened(io.BytesIO(sealed(content)), PASSPHRASE)) == content


def test_a_file_that_was_cut_off_changed_or_is_none_does_not_open():
    whole = sealed(os.urandom(PIECE + 5))
    first = len(MAGIC) + 16 + 4 + PIECE + 16
    for bad, words in (
        (whole[:first], "不完整"),
        (whole[: first - 50] + bytes([whole[first - 50] ^ 1]) + whole[first - 49 :], "被改过"),
        (b"PK\x03\x04" + whole, "不是一个备份"),
        (whole[: len(MAGIC) + 16], "不完整"),
    ):
        with pytest.raises(Refused, match=words):
            list(opened(io.BytesIO(bad), PASSPHRASE))


def test_a_short_passphrase_is_refused():
    with pytest.raises(Refused, match="口令太短"):
        Sealing(io.BytesIO(), "short")


@pytest.mark.parametrize(
    ("file", "passphrase", "says"),
    [("x.backup", "short", "口令太短"), ("no/x.backup", PASSPHRASE, "写不了文件")],
)
def test_a_backup_that_cannot_be_made_leaves_nothing_behind_and_no_entry(
    db, tmp_path, file, passphrase, says
):
    with pytest.raises(Refused, match=says):
        back_up(tmp_path / file, passphrase=passphrase, at=now())
    assert not [*tmp_path.iterdir()]
    assert not AuditEntry.objects.filter(did="backup").exists()


def test_a_backup_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(Refused, match="打不开文件"), unpacked(tmp_path / "none", PASSPHRASE):
        raise AssertionError


def test_an_older_backup_is_brought_up_with_the_keys_that_came_in_it(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("HUISHENG_SEAL_KEYS", raising=False)
    settings.DATA, settings.MEDIA = tmp_path / "data", tmp_path / "photos"
    kept = tmp_path / "parts" / "keys" / "seal-keys"
    for folder in (settings.DATA, kept.parent):
        folder.mkdir(parents=True)
    kept.write_text(theirs := new_key("theirs"))
    put_beside(tmp_path / "parts")
    assert theirs == settings.SEAL_KEYS


KILLED = """
import os, signal, sys
from huisheng.square.backups import folders
with folders.of_its_own() as folder:
    (folder / "database").write_text("in the clear")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_backup_left_in_the_clear_is_cleared_away_by_the_next_and_a_running_one_is_left_alone(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    env = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=env, cwd=ROOT, text=True, capture_output=True)
    left = Path(killed.stdout.strip())
    assert left.parent == tmp_path
    assert (left / "database").exists()
    with folders.of_its_own() as running:
        assert not left.exists()
        with folders.of_its_own() as another:
            assert running.is_dir()
            assert another != running
    assert not [*tmp_path.iterdir()]
