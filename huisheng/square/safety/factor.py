"""A person's second lock: set by a code from their own telephone, opened at each login, with recovery codes for a bad day."""

from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.sealed import services as sealed
from huisheng.echo.sealed.sealing import Unreadable
from huisheng.people.models import Person
from huisheng.square.safety import rules
from huisheng.square.safety.models import SecondLock
from huisheng.territory.posts.services import hats_of

SECRET_BYTES = 20  # RFC 4226: as long as what SHA-1 makes


def lock_of(person: Person) -> SecondLock | None:
    """The second lock that is in use."""
    return SecondLock.objects.filter(user=person, confirmed=True).first()


def must_have(person: Person) -> bool:
    """Whether a post of this person asks for a second lock (settings.MFA_ROLES)."""
    wanted = settings.MFA_ROLES
    return bool(wanted) and any(hat.role in wanted for hat in hats_of(person, on=localdate()))


@transaction.atomic
def new_lock(person: Person) -> SecondLock:
    """A lock that is not in use before the person has shown a code of it; the same one until then."""
    if begun := _opened(person, confirmed=False):
        return begun
    _throw_away(person, confirmed=False)
    lock = SecondLock.objects.create(user=person, name="", confirmed=False, key="")
    lock.secret = random_hex(SECRET_BYTES)
    sealed.keep(TOTPDevice, "key", {lock.pk: lock.secret})
    return lock


def _opened(person: Person, *, confirmed: bool) -> SecondLock | None:
    """A lock with its secret; None when there is none, or when the key that sealed it was lost (doctor names it)."""
    lock = SecondLock.objects.select_for_update().filter(user=person, confirmed=confirmed).first()
    try:
        secret = sealed.secret(TOTPDevice, "key", lock.pk) if lock else ""
    except Unreadable:
        return None
    if lock:
        lock.secret = secret
    return lock


def _throw_away(person: Person, **which: bool) -> None:
    """Locks with their secrets."""
    locks = SecondLock.objects.filter(user=person, **which)
    sealed.drop(TOTPDevice, locks.values_list("pk", flat=True), field="key")
    locks.delete()


@transaction.atomic
def confirm(person: Person, *, code: str, at: datetime) -> list[str]:
    """Use the new lock from now on, instead of one before; the recovery codes are told this once and never again."""
    lock = _opened(person, confirmed=False)
    fits = lock.verify_token(rules.plain_code(code)) if lock else False
    refuse_if(YES if fits else because("这六位数不对。请看看手机的时间准不准，写上现在显示的六位数。"))
    assert lock
    _throw_away(person, confirmed=True)
    SecondLock.objects.filter(pk=lock.pk).update(confirmed=True)
    keep("factor_set", by=person, at=at, whose=person)
    return _new_recovery_codes(person)


def _new_recovery_codes(person: Person) -> list[str]:
    """Kept as digests only."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="")
    codes = [f"{token_hex(2)}-{token_hex(2)}-{token_hex(2)}" for _ in range(rules.RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_digest(code))
    return codes


def codes_left(person: Person) -> int:
    """How many recovery codes have not been used."""
    device = StaticDevice.objects.filter(user=person).first()
    return device.token_set.count() if device else 0


def opens(person: Person, *, code: str, at: datetime) -> bool:
    """Whether a code of the telephone, or a recovery code that was never used, opens the lock.

    Each opens once. After failures one must wait twice as long each time (django-otp), also with the right code.
    """
    with transaction.atomic():
        lock = _opened(person, confirmed=True)
        if lock and lock.verify_token(rules.plain_code(code)):
            return True
        spare = StaticDevice.objects.select_for_update().filter(user=person).first()
        if spare and len(rules.plain_code(code)) > 6 and spare.verify_token(_digest(code)):
            keep("recovery_used", by=person, at=at, whose=person)
            return True
    keep("login_failed", by=None, at=at, whose=person, about="second")
    return False


@transaction.atomic
def remove(person: Person, *, by: Person, at: datetime, must: bool) -> None:
    """Take the lock away; refused where the post asks for one. `by`: the person, or who resets their login."""
    refuse_if(rules.why_not_unlock(has=lock_of(person) is not None, must=must))
    _throw_away(person)
    StaticDevice.objects.filter(user=person).delete()
    keep("factor_removed", by=by, at=at, whose=person)


def _digest(code: str) -> str:
    return salted_hmac("huisheng.recovery", rules.plain_code(code), algorithm="sha256").hexdigest()[:16]
