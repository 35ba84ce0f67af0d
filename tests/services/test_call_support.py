"""M29: a telephone that anybody could have typed is proved by four digits where only proven support counts."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.collect.calls import services as calls
from huisheng.collect.models import Support
from huisheng.echo.models import Message, Speaker
from huisheng.echo.notices.channels import template_of
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()
PHONE = "13812340431"


def opened(street, **more):
    return calls.open_(
        kind="proposals", place=street.tingyu, title="先办哪几样", body="结余六万。", publisher="社区", phone="0731-5550 1201",
        opens=NOW.date(), closes=(NOW + timedelta(days=7)).date(), by=street.lin, at=NOW, **more,
    )  # fmt: skip


@pytest.fixture
def counted(street):
    return opened(street, only_proven=True)


@pytest.fixture
def rail(counted, street):
    return calls.propose(counted, words="装扶手", said=Said(person=street.he), by=street.he, at=NOW)


def sms(one):
    return Message.objects.get(speaker=one.waiting, channel="sms")


def people(call):
    return next(iter(calls.people_for(calls.leads_of(call)).values()))


def test_M29_a_telephone_counts_when_its_four_digits_come_back(counted, rail):
    one = calls.support(rail, person=None, phone=PHONE, at=NOW)
    assert people(counted) == (2, 1)
    wrong = f"{(int(one.waiting.code) + 1) % 10_000:04d}"
    with pytest.raises(Refused, match="对不上"):
        calls.prove(one, code=wrong, at=NOW)
    assert one.waiting.code in sms(one).words
    assert template_of(sms(one)) == ("code", {"code": one.waiting.code})
    calls.prove(one, code=one.waiting.code, at=NOW)
    assert people(counted) == (2, 2)
    with pytest.raises(Refused, match="不用再核实"):
        calls.prove(one, code=one.waiting.code, at=NOW)


def test_M29_a_telephone_is_forgotten_once_it_is_proved_and_after_a_day(rail):
    one = calls.support(rail, person=None, phone=PHONE, at=NOW)
    calls.prove(one, code=one.waiting.code, at=NOW)
    calls.support(rail, person=None, phone="13812340432", at=NOW)
    assert calls.forget_telephones(at=NOW + timedelta(hours=2)) == 0
    waiting = Support.objects.exclude(waiting=None).count()
    assert calls.forget_telephones(at=NOW + timedelta(days=2)) == waiting
    assert not Speaker.objects.filter(voice__kind="code").exclude(phone="").exists()
    assert not Message.objects.filter(line__did="code_sent").exclude(words="").exists()
    assert Support.objects.filter(proposal=rail).count() == 3


def test_M29_asked_again_the_digits_go_again_and_it_stays_one_support(rail):
    first = calls.support(rail, person=None, phone=PHONE, at=NOW)
    again = calls.support(rail, person=None, phone=PHONE, at=NOW)
    assert first.pk == again.pk
    calls.prove(again, code=again.waiting.code, at=NOW)
    with pytest.raises(Refused, match="已经支持过"):
        calls.support(rail, person=None, phone=PHONE, at=NOW)


def test_M29_where_support_is_advice_nobody_is_sent_a_code_and_everybody_counts(street):
    call = opened(street)
    one = calls.propose(call, words="装扶手", said=Said(phone="13800000001"), by=None, at=NOW)
    calls.support(one, person=None, phone=PHONE, at=NOW)
    typed = calls.propose(call, words="换滑梯", said=Said(phone="13800000002"), by=street.lin, at=NOW)
    assert people(call) == (2, 0)
    assert calls.people_for([*calls.leads(call).filter(pk=typed.pk)]) == {typed.pk: (1, 1)}
    assert not Message.objects.filter(line__did="code_sent", line__voice__title=call.title).exists()
