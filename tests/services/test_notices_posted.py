"""M56: publish, post, object, answer, correct, close, withdraw: each a line that residents read."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.models import Notice, NoticeLength, NoticeText
from huisheng.deliberate.notices import services
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.territory.places.services import merge

NOW = localtime()


def after(notice, days=1):
    """Some days after the last day of the notice."""
    return localtime().replace(hour=10) + (notice.text.ends - date.today()) + timedelta(days=days)


def shed(street):
    return services.known().get(pk=street.shed.pk)


def about(code):
    return next(row for row in services.lengths(on=NOW.date()) if row.code == code)


def publish(street, **more):
    given = {
        "about": about("other"), "place": street.tingyu, "title": "公示", "body": "正文", "publisher": "莲池社区居民委员会",
        "phone": "0731-5550 1201", "places": [street.tingyu], "begins": NOW.date(), "by": street.lin, "at": NOW,
    }  # fmt: skip
    return services.publish(**given | more)


def post_everywhere(notice, street, at=NOW):
    services.post_up(
        notice, list(services.missing_spots(notice)), who="周志恒", on=at.date(), by=street.lin, at=at
    )


def test_M56_a_seven_day_notice_cannot_be_closed_on_day_six_and_lists_its_objections(street):
    notice = shed(street)
    post_everywhere(notice, street)
    services.answer(street.shed_objection, fate="accepted", words="往里挪三米。", by=street.lin, at=NOW)
    sixth = NOW + (notice.text.begins + timedelta(days=6) - NOW.date())
    with pytest.raises(Refused, match="要贴满到"):
        services.close(notice, says="没有变化。", by=street.lin, at=sixth)
    end = services.close(notice, says="棚子往里挪三米再建。", by=street.lin, at=after(notice))
    assert not end.withdrawn
    assert [one.words for one in notice.objections.all()] == [
        "充电棚离一楼窗户太近，夜里有灯有声音，能不能往里挪到围墙边。"
    ]
    assert notice.voice.lines.latest("pk").says == "期满结束，提了 1 条意见。棚子往里挪三米再建。"


def test_M56_it_is_not_closed_with_an_objection_unanswered_or_a_place_missing(street):
    notice = shed(street)
    with pytest.raises(Refused, match="1 条意见没有答复"):
        services.close(notice, says="好。", by=street.lin, at=after(notice))
    services.answer(street.shed_objection, fate="refused", words="那边是消防通道。", by=street.lin, at=NOW)
    with pytest.raises(Refused, match="2 处没有张贴记录"):
        services.close(notice, says="好。", by=street.lin, at=after(notice))
    services.leave_out(notice, list(services.missing_spots(notice)), why="6栋在修门厅", by=street.lin, at=NOW)
    services.close(notice, says="好。", by=street.lin, at=after(notice))


def test_M56_the_length_comes_from_the_table_and_may_not_be_shorter(street):
    assert publish(street).days == 7
    assert publish(street, days=10).text.ends == NOW.date() + timedelta(days=10)
    with pytest.raises(Refused, match="至少要 7 天"):
        publish(street, days=6)
    assert publish(street, about=about("candidates")).counted == "working_days"


def test_M56_a_new_length_holds_from_its_day_on_and_what_hangs_keeps_its_own(street):
    notice = publish(street)
    services.keep_length(
        "other",
        days=10,
        counted="calendar_days",
        source="街道规定",
        confirmed=True,
        valid_from=NOW.date(),
        by=street.guo,
    )
    assert (about("other").days, about("other").source) == (10, "街道规定")
    assert Notice.objects.get(pk=notice.pk).days == 7
    assert NoticeLength.objects.filter(code="other").count() == 2
    with pytest.raises(Refused, match="已经有一行了"):
        services.keep_length(
            "other",
            days=5,
            counted="calendar_days",
            source="x",
            confirmed=False,
            valid_from=NOW.date(),
            by=street.guo,
        )


def test_M56_what_nobody_has_checked_is_marked_so(street):
    assert about("vote").confirmed
    assert about("vote").days == 15
    assert not about("candidates").confirmed


def test_M56_an_objector_gets_a_receipt_and_is_told_the_answer_once(street):
    notice = shed(street)
    said = Said(name="何婉宁", phone="13800000412")
    heard = services.object_(notice, words="费用贵了。", said=said, by=None, at=NOW, once="a-tap")
    again = services.object_(notice, words="费用贵了。", said=said, by=None, at=NOW, once="a-tap")
    assert heard == again
    assert heard.speaker.phone_tail == "0412"
    services.answer(heard, fate="partly", words="按电表收，不另加。", by=street.lin, at=NOW)
    told = Message.objects.filter(line__did="answered", line__voice=notice.voice)
    assert {one.speaker for one in told} == {heard.speaker}
    assert sorted(one.channel for one in told) == ["app", "sms"]
    with pytest.raises(Refused, match="已经答复过了"):
        services.answer(heard, fate="partly", words="再答一次。", by=street.lin, at=NOW)


def test_M56_a_corrected_text_is_a_new_version_and_starts_the_days_and_the_posting_again(street):
    notice = shed(street)
    before = notice.text
    services.correct(
        notice,
        title=before.title,
        body=before.body.replace("24", "20"),
        why="充电位少了四个",
        by=street.lin,
        at=NOW,
    )
    notice = shed(street)
    assert (notice.text.version, notice.text.begins) == (2, NOW.date())
    assert notice.text.ends == NOW.date() + timedelta(days=7)
    assert services.missing_spots(notice).count() == notice.spots.count()
    assert NoticeText.objects.get(pk=before.pk).body == before.body
    assert services.standing(notice).unanswered == 1


def test_M56_withdrawn_with_a_reason_and_then_nothing_more(street):
    notice = shed(street)
    with pytest.raises(Refused, match="理由"):
        services.withdraw(notice, why=" ", by=street.lin, at=NOW)
    services.withdraw(notice, why="方案要重做。", by=street.lin, at=NOW)
    assert notice.voice.lines.latest("pk").says == "撤回了：方案要重做。"
    for verb in (services.withdraw, lambda n, **k: services.close(n, says=k.pop("why"), **k)):
        with pytest.raises(Refused, match="已经撤回了"):
            verb(shed(street), why="再来", by=street.lin, at=after(notice))
    with pytest.raises(Refused):
        services.object_(shed(street), words="晚了", said=Said(), by=None, at=NOW)


def test_M56_a_place_is_posted_once_a_text_and_missing_ones_are_listed(street):
    notice = shed(street)
    missing = list(services.missing_spots(notice))
    assert [spot.place.where for spot in missing] == ["听雨苑 6栋 1单元", "听雨苑 6栋 2单元"]
    assert services.post_up(notice, missing, who="文秀云", on=NOW.date(), by=street.lin, at=NOW) == 2
    assert services.post_up(notice, missing, who="文秀云", on=NOW.date(), by=street.lin, at=NOW) == 0
    assert not services.missing_spots(notice).exists()


def test_M56_without_a_telephone_a_place_or_words_it_is_not_published(street):
    for wrong in ({"phone": ""}, {"places": []}, {"body": " "}, {"begins": NOW.date() - timedelta(days=1)}):
        with pytest.raises(Refused):
            publish(street, **wrong)


def test_M56_when_two_buildings_become_one_the_notices_hang_there(street):
    notice = publish(street, place=street.tingyu6, places=[street.tingyu6, street.tingyu5])
    merge(street.tingyu6, into=street.tingyu5, by=street.lin, at=NOW)
    moved = services.known().get(pk=notice.pk)
    assert (moved.place, moved.voice.path) == (street.tingyu5, street.tingyu5.path)
    assert moved.spots.filter(place=street.tingyu5).count() == 1
