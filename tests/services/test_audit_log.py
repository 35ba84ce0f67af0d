"""The security log in the database: only added to, verified by a command (RULES R16)."""

import io

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import localtime

from huisheng.echo.audit import guard, services
from huisheng.echo.audit.services import keep
from huisheng.echo.models import AuditEntry
from huisheng.echo.readings.services import open_speaker

NOW = localtime()


@pytest.fixture
def guarded(db: None) -> None:
    """With the triggers that a migrated database has, undone with the test."""
    guard.put_up(connection)


def some(n: int = 3) -> None:
    for _ in range(n):
        keep("backup", by=None, at=localtime())


def verified(*arguments: str) -> tuple[int, str]:
    told = io.StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=told)
    except SystemExit as ended:
        return int(str(ended.code)), told.getvalue()
    return 0, told.getvalue()


def do(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_entry_carries_the_fingerprint_before_it(db):
    some()
    entries = list(AuditEntry.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.before for entry in entries[1:]] == [entry.fingerprint for entry in entries[:-1]]


@pytest.mark.parametrize(
    "sql", ["UPDATE echo_auditentry SET did = 'logout' WHERE number = 2", "DELETE FROM echo_auditentry"]
)
def test_the_database_itself_refuses_to_change_or_empty_the_log(guarded, sql):
    some()
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        do(sql)
    assert AuditEntry.objects.count() == 3


def test_the_program_refuses_too(db):
    some(1)
    for forbidden in (lambda: AuditEntry.objects.update(did="x"), lambda: AuditEntry.objects.all().delete()):
        with pytest.raises(TypeError):
            forbidden()


def test_verify_says_that_the_log_holds(guarded):
    some()
    assert verified()[0] == 0


def test_verify_names_the_entry_that_was_changed_past_the_triggers(guarded):
    some()
    guard.take_down(connection)
    do("UPDATE echo_auditentry SET about = 'x' WHERE number = 2")
    code, told = verified()
    assert code == 1
    assert "第 2 条被改过" in told
    assert "锁没有装上" in told


def test_verify_finds_entries_missing_at_the_end_by_the_anchor_of_the_day(guarded, settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors"
    some()
    assert [services.write_anchor(at=NOW), services.write_anchor(at=NOW)] == [1, 0]
    guard.take_down(connection)
    do("DELETE FROM echo_auditentry WHERE number = 3")
    guard.put_up(connection)
    assert "第 3 条不见了" in verified()[1]
    settings.AUDIT_ANCHORS = ""
    assert verified()[0] == 0
    assert verified("--anchors", str(tmp_path / "anchors"))[0] == 1


def test_what_is_not_in_the_list_of_words_is_not_kept(db):
    with pytest.raises(ValueError, match="DID_NAMES"):
        keep("something", by=None, at=NOW)


def test_opening_a_name_and_giving_a_post_stand_in_the_log_without_names(street):
    speaker = street.lamp.speaker
    reading = open_speaker(speaker, by=street.lin, hat="", purpose="回电话", at=NOW)
    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.did, entry.about, entry.by_id) == (
        "personal_opened",
        f"reading {reading.pk}",
        street.lin.pk,
    )
    assert AuditEntry.objects.filter(did="post_given", whose=street.zhou).exists()
    assert list(services.verify()) == []
