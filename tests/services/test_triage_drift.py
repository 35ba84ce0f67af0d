"""Whether the suggestions still fit, said in a sentence; who put which model into use."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns.triage import drift, teaching
from huisheng.collect.models import Category, Drift, Learned, Sorting, Switch
from huisheng.echo.models import Line
from huisheng.echo.refusals import Refused
from tests.services.test_triage_services import raised, taught

NEW_WORDS = "充电桩跳闸，新能源车充不进电，扫码支付失败"


@pytest.fixture
def learned(street):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    return Learned.objects.get(state="used")


def said(street, learned, words, *, days, decided=None, n=1):
    """Matters with a suggestion of this model, so many days after it was made."""
    at = learned.made_at + timedelta(days=days)
    for _ in range(n):
        concern = raised(street, words)
        Line.objects.filter(voice=concern.voice, did="raised").update(at=at)
        Sorting.objects.filter(voice=concern.voice).delete()
        lamp = Category.objects.get(code="C2")
        Sorting.objects.create(
            voice=concern.voice, street=street.street, learned=learned, suggested=lamp, probability=0.9, at=at,
            decided=Category.objects.get(code=decided) if decided else None,
        )  # fmt: skip


def test_words_that_were_never_learned_are_told_once_there_are_many(street, learned):
    said(street, learned, "三楼楼道灯不亮，半夜施工太吵", days=2, n=3)
    said(street, learned, NEW_WORDS, days=70, n=3)
    assert drift.look_all(at=learned.made_at + timedelta(days=80)) == 1
    told = drift.sentences(street.street.path)
    assert len(told) == 1
    assert "它没学过" in told[0]
    assert drift.sentences(street.tingyu3.path) == told


def test_suggestions_that_people_change_more_often_are_told(street, learned):
    said(street, learned, "楼道灯不亮", days=3, decided="C2", n=20)
    said(street, learned, "楼道灯不亮", days=75, decided="C2", n=14)
    said(street, learned, "楼道灯不亮", days=75, decided="E1", n=6)
    drift.look_all(at=learned.made_at + timedelta(days=80))
    assert ["20 件里人改了 6 件" in one for one in drift.sentences(street.street.path)] == [True]


def test_nothing_is_told_while_it_does_as_it_did(street, learned):
    said(street, learned, "楼道灯不亮", days=3, decided="C2", n=3)
    said(street, learned, "楼道灯不亮", days=75, decided="C2", n=3)
    drift.look_all(at=learned.made_at + timedelta(days=80))
    assert drift.sentences(street.street.path) == []


def test_it_is_looked_at_once_a_day(street, learned):
    at = now()
    assert [drift.look_all(at=at), drift.look_all(at=at), drift.look_all(at=at + timedelta(days=1))] == [
        1,
        0,
        1,
    ]
    assert Drift.objects.count() == 1


def test_the_clerk_reads_it_on_today_and_the_office_on_its_page(street, learned, client):
    said(street, learned, "三楼楼道灯不亮，半夜施工太吵", days=2, n=3)
    said(street, learned, NEW_WORDS, days=70, n=3)
    drift.look_all(at=learned.made_at + timedelta(days=80))
    for who, page in ((street.lin, "/today/"), (street.guo, "/triage/")):
        client.force_login(who)
        assert "它没学过" in client.get(page).content.decode()


def test_every_change_of_the_model_in_use_keeps_who_and_when(street, learned, client):
    assert teaching.last_switch(street.street).learned == learned
    teaching.stop_using(street.street, by=street.guo, at=now())
    with pytest.raises(Refused, match="没有在用的"):
        teaching.stop_using(street.street, by=street.guo, at=now())
    learned.refresh_from_db()
    teaching.go_back(learned, by=street.guo, at=now())
    assert [one.learned_id for one in Switch.objects.filter(street=street.street)] == [
        learned.pk,
        None,
        learned.pk,
    ]
    client.force_login(street.guo)
    assert "换上的" in client.get("/triage/").content.decode()
