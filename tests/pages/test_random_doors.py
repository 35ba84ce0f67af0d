"""Anybody of another street, at any door of this one, with any method and anything typed: refused, and nothing written."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.collect.concerns.acts import BY_NAME
from huisheng.people.models import Person
from huisheng.people.permissions.rules import hat_for
from huisheng.square.api.pressing import press
from huisheng.square.api.reach import pages as reachable
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, hats_of
from tests.pages.test_walk import log_in, pages, samples
from tests.pages.things import OF_A_STREET, things

pytestmark = pytest.mark.django_db
EXAMPLES = 80
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE")
# One's own login, and that somebody tried: the only things that a refusal may write.
MAY_BE_WRITTEN = ("people_login", "echo_knock", "SAVEPOINT")
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


def test_whoever_is_of_another_street_is_refused_everywhere_and_writes_nothing(street, caplog):
    caplog.set_level("CRITICAL")
    who, known = strangers(), things(street)
    sessions = {role: log_in(person) for role, person in who.items()}
    hats = {role: hats_of(person, on=localdate()) for role, person in who.items()}
    doors = [
        (name, url, where)
        for name, url in pages()
        if name in OF_A_STREET
        for where in samples(name, url, known)
    ]

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        role=st.sampled_from(sorted(who)), door=st.sampled_from(doors), method=st.sampled_from(METHODS),
        typed=st.dictionaries(st.sampled_from(sorted(TYPED)), st.none(), max_size=4), token=st.booleans(),
    )  # fmt: skip
    def refused(role, door, method, typed, token):
        name, url, where = door
        fields, writing = {one: TYPED[one] for one in typed}, Writing()
        with transaction.atomic(), connection.execute_wrapper(writing):
            if token and method in ("GET", "POST") and name in reachable():
                outer: Any = RequestFactory().post("/", content_type="application/json")
                outer.user, outer.hats = who[role], hats[role]
                status = press(outer, name, where, {key: [one] for key, one in fields.items()}, method).status
            else:
                client = Client(raise_request_exception=False)
                client.cookies[django_settings.SESSION_COOKIE_NAME] = sessions[role]
                answer = getattr(client, method.lower())(reverse(name, kwargs=where), fields)
                status = answer.status_code
            transaction.set_rollback(True)
        act = BY_NAME[where["name"]].may if name == "collect:act" else url.callback.act
        told = (
            f"{role} {method} {name} ({act}, {'may' if hat_for(act, hats[role]) else 'may not'}) → {status}"
        )
        assert status in (403, 404, 405), told
        assert not writing.found, f"{told}: {writing.found}"

    refused()
