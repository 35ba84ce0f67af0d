"""M27: a fate that was written wrongly is put right, the old one is kept, and the matter it had become stays."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.collect.models import Category, PointFate
from huisheng.collect.talks import services as talks
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.echo.say import say
from huisheng.echo.voices.services import Said

NOW = localtime()


@pytest.fixture
def evening(street):
    return talks.hold(
        place=street.tingyu, title="试一试夜话", spot="树下", starts=NOW - timedelta(hours=1),
        hosts=[street.chen_post], by=street.chen, at=NOW,
    )  # fmt: skip


@pytest.fixture
def point(street, evening):
    said = Said(name="谭", phone="13812340431")
    return talks.capture(evening, words="灯不亮", kind="problem", said=said, by=street.chen, at=NOW)


@pytest.fixture
def by(street):
    return {"by": street.chen, "at": NOW, "hat": "听雨苑 支部书记"}


@pytest.fixture
def lamp():
    return Category.objects.select_related("clock", "receiver").get(code="C2")


def now_is(point):
    return PointFate.objects.get(point=point)


def told(speaker):
    found = Message.objects.filter(speaker=speaker, channel="app").order_by("pk")
    return list(found.values_list("line__did", flat=True))


def test_M27_the_old_fate_is_kept_and_who_spoke_hears_of_both(evening, point, by):
    talks.settle(point, fate="agenda", **by)
    talks.correct(point, fate="explained", words="物业当场换了灯泡。", **by)
    assert now_is(point).fate == "explained"
    assert [one.fate for one in point.past_fates.all()] == ["agenda"]
    assert told(point.speaker) == ["said", "settled", "corrected"]
    last = point.voice.lines.latest("pk").says
    assert last == "着落改了，原来写的是“上议事会”。现在：当场说清楚了：物业当场换了灯泡。"
    assert list(talks.waiting_points([evening.place.path]).filter(talk=evening)) == []


def test_M27_after_the_end_it_takes_a_reason_and_the_talk_says_so(evening, point, by):
    talks.settle(point, fate="agenda", **by)
    talks.close(evening, by=by["by"], at=NOW)
    evening.refresh_from_db()
    with pytest.raises(Refused, match="请写为什么改"):
        talks.correct(point, fate="outside", whom="供电 95598", **by)
    talks.correct(point, fate="outside", whom="供电 95598", why="灯是供电局的", **by)
    assert evening.voice.lines.latest("pk").says == (
        "第 1 条的着落，从“上议事会”改成“不归这里管”：灯是供电局的"
    )


def test_M27_a_matter_that_was_raised_stays_and_comes_back_with_its_number(evening, point, by, lamp):
    first = talks.settle(point, fate="concern", category=lamp, **by).concern
    talks.correct(point, fate="explained", words="当场换好了。", **by)
    first.refresh_from_db()
    assert first.is_open
    assert f"编号 {first.speaker.spoken}，照样办" in point.voice.lines.latest("pk").says
    back = talks.correct(point, fate="concern", category=lamp, **by)
    assert back.concern == first


def test_M27_a_point_corrected_to_a_matter_is_told_by_the_matter(evening, point, by, lamp):
    talks.settle(point, fate="explained", words="当场换好了。", **by)
    raised = talks.correct(point, fate="concern", category=lamp, **by).concern
    assert told(raised.speaker) == ["raised"]
    assert told(point.speaker) == ["said", "settled"]


def test_M27_what_a_later_room_went_on_with_is_not_corrected(evening, point, by):
    talks.settle(point, fate="agenda", **by)
    say(point.voice, by=by["by"], at=NOW, did="deliberated", says="议事会定了。")
    with pytest.raises(Refused, match="有人接着办了"):
        talks.correct(point, fate="explained", words="不用了吧。", **by)
    assert now_is(point).fate == "agenda"
