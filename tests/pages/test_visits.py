"""From door to door (M24): a sentence, one press, a matter of that household."""

import pytest
from django.test import Client

from huisheng.collect.models import Concern, Visit
from tests.pages.resident import newest, words

pytestmark = pytest.mark.django_db
KNOCK = {"where": "tyy3 2-301", "words": "楼道灯不亮，晚上看不见", "once": "one"}


def somebody(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_M24_a_visit_with_stair_light_broken_creates_a_linked_request(street):
    head = somebody(street.zhou)
    page = words(head.post("/visits/", KNOCK | {"raise": "yes", "phone": "13812340431"}, follow=True))
    visit = Visit.objects.get(once="one")
    assert visit.concern == newest()
    assert visit.concern.speaker.spoken in page
    assert (newest().channel, newest().place.where) == ("door", "听雨苑 3栋 2单元 301")
    assert (newest().speaker.phone, newest().speaker.filed_by) == ("13812340431", street.zhou)


def test_M24_what_was_only_written_down_becomes_a_matter_with_one_press_once(street):
    head, before = somebody(street.zhou), Concern.objects.count()
    head.post("/visits/", KNOCK)
    visit = Visit.objects.get(once="one")
    assert visit.concern is None
    for _ in range(2):
        head.post(f"/visits/{visit.pk}/raising/", {"back": "/visits/"})
    visit.refresh_from_db()
    assert Concern.objects.count() == before + 1
    assert visit.concern == newest()


def test_sent_twice_it_is_one_visit_and_one_matter(street):
    head, before = somebody(street.zhou), Concern.objects.count()
    for _ in range(2):
        head.post("/visits/", KNOCK | {"raise": "yes"})
    assert (Visit.objects.filter(once="one").count(), Concern.objects.count()) == (1, before + 1)


def test_a_linked_member_chooses_among_the_homes_that_are_linked(street):
    member = somebody(street.xie)
    page = words(member.get("/visits/"))
    assert 'name="place"' in page
    token = page.split('name="place"')[1].split('value="')[1].split('"')[0]
    member.post("/visits/", KNOCK | {"where": "", "place": token, "raise": "yes"})
    assert newest().channel == "member"
    assert newest().place.kind == "home"


def test_a_door_that_two_buildings_of_ones_own_have_is_asked_about(street):
    answer = somebody(street.zhou).post("/visits/", KNOCK | {"where": "2单元301"})
    assert answer.status_code == 409
    assert all(f"听雨苑 {one}栋 2单元 301" in words(answer) for one in (1, 3))


def test_a_door_outside_ones_own_area_is_refused_in_words(street):
    answer = somebody(street.zhou).post("/visits/", KNOCK | {"where": "荷风里 1栋"})
    assert answer.status_code == 409
    assert "没有找到这一户" in words(answer)


def test_nothing_heard_needs_no_record(street):
    answer = somebody(street.zhou).post("/visits/", KNOCK | {"words": " "})
    assert answer.status_code == 422
    assert not Visit.objects.filter(once="one").exists()


def test_somebody_elses_visit_is_not_there(street):
    somebody(street.zhou).post("/visits/", KNOCK)
    pk = Visit.objects.get(once="one").pk
    assert somebody(street.chen).post(f"/visits/{pk}/raising/").status_code == 404
    assert "晚上看不见" not in words(somebody(street.chen).get("/visits/"))


def test_the_list_asks_the_same_for_one_visit_and_for_three(street, connection_queries):
    head = somebody(street.zhou)
    head.post("/visits/", KNOCK | {"raise": "yes"})
    one = connection_queries(lambda: head.get("/visits/"))
    for n in range(2):
        head.post("/visits/", KNOCK | {"once": f"more{n}", "raise": "yes", "words": f"灯不亮{n}"})
    assert connection_queries(lambda: head.get("/visits/")) == one
