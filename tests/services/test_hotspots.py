"""M163 on the street page: where the same kind was said five times in 30 days, counted again only when it may differ."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.hotspots import LEAST, hotspots
from huisheng.collect.concerns.parts import figures_together
from huisheng.echo.voices.services import Said
from huisheng.territory.places.services import merge

pytestmark = pytest.mark.django_db(transaction=True)
LAMPS, WATER = "C2", "C3"


class Look:
    """How often lamps were said in a building as the street's page tells, and whether it was counted for that."""

    def __init__(self, street):
        self.street, self.at, self.counted = street.street, now(), False
        self.lamps = Category.objects.get(code=LAMPS).pk

    def __call__(self, building):
        month = localdate(self.at).replace(day=1)
        asked = {"since": month - timedelta(days=60), "until": month, "batch": None, "now": self.at}
        found = figures_together(self.street, [], **asked)
        with CaptureQueriesContext(connection) as sent:
            hot = hotspots(self.street, now=self.at, said=found.said)
        self.counted = any("COUNT" in one["sql"] for one in sent)
        return next((one.n for one in hot if (one.place, one.category) == (building, self.lamps)), 0)


@pytest.fixture
def look(street):
    return Look(street)


def say(street, i, category=LAMPS, place="tingyu1"):
    kind = Category.objects.select_related("clock", "receiver").get(code=category)
    return concerns.raise_(
        f"楼道灯第 {i} 回不亮",
        place=street[place],
        category=kind,
        said=Said(),
        channel="counter",
        by=street.lin,
        at=now(),
    )


def sort(concern, category):
    concerns.sort(concern, category=Category.objects.get(code=category), by=concern.holder.person, at=now())


def test_M163_an_act_counts_no_hot_spot_again_another_matter_does(street, look):
    said = [say(street, i) for i in range(LEAST)]
    n = look(street.tingyu1)
    assert n >= LEAST
    assert look.counted
    concerns.contact(said[0], says="打过电话，明天去看。", by=said[0].holder.person, at=now())
    assert look(street.tingyu1) == n
    assert not look.counted
    say(street, LEAST)
    assert look(street.tingyu1) == n + 1
    assert look.counted


def test_M163_two_matters_that_change_their_kinds_with_each_other_are_counted_again(street, look):
    said, elsewhere = [say(street, i) for i in range(LEAST + 1)], say(street, 9, WATER, place="tingyu3")
    n = look(street.tingyu1)
    sort(said[0], WATER)
    sort(elsewhere, LAMPS)
    assert look(street.tingyu1) == n - 1
    assert look.counted


def test_M163_when_a_building_merges_its_hot_spot_goes_along(street, look):
    for i in range(LEAST):
        say(street, i)
    n = look(street.tingyu1)
    merge(street.tingyu1, into=street.tingyu3, by=street.lin, at=now())
    street.tingyu3.refresh_from_db()
    assert look(street.tingyu3) >= n
    assert look.counted
