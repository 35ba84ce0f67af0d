"""Every button of every page, pressed with a token of every role and of another street: let in as the pages let in."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils.timezone import localdate

from huisheng.collect.concerns.acts import BY_NAME
from huisheng.echo import paper
from huisheng.people.permissions.rules import hat_for
from huisheng.square.api.pressing import press
from huisheng.square.api.reach import NOT_FOR_PROGRAMS, named, pages
from huisheng.territory.posts.services import hats_of
from tests.pages.test_walk import WHO, person, samples
from tests.pages.things import OF_A_STREET, things

pytestmark = pytest.mark.django_db
ROLES = ("resident", "head", "clerk", "officer of another street")


@pytest.mark.one_database
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_shown_and_every_button_pressed_with_a_token_as_for_its_person(
    street, role, caplog, monkeypatch
):
    caplog.set_level("CRITICAL")
    monkeypatch.setattr(paper, "sheets", lambda *_: SimpleNamespace(write_pdf=lambda: b"%PDF"))
    who, known, wrong = person(street, WHO[role]), things(street), []
    outer: Any = RequestFactory().post("/api/v1/pages/any", content_type="application/json")
    outer.user, outer.hats = who, hats_of(who, on=localdate())
    for name, url in pages().items():
        for where in samples(name, url, known):
            act = BY_NAME[where["name"]].may if name == "collect:act" else url.callback.act
            for method in ("GET", "POST") if role == "clerk" else ("POST",):
                with transaction.atomic():
                    status = press(outer, name, where, {}, method).status
                    transaction.set_rollback(True)
                allowed = hat_for(act, outer.hats) is not None
                if not allowed and status not in (403, 404, 405):
                    wrong.append(f"{method} {name} → {status}: {act} is not for this role")
                if allowed and role == "clerk" and (method, status) == ("GET", 403):
                    wrong.append(f"{method} {name} → {status}: {act} is for this role")
                if role == ROLES[-1] and name in OF_A_STREET and status not in (403, 404, 405):
                    wrong.append(f"{method} {name} → {status}: told about another street")
                if status == 403:
                    break  # the gate asks nothing about the method
    assert not wrong, "\n".join(wrong)


def test_no_page_is_kept_from_programs_without_a_reason():
    names = [name for name, _url in named()]
    assert len(pages()) > 200
    for beginning in NOT_FOR_PROGRAMS:
        assert any(name.startswith(beginning) for name in names), f"{beginning} names no page any more"
