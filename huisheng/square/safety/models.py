"""The second lock as it is kept: what a telephone shows is reckoned from a secret that lies sealed (echo/sealed)."""

from binascii import unhexlify

from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice


class SecondLock(TOTPDevice):
    """TOTP (RFC 6238) without its secret: `key`, in the table of django-otp, stays empty (decision 0015)."""

    secret = ""  # hexadecimal; opened for one asking (factor.py) and never saved

    class Meta:
        proxy = True
        verbose_name = _("第二道锁")
        verbose_name_plural = _("第二道锁")

    @property
    def bin_key(self) -> bytes:
        """What django-otp reckons codes from."""
        assert self.secret, "opened first"
        return unhexlify(self.secret)
