"""A call taken down at the desk: by typing alone, in the clerk's own area, once."""

import pytest
from django.test import Client

from huisheng.collect.models import Concern
from tests.pages.resident import newest, words

pytestmark = pytest.mark.django_db
CALL = {
    "phone": "13812340431",
    "where": "tyy3",
    "words": "三楼楼道灯不亮",
    "channel": "phone",
    "once": "call",
}


@pytest.fixture
def clerk(street):
    client = Client()
    client.force_login(street.lin)
    return client


def test_a_call_is_saved_and_its_number_stands_there_to_be_read_back(clerk, street):
    answer = clerk.post("/say/phone/", CALL | {"where": "tyy 3栋", "name": "李先生"})
    concern = newest()
    assert answer.headers["Location"] == f"/say/phone/?said={concern.speaker.number}"
    assert (concern.channel, concern.place, concern.speaker.name) == ("phone", street.tingyu3, "李先生")
    assert concern.speaker.filed_by == street.lin
    page = words(clerk.get(answer.url))
    assert all(f"<span>{part}</span>" in page for part in concern.speaker.spoken.split("-"))


def test_a_door_behind_the_place_is_the_home(clerk, street):
    clerk.post("/say/phone/", CALL | {"where": "tyy3 2-301"})
    assert newest().place.where == "听雨苑 3栋 2单元 301"


def test_several_places_are_offered_and_the_one_that_is_chosen_is_taken(clerk, street):
    before = Concern.objects.count()
    asked = clerk.post("/say/phone/", CALL | {"where": "听雨苑"})
    assert asked.status_code == 422
    assert "这几处都像" in words(asked)
    assert Concern.objects.count() == before
    clerk.post("/say/phone/", CALL | {"where": "听雨苑", "place": street.tingyu3.token})
    assert newest().place == street.tingyu3


def test_a_place_that_was_chosen_for_other_words_is_not_taken(clerk, street):
    clerk.post("/say/phone/", CALL | {"where": "tyy3 2-301", "place": street.luxi.token})
    assert newest().place.where == "听雨苑 3栋 2单元 301"


def test_who_calls_again_is_known_by_the_number_and_the_place_needs_no_typing(clerk, street):
    clerk.post("/say/phone/", CALL | {"where": "tyy3 2-301"})
    hints = words(clerk.post("/say/phone/hints/", {"phone": "138 1234 0431"}))
    assert "三楼楼道灯不亮" in hints
    clerk.post("/say/phone/", CALL | {"where": "", "words": "楼道又堆东西了", "once": "two",
                                      "place": newest().place.token})  # fmt: skip
    assert newest().voice.title == "楼道又堆东西了"
    assert newest().place.where == "听雨苑 3栋 2单元 301"


def test_a_number_of_another_area_is_not_told(street):
    head = Client()
    head.force_login(street.zhou)
    assert head.post("/say/phone/hints/", {"phone": "13812340431"}).status_code == 403


def test_what_kind_it_will_be_taken_for_stands_there_and_another_can_be_chosen(clerk, street):
    assert "会当作" in words(clerk.post("/say/phone/hints/", {"words": "三楼楼道灯不亮"}))
    clerk.post("/say/phone/", CALL | {"where": "tyy3 2-301", "kind": "B1"})
    assert newest().category.code == "B1"


def test_an_emergency_is_said_before_it_is_saved(clerk, street):
    fire = CALL | {"where": "tyy3 2-301", "words": "二楼着火了"}
    asked = clerk.post("/say/phone/", fire)
    assert asked.status_code == 422
    assert "打 119" in words(asked)
    clerk.post("/say/phone/", fire | {"calm": "read"})
    assert newest().urgent


def test_sent_twice_it_is_one_matter(clerk, street):
    before = Concern.objects.count()
    for _ in range(2):
        clerk.post("/say/phone/", CALL | {"where": "tyy3 2-301"})
    assert Concern.objects.count() == before + 1
