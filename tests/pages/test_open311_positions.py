"""Open311 with a position: a report that says no address, where a request is shown, a picture that is only named."""

from xml.etree import ElementTree

import pytest
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.echo.models import Line
from huisheng.square.tokens.services import make
from tests.pages.test_open311 import get, report, rows

pytestmark = pytest.mark.django_db


def where(place) -> dict[str, str]:
    return {"lat": f"{place.lat}", "long": f"{place.long}"}


def test_a_client_that_knows_only_a_position_files_at_the_nearest_place_and_the_position_is_not_kept(street):
    near = {"lat": f"{street.tingyu3.lat + 0.0001}", "long": f"{street.tingyu3.long}"}
    number = report(street, address_string="", **near).json()[0]["service_request_id"]
    concern = Concern.objects.get(pk=number)
    assert concern.place == street.tingyu3
    kept = "".join(f"{line.says}{line.inner}" for line in Line.objects.filter(voice=concern.voice))
    assert near["lat"] not in kept
    one = rows(f"requests/{number}.json")[0]
    assert (one["lat"], one["long"]) == street.tingyu.position
    read = ElementTree.fromstring(get(f"requests/{number}.xml").content)
    assert read.findtext("request/lat") == str(street.tingyu.lat)


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"address_string": "听雨苑3栋"}, "tingyu3"),
        ({"address_string": "月球背面"}, "hefeng2"),
        ({"address_string": "莲池社区的路口"}, "hefeng2"),
        ({"address_string": "月球背面", "address_id": "hefeng1"}, "hefeng1"),
    ],
)
def test_a_label_goes_before_an_address_and_an_address_before_a_position(street, sent, place):
    token = {"address_id": street[sent["address_id"]].token} if "address_id" in sent else {}
    answer = report(street, **{**sent, **token, **where(street.hefeng2)})
    concern = Concern.objects.get(pk=answer.json()[0]["service_request_id"])
    assert concern.place == street[place]
    assert sent["address_string"] in Line.objects.get(voice=concern.voice, did="noted").inner


def test_any_degrees_beside_an_address_are_left_aside(street):
    for lat, long in (("87.6", "43.8"), ("-90", "180"), ("0", "0")):
        assert report(street, lat=lat, long=long).status_code == 200


def test_what_lies_in_no_place_with_a_position_is_shown_where_its_community_is(street):
    number = report(street, address_string="湘创园", jurisdiction_id=street.street.code)
    assert number.status_code == 403  # a clerk of another community
    _token, secret = make(street.guo, name="a", days=1, at=now())
    answer = report(street, address_string="湘创园", api_key=secret).json()[0]
    one = rows(f"requests/{answer['service_request_id']}.json")[0]
    assert (one["address"], one["lat"], one["long"]) == ("湘创园", *street.guihua.position)


def test_every_linked_picture_is_kept_however_long_its_link(street):
    links = ["https://a.example/b.jpg?" + "x" * 900, "https://a.example/c.jpg"]
    answer = report(street, media_url=links)
    assert answer.status_code == 200, answer.content.decode()
    voice = Concern.objects.get(pk=answer.json()[0]["service_request_id"]).voice
    inner = " ".join(voice.lines.values_list("inner", flat=True))
    assert all(link in inner for link in links)
    assert report(street, media_url=["javascript:alert(1)", links[1]]).status_code == 400


def test_a_linked_picture_is_a_link_for_staff_and_never_fetched(client, street):
    answer = report(street, media_url="https://a.example/b.jpg")
    concern = Concern.objects.get(pk=answer.json()[0]["service_request_id"])
    client.force_login(street.lin)
    page = client.get(f"/matter/{concern.speaker.number}/").content.decode()
    assert '<a href="https://a.example/b.jpg" rel="nofollow">https://a.example/b.jpg</a>' in page
    assert '<img src="https://a.example' not in page
