"""Nothing that a machine finds to ask breaks a door, and every answer is as its description says."""

import pytest
from django.utils.timezone import now

from huisheng.square.tokens.services import make
from tests.pages.machine import asks_everything

pytestmark = pytest.mark.django_db


def test_a_machine_finds_nothing_wrong_with_open311(street, settings):
    settings.API_PER_MINUTE = 100_000
    _token, secret = make(street.lin, name="a", days=1, at=now())

    def let_in(case):
        if isinstance(case.body, dict) and "api_key" in case.body:
            case.body["api_key"] = secret

    assert asks_everything("/open311/v2/openapi.json", examples=12, headers={}, prepare=let_in) == 6
