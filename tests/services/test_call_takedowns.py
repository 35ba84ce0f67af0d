"""M29, M33: words are taken down by a reason of the list, the author may ask another person, and a mistake is undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from huisheng.collect.calls import services as calls
from huisheng.collect.models import TakenDown
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()
AFTER = NOW + timedelta(days=8)


@pytest.fixture
def call(street):
    return calls.open_(
        kind="draft", place=street.tingyu, title="停车办法", body="先到先停。", publisher="社区", phone="0731-5550 1201",
        opens=NOW.date(), closes=(NOW + timedelta(days=7)).date(), by=street.lin, at=NOW,
    )  # fmt: skip


@pytest.fixture
def rude(call):
    return calls.propose(call, words="6栋那个谁是个骗子", said=Said(phone="13800000001"), by=None, at=NOW)


@pytest.fixture
def by(street):
    return {"by": street.lin, "at": NOW, "hat": "莲池社区 社区经办人"}


def told(proposal):
    found = Message.objects.filter(speaker=proposal.speaker, channel="app").order_by("pk")
    return list(found.values_list("line__did", flat=True))


def asked_staff(proposal):
    found = Message.objects.filter(line__voice=proposal.voice, line__did="asked_again", person__isnull=False)
    return {message.person for message in found}


def test_M33_words_go_by_a_reason_of_the_list_only_and_the_author_hears_it(rude, by):
    with pytest.raises(Refused, match="只有这三种"):
        calls.take_down(rude, why="unwelcome", **by)
    calls.take_down(rude, why="abuse", words="去掉那一句可以再提。", **by)
    assert told(rude) == ["proposed", "taken_down"]
    assert "骂人或者中伤别人" in rude.voice.lines.latest("pk").says
    with pytest.raises(Refused, match="已经撤下"):
        calls.take_down(rude, why="abuse", **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenDown.objects.create(proposal=rude, why="abuse", at=NOW)


def test_M33_the_author_asks_once_and_it_goes_to_everybody_but_who_took_it_down(street, rude, by):
    calls.take_down(rude, why="abuse", **by)
    calls.ask_again(rude, words="我说的是实话。", at=NOW)
    told_staff = asked_staff(rude)
    assert street.lin not in told_staff
    assert {street.chen, street.guo} <= told_staff
    with pytest.raises(Refused, match="一次为限"):
        calls.ask_again(rude, words="我说的是实话。", at=NOW)
    with pytest.raises(Refused, match="请另一位来看"):
        calls.keep_down(rude, words="还是中伤别人。", **by)
    calls.keep_down(rude, words="还是中伤别人。", **by | {"by": street.chen})
    assert told(rude) == ["proposed", "taken_down", "kept_down"]
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenDown.objects.filter(proposal=rude).update(answered_by=street.lin)


def test_M33_a_call_waits_for_whoever_asked_again_but_not_for_what_is_down(street, call, rude, by):
    calls.take_down(rude, why="abuse", **by)
    assert calls.standing(call).unanswered == ()
    calls.ask_again(rude, words="我说的是实话。", at=NOW)
    with pytest.raises(Refused, match="没有答复：第 1 条"):
        calls.close(call, says="定了。", by=street.lin, at=AFTER)
    calls.keep_down(rude, words="还是中伤别人。", **by | {"by": street.chen})
    calls.close(call, says="定了。", by=street.lin, at=AFTER)


def test_M33_what_is_put_back_after_the_end_is_still_answered(street, call, rude, by):
    calls.take_down(rude, why="abuse", **by)
    calls.close(call, says="定了。", by=street.lin, at=AFTER)
    calls.put_back(rude, why="看错了，对不起。", **by | {"at": AFTER})
    assert calls.standing(call).unanswered == (1,)
    calls.answer(rude, fate="refused", words="办法里不写人。", by=street.lin, at=AFTER)
    assert told(rude) == ["proposed", "taken_down", "put_back", "answered"]


def test_M29_what_is_down_is_neither_merged_nor_answered_and_a_lead_is_not_taken_from_its_followers(
    street, call, rude, by
):
    other = calls.propose(call, words="太贵", said=Said(), by=None, at=NOW)
    calls.take_down(rude, why="personal", **by)
    for verb in (
        lambda: calls.merge(other, [rude], why="", **by),
        lambda: calls.answer(rude, fate="refused", words="写了别人。", **by),
    ):
        with pytest.raises(Refused, match="已经撤下"):
            verb()
    calls.put_back(rude, why="看错了。", **by)
    calls.merge(other, [rude], why="", **by)
    with pytest.raises(Refused, match="先分开再撤下"):
        calls.take_down(other, why="abuse", **by)
