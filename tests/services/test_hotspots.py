"""Hot spots (M163): the same kind of matter five times in 30 days at one building."""

from datetime import timedelta

from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.behind import concerns_behind
from huisheng.collect.concerns.hotspots import hotspots
from huisheng.collect.models import Category
from huisheng.echo.voices.services import Said
from huisheng.territory.models import Place
from huisheng.territory.places.services import add


def say(place: Place, category: Category, *, at) -> None:
    concerns.raise_(
        "楼道灯又不亮了", place=place, category=category, said=Said(), channel="page", by=None, at=at
    )


def test_M163_a_building_with_five_same_kind_matters_in_30_days_is_proposed(street):
    at, lamps = now(), Category.objects.select_related("clock", "receiver").get(code="C2")
    homes = list(Place.objects.filter(kind="home", path__startswith=street.hefeng2.path)[:3])
    assert street.hefeng2 not in [spot.place for spot in hotspots(street.street, now=at)]
    for place in [street.hefeng2, *homes]:
        say(place, lamps, at=at - timedelta(days=3))
    say(homes[0], lamps, at=at - timedelta(days=31))
    assert street.hefeng2 not in [spot.place for spot in hotspots(street.street, now=at)]
    say(homes[1], lamps, at=at - timedelta(days=29))
    for place in (street.street, street.lianchi, street.hefeng):
        spot = next(spot for spot in hotspots(place, now=at) if spot.place == street.hefeng2)
        assert (spot.category, spot.n) == (lamps.pk, 5)
    assert concerns_behind(f"hot:{lamps.pk}", street.hefeng2, now=at).count() == 5


def test_a_building_that_lies_in_no_estate_is_seen_too(street):
    at, lamps = now(), Category.objects.select_related("clock", "receiver").get(code="C2")
    block = alone(street, at)
    for _ in range(5):
        say(block, lamps, at=at)
    assert block in [spot.place for spot in hotspots(street.street, now=at)]


def alone(street, at) -> Place:
    return add(kind="building", name="9栋", parent=street.guihua, by=None, at=at)
