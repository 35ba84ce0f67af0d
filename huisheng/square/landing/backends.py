"""The lock on the door: a password cannot be guessed by trying."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from huisheng.echo.prepared import Prepared
from huisheng.echo.readings.services import knock_failed, knock_opened, locked_until
from huisheng.people.models import Person


class LockedDoor(ModelBackend):
    """Passwords, with the lock-out of echo/readings: five failures of a name from one address, fifty from everywhere.

    While it is locked even the right password does not open, and the sentence (a ValidationError, which the login
    form shows) says until when and how to go on.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        address = request.META.get("REMOTE_ADDR", "") if request else ""
        name = (username or "").casefold()
        here, everywhere = ("login here", f"{name} {address}"), ("login", name)
        if until := locked_until(here, everywhere, at=now()):
            words = _("连着输错太多次，%(time)s 以后再试。急着用，请上一级替您重设密码。")
            raise ValidationError(words % {"time": f"{localtime(until):%H:%M}"}, code="locked")
        person = super().authenticate(request, username=username, password=password, **kwargs)
        if person is None:
            knock_failed(here, everywhere, at=now())
        else:
            knock_opened(here)
        return person

    def get_user(self, user_id: int) -> Person | None:
        """Who is logged in, on every request."""
        person = next(iter(_numbered(user_id)), None)
        return person if person is not None and self.user_can_authenticate(person) else None


_numbered = Prepared(lambda pk: Person.objects.filter(pk=pk))
