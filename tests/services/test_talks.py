"""M27, M57: a courtyard evening from the first word to the last fate; who spoke hears of it once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from huisheng.collect.models import Category, Concern, PointFate, TalkPoint
from huisheng.collect.talks import services as talks
from huisheng.collect.talks.services.counting import mark
from huisheng.echo.models import Line, Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()
PHONE = "13812340431"


def leaf(code="C2"):
    return Category.objects.select_related("clock", "receiver").get(code=code)


@pytest.fixture
def evening(street):
    return talks.hold(
        place=street.tingyu, title="试一试夜话", spot="树下", starts=NOW - timedelta(hours=1),
        hosts=[street.chen_post], by=street.chen, at=NOW,
    )  # fmt: skip


def say(street, talk, words="灯不亮", kind="problem", **more):
    return talks.capture(talk, words=words, kind=kind, by=street.chen, at=NOW, **more)


def settle(street, point, fate="explained", words="当场说清楚了。", **more):
    return talks.settle(point, fate=fate, words=words, by=street.chen, at=NOW, **more)


def told(speaker):
    """What a speaker was told on the page, line by line."""
    return list(
        Message.objects.filter(speaker=speaker, channel="app")
        .order_by("pk")
        .values_list("line__did", flat=True)
    )


def test_M27_a_talk_of_nine_points_cannot_close_until_nine_fates_are_set(street, evening):
    points = [say(street, evening, f"第{n}件事") for n in range(9)]
    for point in points[:8]:
        settle(street, point)
        with pytest.raises(Refused, match="没有着落"):
            talks.close(evening, by=street.chen, at=NOW)
    settle(street, points[8], fate="agenda", words="")
    talks.close(evening, by=street.chen, at=NOW)
    last = evening.voice.lines.latest("pk")
    assert last.says == "说了 9 条，条条有着落：上议事会 1 条，当场说清楚了 8 条。"
    with pytest.raises(Refused, match="已经结束"):
        say(street, evening)


def test_M27_a_point_becomes_a_matter_with_a_holder_and_the_speaker_is_told_once(street, evening):
    point = say(street, evening, "3栋路灯九点就灭", said=Said(name="何婉宁", phone=PHONE))
    given = settle(street, point, fate="concern", words="", place=street.tingyu3, category=leaf())
    concern = given.concern
    assert (concern.place, concern.channel, concern.is_open) == (street.tingyu3, "talk", True)
    assert concern.holder is not None
    assert concern.speaker.phone == PHONE
    assert told(concern.speaker) == ["raised"]
    assert told(point.speaker) == ["said"]
    assert concern.speaker.spoken in point.voice.lines.latest("pk").says


def test_M27_every_other_fate_is_told_once_to_who_said_it(street, evening):
    for fate, more in (
        ("agenda", {}), ("explained", {}), ("outside", {"whom": "12345"}), ("offered", {}),
    ):  # fmt: skip
        point = say(street, evening, f"说一说{fate}", said=Said(name="谭", phone=PHONE))
        settle(street, point, fate=fate, **more)
        assert told(point.speaker) == ["said", "settled"]
        sms = Message.objects.filter(speaker=point.speaker, channel="sms").values_list("line__did", flat=True)
        assert sorted(sms) == ["said", "settled"]


def test_closing_tells_nobody_twice(street, evening):
    point = say(street, evening, said=Said(name="谭", phone=PHONE))
    settle(street, point)
    before = Message.objects.filter(speaker__isnull=False).count()
    talks.close(evening, by=street.chen, at=NOW)
    assert Message.objects.filter(speaker__isnull=False).count() == before


def test_M27_two_people_write_a_fate_at_once_and_the_second_reads_the_first(street, evening):
    point = say(street, evening)
    settle(street, point, fate="agenda", words="")
    with pytest.raises(Refused, match="别人已经写了着落：上议事会"):
        settle(street, point)
    with pytest.raises(IntegrityError), transaction.atomic():
        PointFate.objects.create(point=point, fate="explained", at=NOW)


def test_two_scribes_at_once_lose_no_line(street, evening):
    first, second = say(street, evening, "第一位记的"), talks.capture(
        evening, words="第二位记的", kind="resource", by=street.zhou, at=NOW
    )  # fmt: skip
    assert (first.number, second.number) == (1, 2)


def test_the_same_form_sent_twice_is_one_point(street, evening):
    first, again = (say(street, evening, once="tap") for _ in range(2))
    assert first.pk == again.pk


def test_M57_one_evening_yields_two_resources_and_three_problems_in_their_lists(street, evening):
    for n, kind in enumerate(["resource", "resource", "problem", "problem", "problem"]):
        say(street, evening, f"第{n}句", kind=kind)
    here = talks.points_in([street.tingyu.path]).filter(talk=evening)
    assert here.filter(kind="resource").count() == 2
    assert here.filter(kind="problem").count() == 3


def test_what_waits_for_a_council_has_a_voice_that_its_speaker_hears(street, evening):
    point = say(street, evening, "画车位", said=Said(name="何", phone=PHONE))
    settle(street, point, fate="agenda", words="")
    waiting = talks.waiting_points([street.tingyu.path])
    assert point in waiting
    assert list(point.voice.speakers.all()) == [point.speaker]
    assert list(waiting.values_list("fate__at", flat=True)) == sorted(
        waiting.values_list("fate__at", flat=True)
    )


def test_three_hundred_names_count_once_each_and_no_name_is_kept_without_consent(street, evening):
    names = [
        f"{a}{b}"
        for a in "赵钱孙李周吴郑王冯陈褚卫蒋沈韩"
        for b in "安宁平康乐和顺美明华丽芳强军勇伟杰涛磊静"
    ]
    counted = talks.count_in(
        evening, text="\n".join([*names, "赵安"]), role="resident", agreed=False, by=street.chen, at=NOW
    )
    assert (counted.new, counted.again) == (300, ("赵安",))
    more = talks.count_in(evening, text="赵安、新来的", role="property", agreed=True, by=street.chen, at=NOW)
    assert (more.new, more.before) == (1, ("赵安",))
    assert set(evening.attendees.values_list("name", flat=True)) == {"", "新来的"}
    assert talks.roles_of(evening) == [("居民", 300), ("物业", 1)]


def test_M43_a_person_at_three_talks_counts_once(street):
    since = (NOW - timedelta(days=1)).date()
    for _ in range(3):
        one = talks.hold(
            place=street.tingyu,
            title="夜话",
            spot="树下",
            starts=NOW,
            hosts=[street.chen_post],
            by=street.chen,
            at=NOW,
        )
        talks.count_in(one, text="丁小满", role="resident", agreed=False, by=street.chen, at=NOW)
    assert talks.distinct_people(street.tingyu, since=since) == talks.distinct_people(
        street.lianchi, since=since
    )
    assert mark(street.tingyu, "丁小满") == mark(street.hefeng, "丁小满")


def test_a_talk_with_points_is_neither_cancelled_nor_moved(street, evening):
    say(street, evening)
    with pytest.raises(Refused, match="不能取消"):
        talks.cancel(evening, why="下雨", by=street.chen, at=NOW)
    with pytest.raises(Refused, match="时间不能再改"):
        talks.move(evening, starts=NOW + timedelta(days=2), spot="亭子", by=street.chen, at=NOW)


def test_M28_a_cancelled_evening_shows_why(street):
    with pytest.raises(Refused, match="请写一句"):
        talks.cancel(street.talk_coming, why=" ", by=street.chen, at=NOW)
    talks.cancel(street.talk_coming, why="当天停电", by=street.chen, at=NOW)
    assert street.talk_coming.voice.lines.latest("pk").says == "取消了：当天停电"


def test_a_mistyped_line_is_put_right_until_something_became_of_it(street, evening):
    point = say(street, evening, "等不亮")
    talks.reword(point, words="灯不亮", kind="problem", private=False, by=street.chen, at=NOW)
    assert TalkPoint.objects.get(pk=point.pk).words == "灯不亮"
    settle(street, point)
    with pytest.raises(Refused, match="不能再改"):
        talks.reword(point, words="别的", kind="problem", private=False, by=street.chen, at=NOW)


def test_a_dropped_line_leaves_the_list_and_asks_for_no_fate(street, evening):
    talks.drop(say(street, evening), why="记重了", by=street.chen, at=NOW)
    assert talks.standing(evening).points == 0
    talks.close(evening, by=street.chen, at=NOW)


def test_every_line_of_the_story_s_talk_is_readable(street):
    points = TalkPoint.objects.filter(talk=street.talk)
    assert points.count() == 9
    assert PointFate.objects.filter(point__in=points).count() == 9
    assert not Line.objects.filter(voice__talk_point__in=points, says="").exists()
    assert Concern.objects.filter(talk_fate__point__in=points).count() == 2
