"""A person's second lock: set by a code from their own telephone, opened at each login, with recovery codes for a bad day."""

from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.square.safety import rules
from huisheng.territory.posts.services import hats_of


def lock_of(person: Person) -> TOTPDevice | None:
    """The second lock that is in use."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()


def must_have(person: Person) -> bool:
    """Whether a post of this person asks for a second lock (settings.MFA_ROLES)."""
    wanted = settings.MFA_ROLES
    return bool(wanted) and any(hat.role in wanted for hat in hats_of(person, on=localdate()))


def new_lock(person: Person) -> TOTPDevice:
    """A lock that is not in use before the person has shown a code of it; the same one until then."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).first() or TOTPDevice.objects.create(
        user=person, name="", confirmed=False
    )


@transaction.atomic
def confirm(person: Person, *, code: str, at: datetime) -> list[str]:
    """Use the new lock from now on, instead of one before; the recovery codes are told this once and never again."""
    lock = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False).first()
    fits = lock is not None and lock.verify_token(rules.plain_code(code))
    refuse_if(YES if fits else because("这六位数不对。请看看手机的时间准不准，写上现在显示的六位数。"))
    TOTPDevice.objects.filter(user=person, confirmed=True).delete()
    TOTPDevice.objects.filter(pk=lock.pk).update(confirmed=True)
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
        lock = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True).first()
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
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    keep("factor_removed", by=by, at=at, whose=person)


def _digest(code: str) -> str:
    return salted_hmac("huisheng.recovery", rules.plain_code(code), algorithm="sha256").hexdigest()[:16]
