"""The secrets of second locks lie sealed: a copy of the database gives no codes, and changing keys takes none away."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now
from django_otp.plugins.otp_totp.models import TOTPDevice

from huisheng.echo.models import Sealed
from huisheng.echo.sealed.sealing import new_key
from huisheng.echo.sealed.services import secret
from huisheng.square.doctor.agreeing import every_seal_can_be_opened
from huisheng.square.models import SecondLock
from huisheng.square.safety import factor
from tests.pages.test_own_logins import code_of, locked

__all__ = ["locked"]
MIGRATION = import_module("huisheng.square.migrations.0005_second_locks")
EDITOR = SimpleNamespace(connection=connection, execute=lambda words: None)


def next_code_opens(street, *, ahead=1):
    return factor.opens(street.guo, code=code_of(street.guo, ahead=ahead), at=now())


def test_a_copy_of_the_database_gives_no_code(street, locked):
    hidden = secret(TOTPDevice, "key", SecondLock.objects.get(user=street.guo).pk)
    assert len(hidden) == 40
    with connection.cursor() as cursor:
        for table in (TOTPDevice._meta.db_table, Sealed._meta.db_table, "otp_static_statictoken"):
            cursor.execute(f"SELECT * FROM {table}")
            kept = [bytes(one) if isinstance(one, memoryview) else one for row in cursor for one in row]
            assert kept
            for words in (hidden, bytes.fromhex(hidden), *locked, *(one.replace("-", "") for one in locked)):
                assert str(words)[:20] not in str(kept)
    assert not TOTPDevice.objects.exclude(key="").exists()


def test_a_lock_opens_after_the_keys_were_changed_and_the_old_one_is_gone(street, locked, settings):
    new = new_key("b")
    settings.SEAL_KEYS = f"{new},{settings.SEAL_KEYS}"
    call_command("rotate_keys", stdout=io.StringIO())
    settings.SEAL_KEYS = new
    assert next_code_opens(street)


def test_with_the_key_lost_a_recovery_code_opens_and_the_lock_can_be_set_anew(street, locked, settings):
    code = code_of(street.guo, ahead=1)
    factor.new_lock(street.guo)
    settings.SEAL_KEYS = new_key("b")
    assert not factor.opens(street.guo, code=code, at=now())
    assert factor.opens(street.guo, code=locked[0], at=now())
    assert "otp_totp.totpdevice" in every_seal_can_be_opened(now()).wrong[0]
    factor.new_lock(street.guo)
    factor.confirm(street.guo, code=code_of(street.guo), at=now())
    assert next_code_opens(street)


def test_a_lock_that_was_taken_away_leaves_no_secret(street, locked):
    factor.new_lock(street.guo)
    assert Sealed.objects.filter(table="otp_totp.totpdevice").count() == 2
    factor.remove(street.guo, by=street.guo, at=now(), must=False)
    assert not Sealed.objects.filter(table="otp_totp.totpdevice").exists()


def in_the_clear(person, secret="3132333435363738393031323334353637383930"):
    """As locks were kept before."""
    return TOTPDevice.objects.create(user=person, name="", confirmed=True, key=secret)


def test_locks_of_before_are_carried_over_and_open_with_the_same_telephone(street):
    one = in_the_clear(street.guo)
    MIGRATION.seal_secrets(apps, EDITOR)
    assert (TOTPDevice.objects.get().key, secret(TOTPDevice, "key", one.pk)) == ("", one.key)
    assert next_code_opens(street)
    MIGRATION.open_secrets(apps, EDITOR)
    assert TOTPDevice.objects.get().key == one.key
    assert not Sealed.objects.filter(table="otp_totp.totpdevice").exists()


@pytest.mark.parametrize("how", ["in the clear", "without its secret"])
def test_the_doctor_names_a_lock_whose_secret_is_not_sealed(street, locked, how):
    assert every_seal_can_be_opened(now()).wrong == []
    if how == "in the clear":
        in_the_clear(street.lin)
    else:
        Sealed.objects.filter(table="otp_totp.totpdevice").delete()
    assert "第二道锁的密钥没有封好: 1" in every_seal_can_be_opened(now()).wrong[0]
