"""Speaking instead of writing: a recording reaches the ledger, is heard by who may, and is written down."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns.services import remove
from huisheng.collect.concerns.unwritten import SPOKEN
from huisheng.collect.models import Concern
from huisheng.echo.models import Photo
from huisheng.echo.photos.services import path_of, without_file
from tests.pages.resident import words
from tests.rules.test_sounds import m4a, wav


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA = tmp_path, tmp_path / "photos"


def spoken(street, sound=None, **more):
    typed = {"for": "self", "place": street.tingyu3.token, "words": "", "phone": "13800000431", "once": "a1"}
    file = {"sound": SimpleUploadedFile("a.m4a", sound)} if sound is not None else {}
    return typed | file | more


def waiting():
    return list((path_of("x").parents[2] / "uploads").glob("*"))


@pytest.fixture
def matter(client, street):
    answer = client.post("/say/", spoken(street, m4a()))
    assert answer.status_code == 302, words(answer)
    return Concern.objects.latest("pk")


def test_a_minute_of_speech_is_a_matter_without_a_word_typed(client, street, matter):
    one = Photo.objects.get()
    assert (one.kind, one.seconds, one.line.did, matter.voice.title) == ("m4a", 7, "raised", SPOKEN)
    assert f"/photo/{one.name}/" in words(client.get(f"/my/{matter.speaker.number}/"))
    assert list(without_file()) == []
    heard = client.get(f"/photo/{one.name}/")
    assert (heard.status_code, heard["Content-Type"], heard["Accept-Ranges"]) == (200, "audio/mp4", "bytes")
    assert Client().get(f"/photo/{one.name}/").status_code == 404


def test_a_player_gets_the_part_that_it_asks_for(client, matter):
    there = f"/photo/{Photo.objects.get().name}/"
    whole = client.get(there).content
    part = client.get(there, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, whole[:2])
    assert part["Content-Range"] == f"bytes 0-1/{len(whole)}"
    assert client.get(there, headers={"range": "bytes=9999999-"}).status_code == 416
    assert client.get(there, headers={"range": "lines=1"}).status_code == 200


def test_what_was_said_is_written_down_by_who_listens_and_read_by_who_spoke(client, street, matter):
    staff = Client()
    staff.force_login(matter.holder.person)
    page = f"/matter/{matter.speaker.number}/"
    one = Photo.objects.get()
    assert f"{page}written/{one.pk}/" in words(staff.get(page))
    assert "<audio" in words(staff.get(f"{page}written/{one.pk}/"))
    assert staff.post(f"{page}written/{one.pk}/", {"words": "三楼的灯不亮。晚上看不见。"}).status_code == 302
    matter.voice.refresh_from_db()
    assert matter.voice.title == "三楼的灯不亮"
    assert "录音里说：三楼的灯不亮。晚上看不见。" in words(client.get(f"/my/{matter.speaker.number}/"))
    twice = staff.post(f"{page}written/{one.pk}/", {"words": "再写一次"})
    assert twice.status_code == 409
    assert "写成文字了" in words(twice)


def test_a_recording_stays_while_the_form_is_put_right(client, street):
    wrong = client.post("/say/", spoken(street, m4a(), phone="12"))
    assert wrong.status_code == 422
    assert "录音收到了" in words(wrong)
    held = wrong.context["held"]
    assert len(waiting()) == 1
    assert client.post("/say/", spoken(street, held=held)).status_code == 302
    assert Photo.objects.count() == 1


def test_a_recording_that_found_its_matter_waits_no_longer(
    client, street, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/say/", spoken(street, m4a()))
    assert waiting() == []


@pytest.mark.parametrize(
    ("sound", "why"),
    [(wav(70), "有 70 秒"), (b"no sound at all", "不是录音"), (b"", "空的"), (b"0" * 6_000_001, "6 MB")],
)
def test_what_is_no_recording_or_too_long_is_refused_in_words(client, street, sound, why):
    before = Concern.objects.count()
    answer = client.post("/say/", spoken(street, sound, words="灯不亮"))
    assert answer.status_code == 422
    assert why in words(answer)
    assert (Concern.objects.count(), Photo.objects.count(), waiting()) == (before, 0, [])


def test_neither_words_nor_a_recording_is_no_matter_and_a_made_up_name_is_no_recording(client, street):
    for held in ("", "a" * 32, "../../secret"):
        answer = client.post("/say/", spoken(street, held=held))
        assert answer.status_code == 422
        assert "请写一句话" in words(answer)


def test_who_spoke_says_more_later_and_nobody_else_does(client, matter):
    there = f"/my/{matter.speaker.number}/sound/"
    assert client.post(there, {"file": SimpleUploadedFile("b.wav", wav())}).status_code == 302
    assert Photo.objects.latest("pk").line.hat == "本人"
    stranger = Client().post(there, {"file": SimpleUploadedFile("b.wav", wav())})
    assert stranger.headers["Location"] == "/my/"
    assert Photo.objects.count() == 2


def test_a_recording_goes_with_its_matter(street, matter, django_capture_on_commit_callbacks):
    one = Photo.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        remove(matter, by=street.lin, at=now(), why="试着录的，不是真的事")
    one.refresh_from_db()
    assert one.removed_at
    assert not path_of(one.name, one.kind).exists()


def test_a_form_that_comes_twice_where_a_line_breaks_brings_its_recording_once(client, street):
    for _ in range(2):
        assert client.post("/say/", spoken(street, m4a())).status_code == 302
    assert Photo.objects.count() == 1


def test_a_recording_goes_along_when_it_is_what_neighbours_said_already(client, street):
    first = spoken(street, words="三楼楼道灯不亮，晚上看不见", phone="13800000432", once="b1")
    client.post("/say/", first)
    lead = Concern.objects.latest("pk")
    neighbour = Client()
    asked = neighbour.post("/say/", spoken(street, m4a(), words="三楼楼道灯不亮，晚上看不见"))
    assert (asked.status_code, asked.context["rows"][0]["url"]) == (422, f"/voices/{lead.pk}/")
    assert "会一起带上" in words(asked)
    typed = {"words": "也是", "phone": "12", "held": asked.context["typed"]["held"], "once": "c1"}
    wrong = neighbour.post(f"/voices/{lead.pk}/", typed)
    assert wrong.status_code == 422
    assert "会一起带上" in words(wrong)
    assert neighbour.post(f"/voices/{lead.pk}/", typed | {"phone": "13800000431"}).status_code == 302
    one = Photo.objects.get()
    assert one.line.voice == Concern.objects.get(lead=lead).voice


def test_a_recording_goes_along_when_it_is_another_matter(client, street):
    client.post("/say/", spoken(street, words="三楼楼道灯不亮，晚上看不见", phone="13800000432", once="b1"))
    neighbour = Client()
    asked = neighbour.post("/say/", spoken(street, m4a(), words="三楼楼道灯不亮，晚上看不见"))
    kept = dict(asked.context["kept"]) | {"alone": "1"}
    assert neighbour.post("/say/", kept).status_code == 302
    assert Photo.objects.get().line.voice == Concern.objects.latest("pk").voice


def test_a_recording_waits_while_somebody_looks_at_the_form_for_a_neighbour(client, street):
    for_another = client.post("/say/", spoken(street, m4a(), switch="neighbour"))
    held = for_another.context["held"]
    assert "替您留着" in words(for_another)
    theirs = {"for": "neighbour", "agreed": "on", "name": "刘奶奶", "words": "她家的水管漏"}
    alone = Client().post("/say/", spoken(street, held=held, **theirs))
    assert alone.status_code == 302
    assert not Photo.objects.exists()
    back = client.post("/say/", spoken(street, held=held, switch="self"))
    assert "录音收到了" in words(back)
    assert client.post("/say/", spoken(street, held=held)).status_code == 302
    assert Photo.objects.count() == 1


def test_what_is_no_recording_is_told_on_the_form_for_a_neighbour(client, street):
    answer = client.post("/say/", spoken(street, b"no sound at all", switch="neighbour"))
    assert answer.status_code == 200
    assert "不是录音" in words(answer)
