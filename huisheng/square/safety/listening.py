"""Who came in, who did not, who went: into the security log, as Django and django-axes announce it."""

from datetime import datetime
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.timezone import now

from huisheng.echo.audit.services import keep
from huisheng.people.models import Person
from huisheng.people.persons.services import second_lock_lost
from huisheng.people.persons.views import asked_after
from huisheng.square.safety import factor
from huisheng.square.safety.views import ask_for_second


def connect() -> None:
    """Once, when the room is ready."""
    user_logged_in.connect(_came_in)
    user_logged_out.connect(_went)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked)
    second_lock_lost.connect(_lost)
    asked_after.append(ask_for_second)


def _came_in(sender: Any, user: Person, request: Any = None, **more: Any) -> None:
    request.session["began"] = int(now().timestamp())
    request.session["agent"] = request.META.get("HTTP_USER_AGENT", "")[:200]
    keep("login", by=user, at=now(), whose=user)


def _went(sender: Any, user: Person | None, **more: Any) -> None:
    if isinstance(user, Person):
        keep("logout", by=user, at=now(), whose=user)


def _failed(sender: Any, credentials: dict[str, Any], **more: Any) -> None:
    keep("login_failed", by=None, at=now(), whose=_named(credentials.get("username")))


def _locked(sender: Any, request: Any = None, **more: Any) -> None:
    name = request.POST.get("username") if request is not None else None
    keep("locked", by=None, at=now(), whose=_named(name))


def _lost(sender: Any, person: Person, by: Person, at: datetime, **more: Any) -> None:
    """Whoever may reset a login has the person before them."""
    if factor.lock_of(person):
        factor.remove(person, by=by, at=at, must=False)


def _named(login: Any) -> Person | None:
    """Whose name was typed; what nobody is called is not written down."""
    return Person.objects.filter(login=str(login)).first() if login else None
