"""The site on a telephone's first screen: what it keeps is there, is nobody's, and is asked for by nothing but the line."""

import json

import pytest
from django.test import Client

from huisheng.square.offline.rules import OPEN

pytestmark = pytest.mark.django_db


def kept() -> dict:
    text = Client().get("/sw.js").content.decode()
    return json.loads(text.splitlines()[0].removeprefix("const KEEP = ").removesuffix(";"))


def test_the_manifest_names_the_site_and_its_pictures_are_there():
    answer = Client().get("/manifest.webmanifest")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["name"] == "回声"
    assert told["start_url"] == told["scope"] == "/"
    assert all(Client().get(icon["src"]).status_code == 200 for icon in told["icons"])


def test_everything_that_a_telephone_keeps_for_later_is_there():
    missing = [url for url in kept()["shell"] if Client().get(url).status_code != 200]
    assert missing == []


@pytest.mark.parametrize("path", OPEN)
def test_a_page_that_is_kept_is_open_to_anyone(street, path):
    assert "/login/" not in Client().get(path).get("Location", "")


def test_the_form_for_no_line_carries_nobodys_name_and_asks_no_database(street, django_assert_num_queries):
    client = Client()
    client.force_login(street.guo)
    with_a_name = client.get("/offline/say/").content.decode()
    assert 'name="phone"' in with_a_name
    assert f'value="{street.guo.phone or "138"}' not in with_a_name
    with django_assert_num_queries(0):
        Client().get("/offline/say/")
        Client().get("/offline/")
        Client().get("/offline/token/")


def test_the_token_of_today_is_told_with_whom_it_is_for(street):
    client = Client(enforce_csrf_checks=True)
    assert client.get("/offline/token/").json()["who"] == 0
    client.force_login(street.guo)
    told = client.get("/offline/token/").json()
    assert told["who"] == street.guo.pk
    typed = {"words": "灯不亮", "place": street.tingyu3.token, "alone": "1", "for": "self", "once": "one"}
    assert client.post("/say/", typed).status_code == 403
    assert client.post("/say/", typed | {"csrfmiddlewaretoken": told["token"]}).status_code == 302
