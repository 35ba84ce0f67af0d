"""Striking out a record (M151): the street officer alone, with a reason; what the resident then reads under the number."""

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns import services
from huisheng.collect.concerns.services import remove
from huisheng.collect.models import Concern
from tests.pages.resident import TAIL, at_the_door, newest, send, words
from tests.pages.test_walk import person

pytestmark = pytest.mark.django_db
WHY = "同一张工单录了两遍"


@pytest.fixture
def concern(street):
    send(at_the_door(street), street)
    return newest()


def client_of(street, key):
    client = Client()
    client.force_login(person(street, key))
    return client


def strike_out(client, concern, **typed):
    return client.post(f"/matter/{concern.speaker.number}/remove/", {"why": WHY} | typed)


def test_the_street_officer_strikes_out_with_a_reason_and_returns_to_the_queue(street, concern):
    officer, number = client_of(street, "guo"), concern.speaker.number
    assert "删掉登记" in words(officer.get(f"/matter/{number}/"))
    back = f"/desk/?tab=heard&open={number}"
    answer = strike_out(officer, concern, back=back)
    assert answer.url == "/desk/?tab=heard"
    assert not Concern.objects.filter(pk=concern.pk).exists()
    assert "删掉了" in words(officer.get(answer.url))


def test_from_the_matters_own_page_one_comes_to_ones_own_first_page(street, concern):
    answer = strike_out(client_of(street, "guo"), concern)
    assert answer.status_code == 302
    assert concern.speaker.number not in answer.url


@pytest.mark.parametrize("key", ["zhou", "chen", "lin"])
def test_who_works_on_it_may_not_strike_it_out_and_is_told_so(street, key):
    client = client_of(street, key)
    concern = Concern.objects.filter(holder__person=street.zhou, is_open=True, solved="").first()
    assert "删掉登记" not in words(client.get(f"/matter/{concern.speaker.number}/"))
    answer = strike_out(client, concern)
    assert answer.status_code == 403
    assert "这件事不在您负责的范围里。" in words(answer)
    assert Concern.objects.filter(pk=concern.pk).exists()


@pytest.mark.parametrize(("key", "status"), [("elsewhere", 404), ("he", 403)])
def test_an_officer_of_another_street_and_a_resident_may_not(street, concern, key, status):
    assert strike_out(client_of(street, key), concern).status_code == status
    assert Concern.objects.filter(pk=concern.pk).exists()


def test_without_a_reason_or_after_a_verdict_it_is_refused_in_a_sentence(street, concern):
    officer = client_of(street, "guo")
    refused = strike_out(officer, concern, why="删")
    assert refused.status_code == 409
    assert "请写删除的原因。" in words(refused)
    judged = Concern.objects.exclude(solved="").filter(lead=None, has_followers=False).first()
    assert "居民已经评价过，不能删除。" in words(officer.get(f"/matter/{judged.speaker.number}/"))
    assert strike_out(officer, judged).status_code == 409


def test_the_resident_reads_under_the_number_who_struck_it_out_and_why(street, concern):
    remove(concern, by=street.guo, at=now(), why=WHY, hat="莲池街道 街道干部")
    other = Client()
    answer = other.post("/my/", {"number": concern.speaker.spoken, "tail": TAIL}, follow=True)
    page = words(answer)
    assert f"这条登记删掉了，不再办理。原因：{WHY}。" in page
    assert f"街道干部{street.guo.name}" in page
    assert "三楼楼道灯不亮" in page
    assert 'href="/say/"' in page


def test_a_stranger_with_the_number_alone_reads_nothing_of_it(street, concern):
    remove(concern, by=street.guo, at=now(), why=WHY)
    assert Client().get(f"/my/{concern.speaker.number}/").url == "/my/"


def test_the_page_of_messages_shows_what_was_sent_about_a_struck_out_matter(street):
    told = (
        Concern.objects.filter(solved="", lead=None, has_followers=False).exclude(speaker__phone="").first()
    )
    told.speaker.__class__.objects.filter(pk=told.speaker_id).update(told_by="sms")
    told = Concern.objects.get(pk=told.pk)
    services.note(told, by=street.lin, at=now(), says="来过一次。")
    remove(told, by=street.guo, at=now(), why=WHY)
    page = client_of(street, "guo").get("/messages/")
    assert page.status_code == 200
    assert told.speaker.spoken in words(page)
