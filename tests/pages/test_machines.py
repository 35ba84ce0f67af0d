"""Nothing that a machine finds to ask breaks a door, and every answer is as its description says."""

import pytest
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.square.api.resources import RESOURCES
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


def test_a_machine_finds_nothing_wrong_with_the_api(street, settings):
    settings.API_PER_MINUTE = 100_000
    _token, secret = make(street.guo, name="a", days=1, at=now())
    number = Concern.objects.filter(is_open=True).first().speaker.number

    def let_in(case):
        if case.path_parameters and "number" in case.path_parameters:
            case.path_parameters["number"] = number
        if case.path_parameters and "page" in case.path_parameters:
            case.path_parameters["page"] = "collect:act"

    asked = asks_everything(
        "/api/v1/openapi.json", examples=3, headers={"Authorization": f"Bearer {secret}"}, prepare=let_in
    )
    assert asked == len(RESOURCES) + 12
