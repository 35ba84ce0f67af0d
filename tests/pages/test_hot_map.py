"""The map of hot spots: what the script draws stands on the page, as a table and as tiles, and only then is it loaded."""

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns.hot.services import find
from huisheng.collect.models import Concern
from huisheng.echo.tiles import tiles_of
from huisheng.territory.models import Place
from tests.services.test_hot_topics_of_a_street import fumes, say

pytestmark = pytest.mark.django_db
__all__ = ["fumes"]
TILES = "https://tiles.example.org/{z}/{x}/{y}.png © 示例"


@pytest.fixture
def officer(client, street, fumes):
    find(street.street, at=now())
    client.force_login(street.guo)
    return client


def spots(client, url="/hot/"):
    return {spot.place.name: spot for spot in client.get(url).context["plan"].spots()}


def test_M163_every_place_with_a_position_is_a_mark_and_the_table_stands_beside_it(officer, street):
    page = officer.get("/hot/").content.decode()
    assert page.count("data-lat=") == sum(1 for spot in spots(officer).values() if spot.place.position)
    assert f'data-lat="{street.tingyu.lat}"' in page
    assert "leaflet/leaflet.js" in page
    table = page.partition("<table")[2].partition("</table>")[0]
    assert f"?week=&amp;at={street.tingyu.pk}" in table
    assert "没有位置" not in table


def test_the_hotter_a_place_the_larger_its_circle_and_the_quiet_ones_are_dots(officer, street):
    found = spots(officer)
    tingyu, hefeng = found["听雨苑"], found["荷风里"]
    assert (tingyu.people, tingyu.across, hefeng.across) == (5, 76, 10)
    assert tingyu.heat == pytest.approx(float(officer.get("/hot/").context["rows"][0]["topic"].heat))


def test_where_nothing_has_a_position_no_map_is_loaded_and_the_plan_remains(officer):
    Place.objects.update(lat=None, long=None)
    page = officer.get("/hot/").content.decode()
    assert "leaflet" not in page
    assert "data-map" not in page
    assert 'class="plan"' in page
    assert "没有位置" not in page


def test_what_is_hot_and_has_no_position_says_so_in_the_table(officer, street):
    Place.objects.filter(pk=street.tingyu.pk).update(lat=None, long=None)
    assert "没有位置，不在图上" in officer.get("/hot/").content.decode()


def test_a_map_asks_no_more_than_a_plan(officer, street, connection_queries):
    officer.get("/hot/")
    with_map = connection_queries(lambda: officer.get("/hot/"))
    Place.objects.update(lat=None, long=None)
    assert connection_queries(lambda: officer.get("/hot/")) == with_map
    for i, words in enumerate(("广场舞音响太吵", "跳舞的音响吵到半夜", "广场音响吵得睡不着")):
        say(street, words, f"1390000010{i}")
    find(street.street, at=now())
    assert Concern.objects.count() > 3
    assert connection_queries(lambda: officer.get("/hot/")) == with_map


def test_pictures_from_elsewhere_are_allowed_on_this_page_only_and_only_when_set(officer, settings):
    assert "tiles.example.org" not in officer.get("/hot/")["Content-Security-Policy"]
    settings.TILES = tiles_of(TILES)
    answer = officer.get("/hot/")
    policy = dict(one.split(" ", 1) for one in answer["Content-Security-Policy"].split("; ") if " " in one)
    assert policy["img-src"].split() == ["'self'", "data:", "blob:", "https://tiles.example.org"]
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert 'data-credit="© 示例"' in answer.content.decode()
    assert "tiles.example.org" not in officer.get("/desk/")["Content-Security-Policy"]
