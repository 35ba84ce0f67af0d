"""R1: photos beside a matter are never asked for, and seen by whoever may read the line beside them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huisheng.collect.models import Concern
from huisheng.echo.models import Message, Photo
from huisheng.echo.photos.services import path_of, without_file
from tests.engines.test_photos import taken, where_it_was_taken
from tests.pages.resident import words


@pytest.fixture
def matter(street):
    return Concern.objects.filter(holder__person=street.zhou, is_open=True).order_by("pk").first()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA = tmp_path / "photos"


@pytest.fixture
def zhou(client, street):
    client.force_login(street.zhou)
    return client


def sent(data=None, name="a.jpg", said="修好的踏步，装了扶手", **more):
    return {"file": SimpleUploadedFile(name, data or taken()), "words": said, **more}


def put(client, matter, **more):
    return client.post(f"/matter/{matter.speaker.number}/photo/", sent(**more))


def resident_of(matter):
    """Whoever holds the receipt."""
    door = Client()
    tail = matter.speaker.phone_tail
    assert door.post("/my/", {"number": matter.speaker.number, "tail": tail}).status_code == 302
    return door


def test_R1_a_photo_stands_beside_the_matter_for_staff_and_for_who_spoke_only(street, zhou, matter):
    assert put(zhou, matter).status_code == 302
    one = Photo.objects.get()
    there = f"/photo/{one.name}/"
    assert there in words(zhou.get(f"/matter/{matter.speaker.number}/"))
    answer = zhou.get(there)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store, private")
    assert answer["X-Content-Type-Options"] == "nosniff"
    own = resident_of(matter)
    page = words(own.get(f"/my/{matter.speaker.number}/"))
    assert 'alt="修好的踏步，装了扶手"' in page
    assert own.get(there).status_code == 200
    assert Client().get(there).status_code == 404
    other = Client()
    other.force_login(street.yi)
    assert other.get(there).status_code == 404


def test_a_photo_for_colleagues_is_not_shown_to_the_resident(zhou, matter):
    put(zhou, matter, inner="on")
    there = f"/photo/{Photo.objects.get().name}/"
    own = resident_of(matter)
    assert there not in words(own.get(f"/my/{matter.speaker.number}/"))
    assert own.get(there).status_code == 404
    assert zhou.get(there).status_code == 200


def test_what_is_no_photo_is_refused_in_words_and_nothing_is_kept(zhou, matter):
    before = matter.voice.lines.count()
    heic = put(zhou, matter, data=b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, name="IMG_1.HEIC")
    assert heic.status_code == 409
    assert "截一张屏" in words(heic)
    assert put(zhou, matter, data=b"\x89PNG\r\n\x1a\nno", name="a.png").status_code == 409
    nameless = put(zhou, matter, said="")
    assert nameless.status_code == 422
    assert (Photo.objects.count(), matter.voice.lines.count()) == (0, before)


def test_a_photo_that_should_not_be_there_goes_with_a_reason(
    zhou, matter, django_capture_on_commit_callbacks
):
    put(zhou, matter)
    one = Photo.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = zhou.post(f"/matter/{matter.speaker.number}/photo/{one.pk}/", {"why": "拍到了门牌"})
    assert answer.status_code == 302
    assert not path_of(one.name).exists()
    assert zhou.get(f"/photo/{one.name}/").status_code == 404
    assert matter.voice.lines.latest("pk").says == "撤掉了一张照片：拍到了门牌"


def test_the_doctor_misses_a_file_that_is_gone(zhou, matter):
    put(zhou, matter)
    assert list(without_file()) == []
    path_of(Photo.objects.get().name).unlink()
    assert list(without_file()) == [Photo.objects.get()]


def test_who_may_not_write_on_a_matter_is_not_asked_for_a_photo_of_it(client, street):
    matters = Concern.objects.filter(street=street.street).select_related("speaker")
    seen = {True: 0, False: 0}
    for who in (street.zhou, street.lin):
        client.force_login(who)
        for one in matters:
            page = client.get(f"/matter/{one.speaker.number}/")
            if page.status_code == 200:
                adding = f"/matter/{one.speaker.number}/photo/"
                offered = adding in page.content.decode()
                assert offered == (client.get(adding).status_code == 200)
                seen[offered] += 1
    assert all(seen.values()), seen


def own(door, matter, **more):
    return door.post(f"/my/{matter.speaker.number}/photo/", sent(**more))


def test_whoever_spoke_puts_a_photo_beside_it_and_those_who_work_on_it_see_it(zhou, matter):
    door = resident_of(matter)
    assert own(door, matter, said="灯座锈坏了").status_code == 302
    one = Photo.objects.get()
    assert (one.by, one.line.hat, one.line.says) == (None, "本人", "放了一张照片：灯座锈坏了")
    assert Message.objects.filter(line=one.line, person=matter.holder.person).exists()
    there = f"/photo/{one.name}/"
    assert door.get(there).status_code == zhou.get(there).status_code == 200
    assert Client().get(there).status_code == 404
    assert there in words(door.get(f"/my/{matter.speaker.number}/"))


def test_a_stranger_puts_no_photo_beside_a_matter(street, matter):
    assert own(Client(), matter).headers["Location"] == "/my/"
    assert not Photo.objects.exists()


def test_an_own_photo_carries_no_place_and_no_camera(matter):
    own(resident_of(matter), matter, data=taken(exif=where_it_was_taken()))
    kept = path_of(Photo.objects.get().name).read_bytes()
    assert b"Exif" not in kept
    assert b"A telephone" not in kept


def test_what_is_no_photo_or_too_large_is_refused_to_a_resident_in_words(matter, monkeypatch):
    door = resident_of(matter)
    assert own(door, matter, data=b"\x89PNG\r\n\x1a\nno", name="a.png").status_code == 409
    monkeypatch.setattr("huisheng.echo.photos.rules.MOST_BYTES", 10)
    large = own(door, matter)
    assert large.status_code == 409
    assert "照片太大了" in words(large)
    assert not Photo.objects.exists()


def test_a_speaker_puts_six_photos_at_most(matter):
    door = resident_of(matter)
    for _ in range(6):
        own(door, matter)
    seventh = own(door, matter)
    assert seventh.status_code == 409
    assert "最多放 6 张" in words(seventh)
