"""What the bench fills a database with is what the services would have left: the doctor finds nothing."""

import pytest
from django.utils.timezone import now

from bench.fill import fill
from bench.world import build
from huisheng.collect.models import Concern, Tally
from huisheng.echo.models import Line, Message
from huisheng.square.doctor.examination import RECORDS, examine

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build(now(), streets=1, communities=2, estates=2)


def test_the_filled_database_keeps_every_promise(world):
    fill(300, world, at=now())
    fill(100, world, at=now())
    assert Concern.objects.count() == 400
    assert [wrong for check in examine(at=now(), checks=RECORDS) for wrong in check.wrong] == []


def test_a_few_percent_are_open_and_the_lists_have_lines_and_messages(world):
    fill(1000, world, at=now())
    assert 10 <= Concern.objects.filter(is_open=True).count() <= 60
    assert Line.objects.count() > 3000
    assert Message.objects.count() > Line.objects.count()
    assert (
        sum(Tally.objects.filter(place__kind="street", measure="raised").values_list("n", flat=True)) == 1000
    )
