"""The page beside a matter where sensitive circumstances are sealed, and the door that asks why (R13.5)."""

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.collect.models import Concern

WORDS = "坐轮椅，下不了楼"
TYPED = {"words": WORDS, "how": "phone", "agreed": "on"}


@pytest.fixture
def matter(street):
    return Concern.objects.filter(holder__person=street.zhou, is_open=True).earliest("pk")


def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


def url(matter, name="sensitive"):
    return reverse(f"collect:{name}", args=[matter.speaker.number])


def test_the_holder_seals_it_and_opens_it_with_a_reason(street, matter):
    client = logged_in(street.zhou)
    assert client.post(url(matter), TYPED).status_code == 302
    assert WORDS not in client.get(url(matter)).content.decode()
    assert client.post(url(matter, "sensitive_opening"), {"purpose": "x"}).status_code == 409
    shown = client.post(url(matter, "sensitive_opening"), {"purpose": "扶她下楼要几个人"})
    assert WORDS in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    page = client.get(reverse("collect:matter", args=[matter.speaker.number])).content.decode()
    assert WORDS not in page
    assert url(matter) in page


def test_without_consent_what_was_typed_is_kept_and_nothing_is_stored(street, matter):
    answer = logged_in(street.zhou).post(url(matter), TYPED | {"agreed": ""})
    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert not matter.sensitive.exists()


@pytest.mark.parametrize("who", ["xie", "kang", "he"])
def test_a_linked_neighbour_another_estate_and_a_resident_do_not_come_in(street, matter, who):
    assert logged_in(street[who]).get(url(matter)).status_code in (403, 404)
