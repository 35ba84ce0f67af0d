"""The lock on the door: a password cannot be guessed by trying (django-axes counts, the sentence is ours)."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from huisheng.echo.prepared import Prepared
from huisheng.echo.readings.services import knock_failed, locked_until
from huisheng.people.models import Person


class LockedDoor(AxesStandaloneBackend, ModelBackend):
    """Passwords, with a lock: so many failures of a name from one address (settings: AXES_FAILURE_LIMIT), fifty of a
    name from everywhere (echo/readings).

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
        typed = {"username": username or ""}
        everywhere = ("login", typed["username"].casefold())
        try:
            super().authenticate(request or HttpRequest(), **typed)
        except AxesBackendPermissionDenied:
            self._refuse(_until(request, typed))
        self._refuse(locked_until(everywhere, at=now()))
        person = ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)
        if person is None:
            knock_failed(everywhere, at=now())
        return person

    def _refuse(self, until: Any) -> None:
        if until:
            words = _("连着输错太多次，%(time)s 以后再试。急着用，请上一级替您重设密码。")
            raise ValidationError(words % {"time": f"{localtime(until):%H:%M}"}, code="locked")

    def get_user(self, user_id: int) -> Person | None:
        """Who is logged in, on every request."""
        person = next(iter(_numbered(user_id)), None)
        return person if person is not None and self.user_can_authenticate(person) else None


def _until(request: HttpRequest | None, typed: dict[str, str]) -> Any:
    last = AccessAttempt.objects.filter(username=digest(request, typed), ip_address=address_of(request))
    return (last.aggregate(last=Max("attempt_time"))["last"] or now()) + settings.AXES_COOLOFF_TIME


def digest(request: HttpRequest | None, credentials: dict[str, str] | None = None) -> str:
    """What axes keeps of a login name: nothing that anybody could read (people type their password there, too)."""
    name = str((credentials or {}).get("username") or "").casefold()
    return salted_hmac("huisheng.axes", name, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from (square/safety/headers.py knows about the proxy)."""
    return (request.META.get("REMOTE_ADDR") if request else None) or "127.0.0.1"


_numbered = Prepared(lambda pk: Person.objects.filter(pk=pk))
