"""A person's logins: where one is logged in, and how to end that."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext

from huisheng.echo.audit.services import keep
from huisheng.people.models import Login, Person
from huisheng.square.landing.sessions import SessionStore
from huisheng.square.safety import rules


@dataclass(frozen=True)
class Shown:
    """One login as its owner sees it. `handle`: names it without being its key."""

    handle: str
    began: datetime | None
    program: str
    machine: str
    here: bool


def logins_of(person: Person, *, here: str | None) -> list[Shown]:
    """Every login that still holds, the newest first; `here`: the key of the one that asks."""
    shown = []
    for login in Login.objects.filter(person=person, expire_date__gt=now()):
        kept = SessionStore().decode(login.session_data)
        program, machine = (gettext(word) if word else "" for word in rules.machine(kept.get("agent", "")))
        began = datetime.fromtimestamp(kept["began"], UTC) if "began" in kept else None
        shown.append(Shown(handle(login), began, program, machine, login.session_key == here))
    return sorted(shown, key=lambda one: (one.here, str(one.began or "")), reverse=True)


def handle(login: Login) -> str:
    return sha256(login.session_key.encode()).hexdigest()[:16]


@transaction.atomic
def end(person: Person, *, by: Person, at: datetime, only: str = "", but: str | None = None) -> int:
    """End the login with the handle `only`, or all `but` one key; returns how many ended."""
    mine = Login.objects.filter(person=person)
    keys = [one.pk for one in mine if one.session_key != but and only in ("", handle(one))]
    Login.objects.filter(pk__in=keys).delete()
    for _key in keys:
        keep("login_ended", by=by, at=at, whose=person)
    return len(keys)
