"""Nothing that a machine finds to ask breaks a door, and every answer is as its description says."""

import pytest
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.square.api.resources import RESOURCES
from huisheng.square.tokens.services import make
from tests.pages.machine import Machine, is_right

pytestmark = pytest.mark.django_db
OPEN311, API = "/open311/v2/openapi.json", "/api/v1/openapi.json"
OPERATIONS = {OPEN311: 6, API: len(RESOURCES) + 12}
MONTHS = ("start_date", "end_date")


@pytest.fixture(autouse=True)
def quick_asking(settings):
    settings.API_PER_MINUTE = 100_000


def test_a_machine_finds_nothing_wrong_with_open311(street):
    _token, secret = make(street.lin, name="a", days=1, at=now())

    def let_in(case):
        if isinstance(case.body, dict) and "api_key" in case.body:
            case.body["api_key"] = secret
            if "address_id" in case.body and is_right(case):
                case.body["address_id"] = street.lamp.place.token
        if case.query and all(case.query.get(name) for name in MONTHS) and is_right(case):
            del case.query["end_date"]  # both are right only within 90 days of each other

    assert Machine(examples=8, prepare=let_in).asks_everything(OPEN311) == OPERATIONS[OPEN311]


def test_a_machine_finds_nothing_wrong_with_the_api(street):
    _token, secret = make(street.guo, name="a", days=1, at=now())
    number = Concern.objects.filter(is_open=True).first().speaker.number

    def let_in(case):
        there = case.path_parameters or {}
        there |= {name: one for name, one in (("number", number), ("page", "collect:act")) if name in there}
        if case.operation.label == "POST /api/v1/concerns" and is_right(case):
            # which places and which ways of hearing a post has; and words are letters, in whatever script
            case.body |= {"place": street.lamp.place.token, "channel": "phone"}
            case.body["words"] = f"灯{case.body['words'][1:]}"

    machine = Machine(examples=3, headers={"Authorization": f"Bearer {secret}"}, prepare=let_in)
    assert machine.asks_everything(API) == OPERATIONS[API]


@pytest.mark.parametrize("path", OPERATIONS)
def test_a_machine_without_a_key_finds_nothing_wrong(street, path):
    assert Machine(examples=2, thorough=False).asks_everything(path) == OPERATIONS[path]
