"""Every page as every role, looked at and sent to, against the table of who may what (people/permissions/rules.py)."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import localtime

from huisheng.collect.concerns.acts import BY_NAME
from huisheng.collect.models import Concern
from huisheng.echo import paper
from huisheng.people.models import Person
from huisheng.people.permissions.rules import MAY, Role
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, hats_of
from tests.pages.test_policy import against_the_policy
from tests.pages.things import (
    DJANGO_S_OWN,
    OF_A_STREET,
    things,
)

WHO = {
    "anonymous": None,
    "resident": "he",
    "linked": "xie",
    "head": "zhou",
    "secretary": "chen",
    "clerk": "lin",
    "officer": "guo",
    "officer of another street": "elsewhere",
}


def pages(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            name = f"{namespace}:{one.name}" if namespace else str(one.name)
            if name not in DJANGO_S_OWN:
                yield name, one
        else:
            yield from pages(one, one.namespace or namespace)


def samples(name: str, url: URLPattern, known: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What to put into a URL so that it shows something of the story; a new parameter must be given here."""
    wanted = set(url.pattern.converters)
    if not wanted:
        return [{}]
    if name == "collect:act":
        return [{"number": known["any"]["number"], "name": each} for each in BY_NAME]
    values = known["any"] | (known.get(name) or known.get(name.partition(":")[0], {}))
    missing = wanted - values.keys()
    assert not missing, f"{name}: say in tests/pages/things.py what {missing} is"
    return [{key: values[key] for key in wanted}]


def person(street: Any, key: str | None) -> Person | None:
    if key != "elsewhere":
        return street[key] if key else None
    somebody = Person.objects.create(name="别处的干部", login="elsewhere")
    other = add(kind="street", name="别的街道", parent=None, by=None, at=localtime())
    kind = PostKind.objects.get(code="officer")
    appoint(somebody, kind=kind, place=other, by=None, at=localtime())
    return somebody


def may(act: str, who: Person | None) -> bool:
    """From the table alone: whether one of the person's roles is named beside the act."""
    roles = {hat.role for hat in hats_of(who, on=localtime().date())} if who else {Role.ANYONE}
    return bool(roles & MAY[act].keys())


def ask(who: Person | None, method: str, url: str, session: str = "") -> HttpResponse:
    """One request by somebody, whose changes are undone."""
    client = Client(raise_request_exception=False)
    client.handler = handler()
    with transaction.atomic():
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        elif who:
            client.force_login(who)
        answer = client.generic(method, url)
        transaction.set_rollback(True)
    return answer


@cache
def handler() -> ClientHandler:
    """One for all who ask: its middleware is put together once."""
    return ClientHandler(enforce_csrf_checks=False)


def log_in(who: Person | None) -> str:
    client = Client()
    if who:
        client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value if who else ""


def test_every_page_has_its_act_in_the_table():
    without = [name for name, url in pages() if getattr(url.callback, "act", None) not in MAY]
    assert without == []


# Who may is decided before any database is asked: on PostgreSQL the two who see most show that every page is read there.
SEEING_MOST = ("officer", "resident")
WALKING = [
    role if role in SEEING_MOST else pytest.param(role, marks=pytest.mark.one_database) for role in WHO
]


@pytest.mark.parametrize("role", WALKING)
def test_every_page_lets_in_whom_the_table_names_and_nobody_else(street, role, caplog, monkeypatch):
    caplog.set_level("CRITICAL")
    # laying out papers takes a second each and has tests of its own
    monkeypatch.setattr(paper, "sheets", lambda *_: SimpleNamespace(write_pdf=lambda: b"%PDF"))
    who, known, wrong = person(street, WHO[role]), things(street), []
    session = log_in(who)
    for name, url in pages():
        for values in samples(name, url, known):
            act = BY_NAME[values["name"]].may if name == "collect:act" else url.callback.act
            for method in ("GET", "POST"):
                answer = ask(who, method, reverse(name, kwargs=values), session)
                if why := why_wrong(name, method, act, who, role, answer):
                    wrong.append(f"{method} {name} {values.get('name', '')} → {answer.status_code}: {why}")
                if answer.status_code == 403 or "/login/" in answer.get("Location", ""):
                    break  # the gate asks nothing about the method
    assert not wrong, "\n".join(wrong)


HONEST = ("square:health", 503)  # in a test nobody runs the clockwork, and it says so


def why_wrong(name: str, method: str, act: str, who: Person | None, role: str, answer: HttpResponse) -> str:
    """What is wrong with an answer; "" when it is as the table says."""
    status = answer.status_code
    if status >= 500 and (name, status) != HONEST:
        return "broken"
    if "text/html" in answer.get("Content-Type", "") and (
        inside := against_the_policy(answer.content.decode())
    ):
        return f"has {', '.join(inside)} inside"
    if status == 405:
        return ""
    if not may(act, who):
        refused = status in (403, 404) if who else status == 302 and "/login/" in answer["Location"]
        return "" if refused else f"{act} is not for this role"
    if role == "officer of another street":
        return "told about another street" if name in OF_A_STREET and status not in (403, 404, 405) else ""
    in_charge = role in ("clerk", "officer") and method == "GET"
    return f"{act} is for this role" if in_charge and status in (401, 403) else ""


def test_a_matter_of_another_street_cannot_be_told_from_one_that_does_not_exist(street):
    who = person(street, "elsewhere")
    number = Concern.objects.first().speaker.number
    there, nowhere = (ask(who, "GET", f"/matter/{one}/") for one in (number, "2600000000"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert bare(there, number) == bare(nowhere, "2600000000")


def test_a_number_alone_tells_a_stranger_nothing(street):
    number = Concern.objects.first().speaker.number
    for page in ("/my/{}/", "/said/{}/"):
        there, nowhere = (ask(None, "GET", page.format(one)) for one in (number, "2600000000"))
        assert there.status_code == nowhere.status_code
        assert bare(there, number) == bare(nowhere, "2600000000")


def bare(answer: HttpResponse, number: str) -> tuple[str, str]:
    """An answer without the number that was asked for and without the token against forgery."""
    spoken = f"{number[:2]}-{number[2:6]}-{number[6:]}"
    text = answer.content.decode().replace(number, "").replace(spoken, "")
    lines = [line for line in text.splitlines() if "csrf" not in line.lower()]
    return "\n".join(lines), answer.get("Location", "").replace(number, "")
