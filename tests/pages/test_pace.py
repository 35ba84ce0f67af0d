"""A form that anybody may send is taken only so often; what was typed is kept."""

import pytest
from django.test import RequestFactory

from huisheng.collect.models import Concern
from huisheng.echo.pace import keep_pace
from huisheng.echo.refusals import Refused


def say(client, street, words="楼道的灯不亮了，晚上看不见台阶"):
    typed = {
        "words": words,
        "place": street.tingyu3.token,
        "for": "self",
        "alone": "1",
        "name": "",
        "phone": "13900001234",
    }
    return client.post("/say/", typed | {"via": "", "once": ""})


@pytest.fixture
def few(settings):
    settings.PACE_ADDRESS = settings.PACE_PLACE = 1


def test_too_many_from_one_address_are_asked_to_wait_and_lose_nothing(client, street, few):
    before = Concern.objects.count()
    assert say(client, street).status_code == 302
    refused = say(client, street, words="单元门的锁坏了，谁都进得来")
    assert refused.status_code == 409
    assert "10 分钟以后再点一次" in refused.content.decode()
    assert "单元门的锁坏了" in refused.content.decode()
    assert Concern.objects.count() == before + 1


def test_whoever_is_logged_in_is_not_counted(client, street, few):
    client.force_login(street.he)
    assert [say(client, street).status_code, say(client, street).status_code] == [302, 302]


class Nobody:
    is_authenticated = False


def asked_from(address):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = Nobody()
    return request


def test_many_addresses_about_one_place_are_asked_to_wait_and_another_place_is_not(settings):
    settings.PACE_PLACE = 2
    for n in range(2):
        keep_pace(asked_from(f"10.0.0.{n}"), "say", "/1/")
    with pytest.raises(Refused):
        keep_pace(asked_from("10.0.0.9"), "say", "/1/")
    keep_pace(asked_from("10.0.0.9"), "say", "/2/")


def test_time_opens_the_door_again(settings):
    settings.PACE_ADDRESS, settings.PACE_SECONDS = 1, 1
    keep_pace(asked_from("10.0.0.1"), "say")
    with pytest.raises(Refused):
        keep_pace(asked_from("10.0.0.1"), "say")
    settings.PACE_SECONDS = 0
    keep_pace(asked_from("10.0.0.1"), "say")


def test_behind_a_proxy_the_address_is_the_visitor_s_and_cannot_be_made_up(client, db, settings):
    forwarded = {"HTTP_X_FORWARDED_FOR": "1.2.3.4, 203.0.113.9"}
    assert client.get("/", **forwarded).wsgi_request.META["REMOTE_ADDR"] == "127.0.0.1"
    settings.HTTPS = True
    assert client.get("/", **forwarded).wsgi_request.META["REMOTE_ADDR"] == "203.0.113.9"
    past_it = client.get("/", REMOTE_ADDR="198.51.100.7", **forwarded)
    assert past_it.wsgi_request.META["REMOTE_ADDR"] == "198.51.100.7"
