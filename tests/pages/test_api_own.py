"""What a token opens to who holds no post: what linked homes said."""

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category
from huisheng.echo.voices.services import Said
from tests.pages.test_api import Program

pytestmark = pytest.mark.django_db


def test_M05_a_linked_member_lists_what_linked_homes_said_and_nothing_else(street):
    home = street.xie.links.first().home
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    said = {"category": leaf, "said": Said(), "channel": "page", "by": None, "at": now()}
    one = concerns.raise_("灯不亮", place=home, **said)
    concerns.raise_("楼下的灯不亮", place=home.parent, **said)
    rows = Program(street.xie).get("/concerns", limit=100).json()["items"]
    assert one.speaker.number in {row["number"] for row in rows}
    assert {row["place_token"] for row in rows} <= set(street.xie.links.values_list("home__token", flat=True))
