"""Anybody of another street, and any key that has had its day, at any door with any method and anything typed: refused,
and nothing written."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.collect.concerns.acts import BY_NAME
from huisheng.people.models import Person
from huisheng.people.permissions.rules import hat_for
from huisheng.square.api.reach import pages as reachable
from huisheng.square.tokens.services import make, revoke
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, end, hats_of
from tests.pages.test_walk import log_in, pages, samples
from tests.pages.things import OF_A_STREET, things

pytestmark = pytest.mark.django_db
EXAMPLES = 80
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE")
# One's own login, a use of one's own token, and that somebody tried: the only things that a refusal may write.
MAY_BE_WRITTEN = ("people_login", "echo_knock", "square_token", "SAVEPOINT")
TYPED = {
    "words": "不该写的", "says": "不该写的", "inner": "不该写的", "why": "不该写的", "name": "别名", "seen": "0", "phone": "13800000000",
}  # fmt: skip


def strangers() -> dict[str, Person]:
    """Somebody of every role, in a street of their own."""
    ground = add(kind="street", name="别的街道", parent=None, by=None, at=localtime())
    found = {"resident": Person.objects.create(name="别处的居民", login="elsewhere")}
    for role in ("head", "secretary", "clerk", "officer"):
        found[role] = Person.objects.create(name="别处的人", login=f"elsewhere-{role}")
        kind = PostKind.objects.filter(role=role).first()
        appoint(found[role], kind=kind, place=ground, by=None, at=localtime())
    return found


class Writing:
    """What is written to the database while it listens."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        if writes and not any(f'"{table}"' in sql for table in MAY_BE_WRITTEN):
            self.found.append(sql)
        return execute(sql, params, many, context)


def asked_by_token(secret: str, name: str, where: dict[str, Any], method: str, fields: Any) -> HttpResponse:
    """The same page through the door for programs."""
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})
    if method == "POST":
        sent = {"where": where, "fields": fields}
        return client.post(f"/api/v1/pages/{name}", sent, content_type="application/json")
    return client.get(f"/api/v1/shown/{name}", where)


def asked_by_session(session: str, name: str, where: dict[str, Any], method: str, fields: Any) -> Any:
    client = Client(raise_request_exception=False)
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session
    return getattr(client, method.lower())(reverse(name, kwargs=where), fields)


def doors_of(street: Any) -> list[tuple[str, Any, dict[str, Any]]]:
    known = things(street)
    return [
        (name, url, where)
        for name, url in pages()
        if name in OF_A_STREET
        for where in samples(name, url, known)
    ]


DRAWN = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def answered(keys: tuple[str, str], door: Any, method: str, typed: Any, token: bool) -> tuple[Any, list[str]]:
    """What the door answers to a session or a token, and what was written meanwhile; all of it is undone."""
    (name, _url, where), (session, secret) = door, keys
    fields, writing = {one: TYPED[one] for one in typed}, Writing()
    with transaction.atomic(), connection.execute_wrapper(writing):
        if token and method in ("GET", "POST") and name in reachable():
            answer = asked_by_token(secret, name, where, method, fields)
        else:
            answer = asked_by_session(session, name, where, method, fields)
        transaction.set_rollback(True)
    return answer, writing.found


TYPING = st.dictionaries(st.sampled_from(sorted(TYPED)), st.none(), max_size=4)


def keys_of(person: Person) -> tuple[str, str]:
    """A session and a token."""
    return log_in(person), make(person, name="a", days=1, at=now())[1]


def test_whoever_is_of_another_street_is_refused_everywhere_and_writes_nothing(street, caplog):
    caplog.set_level("CRITICAL")
    who = strangers()
    keys = {role: keys_of(person) for role, person in who.items()}
    hats = {role: hats_of(person, on=localdate()) for role, person in who.items()}

    @DRAWN
    @given(
        role=st.sampled_from(sorted(who)), door=st.sampled_from(doors_of(street)),
        method=st.sampled_from(METHODS), typed=TYPING, token=st.booleans(),
    )  # fmt: skip
    def refused(role, door, method, typed, token):
        answer, found = answered(keys[role], door, method, typed, token)
        name, url, where = door
        act = BY_NAME[where["name"]].may if name == "collect:act" else url.callback.act
        may = "may" if hat_for(act, hats[role]) else "may not"
        told = f"{role} {method} {name} ({act}, {may}) → {answer.status_code}"
        assert answer.status_code in (403, 404, 405), told
        assert not found, f"{told}: {found}"

    refused()


def of_yesterday(street: Any) -> dict[str, tuple[str, str]]:
    """Keys that opened this very street once: of posts that ended, of logins put out of use, of one lock out of two."""
    found = {}
    for role in ("head", "secretary", "clerk", "officer"):
        kind = PostKind.objects.filter(role=role).first()
        for how in ("ended", "over"):
            person = Person.objects.create(name="从前的", login=f"{how}-{role}")
            ends = localdate() - timedelta(days=1) if how == "over" else None
            post = appoint(
                person, kind=kind, place=street.street, by=None, at=localtime(), starts=ends, ends=ends
            )
            found[f"{how} {role}"] = keys_of(person)
            if how == "ended":
                end(post, by=None, at=localtime(), why="换届")
    found["out of use"] = keys_of(street.guo)
    Person.objects.filter(pk=street.guo.pk).update(is_active=False)
    half = Client().session
    half["second"] = {"pk": street.lin.pk, "at": time.time(), "onward": "/desk/"}
    half.save()
    token, secret = make(street.lin, name="a", days=1, at=now())
    revoke(token, at=now())
    found["half in, token taken back"] = (str(half.session_key), secret)
    late, secret = make(street.lin, name="a", days=1, at=now() - timedelta(days=3))
    found["made up, token too old"] = ("x" * 32, secret)
    return found


def test_a_key_of_yesterday_opens_nothing_and_writes_nothing(street, caplog):
    caplog.set_level("CRITICAL")
    keys = of_yesterday(street)

    @DRAWN
    @given(
        which=st.sampled_from(sorted(keys)), door=st.sampled_from(doors_of(street)),
        method=st.sampled_from(METHODS), typed=TYPING, token=st.booleans(),
    )  # fmt: skip
    def refused(which, door, method, typed, token):
        answer, found = answered(keys[which], door, method, typed, token)
        told = f"{which} {method} {door[0]} → {answer.status_code}"
        to_login = answer.status_code == 302 and answer.url.startswith("/login/")
        assert to_login or answer.status_code in (401, 403, 404, 405), told
        assert not found, f"{told}: {found}"

    refused()
