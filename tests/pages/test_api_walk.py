"""Every button of every page, pressed with a token of every role and of another street: let in as the pages let in."""

from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils.timezone import localdate

from huisheng.collect.concerns.acts import BY_NAME
from huisheng.people.permissions.rules import hat_for
from huisheng.square.api.pressing import pages, press
from huisheng.territory.posts.services import hats_of
from tests.pages.test_walk import WHO, person, samples
from tests.pages.things import OF_A_STREET, things

pytestmark = pytest.mark.django_db
ROLES = ("head", "clerk", "officer of another street")


@pytest.mark.parametrize("role", ROLES)
def test_every_button_refuses_a_token_whose_page_would_refuse_its_person(street, role, caplog):
    caplog.set_level("CRITICAL")
    who, known, wrong = person(street, WHO[role]), things(street), []
    outer: Any = RequestFactory().post("/api/v1/pages/any", content_type="application/json")
    outer.user, outer.hats = who, hats_of(who, on=localdate())
    for name, url in pages().items():
        for where in samples(name, url, known):
            act = BY_NAME[where["name"]].may if name == "collect:act" else url.callback.act
            with transaction.atomic():
                status = press(outer, name, where, {}, "POST").status
                transaction.set_rollback(True)
            allowed = hat_for(act, outer.hats) is not None
            if not allowed and status not in (403, 404, 405):
                wrong.append(f"{name} → {status}: {act} is not for this role")
            if role == ROLES[-1] and name in OF_A_STREET and status not in (403, 404, 405):
                wrong.append(f"{name} → {status}: told about another street")
    assert not wrong, "\n".join(wrong)
