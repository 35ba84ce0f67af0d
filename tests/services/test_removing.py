"""A record that should never have been is struck out, and every counter follows (M151)."""

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns.figures import figures
from huisheng.collect.concerns.services.removing import remove
from huisheng.collect.models import Concern
from huisheng.echo.models import Line, Message
from huisheng.echo.notices.models import State
from huisheng.echo.photos import services as photos
from huisheng.echo.refusals import Refused


@pytest.fixture
def one(street):
    return (
        Concern.objects.filter(lead=None, has_followers=False, solved="")
        .select_related("community", "area")
        .first()
    )


def test_M151_deleting_one_record_lowers_the_counter(street, one):
    places = [place for place in (one.street, one.community, one.area) if place]
    before = [figures(place, now=now()).n("raised") for place in places]
    remove(one, by=street.guo, at=now(), why="测试时录的，不是真事")
    assert [figures(place, now=now()).n("raised") for place in places] == [n - 1 for n in before]
    assert not Concern.objects.filter(pk=one.pk).exists()


def test_who_struck_it_out_and_why_is_the_last_line_of_its_voice_and_the_speaker_is_told(street, one):
    line = remove(one, by=street.guo, at=now(), why="同一张工单录了两遍")
    assert (line.by, line.says) == (street.guo, "这条登记删掉了，不再办理。原因：同一张工单录了两遍。")
    assert Line.objects.filter(voice=line.voice).count() > 1
    waiting = Message.objects.filter(line__voice=line.voice, state=State.WAITING)
    assert {message.line_id for message in waiting} <= {line.pk}
    assert Message.objects.filter(line=line, speaker=one.speaker).exists()


def test_who_has_an_old_page_open_reads_what_was_done_before_striking_out(street, one):
    with pytest.raises(Refused, match="别人已经动过"):
        remove(one, by=street.guo, at=now(), why="同一张工单录了两遍", seen=one.version - 1)


def test_it_needs_a_reason_and_spares_what_others_joined_or_a_resident_judged(street, one):
    with pytest.raises(Refused, match="请写删除的原因"):
        remove(one, by=street.guo, at=now(), why=" ")
    for kept in (Concern.objects.filter(has_followers=True), Concern.objects.exclude(solved="")):
        with pytest.raises(Refused):
            remove(kept.first(), by=street.guo, at=now(), why="测试时录的，不是真事")


@pytest.mark.django_db(transaction=True)
def test_the_photos_of_a_record_that_is_struck_out_are_gone_from_the_disk(street, one, settings, tmp_path):
    settings.MEDIA = tmp_path
    line = Line.objects.filter(voice=one.voice).first()
    photo = photos.keep(line, picture=b"a picture", words="楼道的灯", by=street.guo, at=now())
    assert photos.path_of(photo.name).is_file()
    remove(one, by=street.guo, at=now(), why="测试时录的，不是真事")
    assert not photos.path_of(photo.name).exists()
    assert photos.photos_of(line.voice_id) == []
