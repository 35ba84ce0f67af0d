"""一起商量, and an outside body's answer by its link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns import services
from huisheng.collect.models import Category, Referral
from huisheng.echo.models import Line
from huisheng.echo.voices.services import Said
from tests.pages.resident import PHONE, at_the_door, newest, says_number, words

pytestmark = pytest.mark.django_db


def say_at(place, text, code="C2", **said):
    category = Category.objects.select_related("clock", "receiver").get(code=code)
    return services.raise_(
        text, place=place, category=category, said=Said(**said), channel="page", by=None, at=now()
    )


def test_without_a_place_the_neighbours_page_asks_for_one():
    assert Client().get("/voices/").url.startswith("/where/")


def test_what_may_be_joined_is_listed_without_names_phones_and_doors(street):
    say_at(
        street.wang_home, "王桂香家门口灯坏了，2单元301,打073184560431", name="王桂香", phone="073184560431"
    )
    client = at_the_door(street)
    lead = newest()
    for path in ("/voices/", f"/voices/{lead.pk}/"):
        page = words(client.get(path))
        assert "家门口灯坏了" in page
        for private in ("王桂香", "073184560431", lead.speaker.number, lead.speaker.spoken):
            assert private not in page
        assert not says_number(page, "301")


@pytest.mark.parametrize("code", ["G2", "G3", "H1"])
def test_private_matters_are_not_shown_to_neighbours(street, code):
    lead = say_at(street.tingyu3, "一件私事", code)
    client = at_the_door(street)
    assert "一件私事" not in words(client.get("/voices/"))
    assert client.get(f"/voices/{lead.pk}/").status_code == 404


def test_an_anonymous_word_and_a_leak_at_home_stay_off_the_list(street):
    hidden = [
        say_at(street.tingyu3, "不留名说的", anonymous=True),
        say_at(street.wang_home, "厨房漏水", "C3"),
    ]
    client = at_the_door(street)
    for lead in hidden:
        assert client.get(f"/voices/{lead.pk}/").status_code == 404


def test_M35_me_too_gives_the_neighbour_a_receipt_of_their_own_and_one_work_item(street):
    lead = say_at(street.wang_home, "楼道灯不亮", name="王桂香")
    client = at_the_door(street)
    answer = client.post(f"/voices/{lead.pk}/", {"words": "", "phone": PHONE, "once": "t"})
    same = newest()
    assert answer.url == f"/said/{same.speaker.number}/"
    assert (same.lead_id, same.stage) == (lead.pk, "joined")
    assert same.place == street.tingyu3
    page = words(client.get(f"/my/{same.speaker.number}/"))
    assert "2 位邻居说过" in page
    assert not says_number(page, "301")
    assert "2 位邻居说过" in words(client.get("/voices/"))


def test_M35_a_neighbour_from_elsewhere_never_reads_the_door_of_whoever_spoke_first(street):
    lead = say_at(street.wang_home, "楼道灯不亮")
    client = Client()
    client.post(f"/voices/{lead.pk}/", {"phone": PHONE})
    assert newest().place == street.tingyu
    assert not says_number(words(client.get(f"/said/{newest().speaker.number}/")), "301")


def test_a_bad_phone_is_told_and_the_words_are_kept(street):
    lead = say_at(street.tingyu3, "楼道灯不亮")
    answer = at_the_door(street).post(f"/voices/{lead.pk}/", {"phone": "1", "words": "我家四楼也黑"})
    assert answer.status_code == 422
    assert "我家四楼也黑" in words(answer)


def test_the_neighbours_page_takes_as_many_queries_for_one_as_for_three(
    street, django_assert_max_num_queries
):
    client, counts = at_the_door(street), []
    for text in ("一", "二", "三"):
        say_at(street.tingyu3, f"第{text}盏灯不亮")
        with django_assert_max_num_queries(8) as seen:
            client.get("/voices/")
        counts.append(len(seen))
    assert counts[0] == counts[2]


@pytest.fixture
def link(street):
    lead = say_at(street.wang_home, "我是王桂香，灯坏了，打073184560431", name="王桂香", phone="073184560431")
    services.contact(lead, by=lead.holder.person, at=now(), says="明天去看。")
    services.refer(
        lead, body=street.lighting, asks="请派人看看路灯。", expected=now() + timedelta(days=3),
        by=lead.holder.person, at=now(),
    )  # fmt: skip
    return f"/answer/{Referral.objects.latest('pk').token}/"


def test_M15_the_body_reads_what_is_asked_and_nothing_of_who_asked(link):
    page = words(Client().get(link))
    assert "请派人看看路灯" in page
    for private in ("王桂香", "073184560431", "2单元 301"):
        assert private not in page


def test_M15_the_body_answers_once_without_an_account(link):
    client, typed = Client(), {"says": "换好了两盏灯，夜里再看一次。", "who": "李班长"}
    assert client.post(link, typed).status_code == 200
    assert Line.objects.filter(did="answered", says__contains="换好了两盏灯").count() == 1
    again = client.post(link, typed)
    assert again.status_code == 409
    assert "已经答复过了" in words(again)
    assert client.get(link).status_code == 410
    assert Line.objects.filter(did="answered", says__contains="换好了两盏灯").count() == 1


def test_a_link_that_was_taken_back_says_so(link):
    concern = newest()
    services.recall(concern, by=concern.holder.person, at=now(), why="我们自己换了")
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "已经收回" in words(answer)


@pytest.mark.parametrize(
    "typed", [{"says": "好", "who": "李班长"}, {"says": "换好了两盏灯，夜里再看。", "who": ""}]
)
def test_an_answer_without_content_is_told_and_kept(link, typed):
    answer = Client().post(link, typed)
    assert answer.status_code in (409, 422)
    assert typed["says"] in words(answer)


def test_a_link_that_never_was_is_not_found():
    assert Client().get("/answer/nothing/").status_code == 404
