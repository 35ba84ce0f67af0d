"""Say it, over HTTP."""

import pytest
from django.test import Client

from huisheng.collect.models import Concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(street):
    client = Client()
    client.get(f"/q/{street.tingyu3.token}/")
    return client


def send(client, street, **more):
    typed = {"words": "三楼楼道灯不亮", "phone": "13812340431", "place": street.tingyu3.token, "once": "abc", "via": "qr"}
    return client.post("/say/", typed | more)


def test_a_label_fills_the_place_in(visitor, street):
    page = visitor.get("/say/")
    assert page.status_code == 200
    assert "听雨苑 3栋" in page.content.decode()


def test_words_become_a_receipt_with_the_holders_name(visitor, street):
    answer = send(visitor, street)
    assert answer.status_code == 302
    page = visitor.get(answer.url).content.decode()
    assert "听到了" in page
    assert "0431" in page
    assert Concern.objects.latest("pk").holder.person.name in page
