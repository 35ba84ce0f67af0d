"""SCREENS, M23: a photo says it too: beside words, instead of words, and never asked for (R1)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huisheng.collect.concerns import taking
from huisheng.collect.concerns.triage.services import suggest
from huisheng.collect.concerns.unwritten import PICTURED
from huisheng.collect.models import Concern
from huisheng.echo import pace
from huisheng.echo.models import Photo
from huisheng.echo.photos.services import path_of, without_file
from tests.engines.test_photos import taken, where_it_was_taken
from tests.pages.resident import words


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA = tmp_path, tmp_path / "photos"


def picture(data=None):
    return SimpleUploadedFile("a.jpg", taken(exif=where_it_was_taken()) if data is None else data)


def typed(street, *photos, **more):
    form = {
        "for": "self",
        "place": street.tingyu3.token,
        "words": "三楼的扶手断了一截，怕人摔着",
        "once": "a1",
    }
    return form | {"photos": list(photos), "phone": "13800000431"} | more


def newest():
    return Concern.objects.latest("pk")


def waiting():
    return list((path_of("x").parents[2] / "uploads").glob("photo-*"))


def test_photos_go_along_with_the_words_and_are_freed_of_where_they_were_taken(
    client, street, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/say/", typed(street, picture(), picture()))
    assert answer.status_code == 302, words(answer)
    one, other = Photo.objects.order_by("pk")
    assert (one.line.did, one.words, other.line) == ("raised", "", one.line)
    assert b"A telephone" not in path_of(one.name).read_bytes()
    there = f"/photo/{one.name}/"
    assert there in words(client.get(f"/my/{newest().speaker.number}/"))
    assert Client().get(there).status_code == 404
    assert (waiting(), list(without_file())) == ([], [])


def test_a_photo_alone_is_a_matter_that_is_shown_to_nobody_as_like_another(client, street):
    assert client.post("/say/", typed(street, picture(), words="")).status_code == 302
    assert client.post("/say/", typed(street, picture(), words="", once="a2")).status_code == 302
    assert newest().voice.title == PICTURED


def test_what_a_photo_is_about_is_not_guessed_from_words_that_nobody_wrote(client, street, monkeypatch):
    asked = []
    monkeypatch.setattr(
        taking, "suggest", lambda words, street: asked.append(words) or suggest(words, street=street)
    )
    assert client.post("/say/", typed(street, picture(), words="")).status_code == 302
    assert client.post("/say/", typed(street, picture(), once="a2", words="灯坏了")).status_code == 302
    assert asked == ["", "灯坏了"]


def test_the_same_form_sent_twice_is_one_matter_with_its_photo_once(client, street):
    for _again in range(2):
        client.post("/say/", typed(street, picture()))
    assert Photo.objects.count() == 1


def test_who_works_on_it_writes_down_what_is_to_be_seen_and_who_showed_it_reads_it(client, street):
    client.post("/say/", typed(street, picture(), words=""))
    matter, photo, staff = newest(), Photo.objects.get(), Client()
    staff.force_login(matter.holder.person)
    page, there = f"/matter/{matter.speaker.number}/", f"/matter/{matter.speaker.number}/written/{photo.pk}/"
    whole = words(staff.get(page))
    assert there in whole
    assert whole.index(f"/photo/{photo.name}/") < whole.index("谁说的")  # beside the words, not at the end
    assert whole.count(there) == 1
    assert f"/photo/{photo.name}/" in words(staff.get(there))
    empty = staff.post(there, {"words": " "})
    assert (empty.status_code, Photo.objects.get().words) == (422, "")
    assert staff.post(there, {"words": "二楼的扶手断了。铁管翘着。"}).status_code == 302
    matter.voice.refresh_from_db()
    assert matter.voice.title == "二楼的扶手断了"
    mine = words(client.get(f"/my/{matter.speaker.number}/"))
    assert "照片上是：二楼的扶手断了。铁管翘着。" in mine
    assert 'alt="二楼的扶手断了。铁管翘着。"' in mine
    assert there not in words(staff.get(page))
    assert staff.post(there, {"words": "再写一次"}).status_code == 409


def test_M23_a_neighbour_shows_what_an_elder_cannot(client, street):
    told = {"for": "neighbour", "name": "王奶奶", "phone": "073184560431", "agreed": "on"}
    assert client.post("/say/", typed(street, picture(), **told)).status_code == 302
    assert Photo.objects.get().line.voice == newest().voice


def test_photos_wait_while_the_form_is_put_right_and_leave_on_one_press(client, street):
    wrong = client.post("/say/", typed(street, picture(), picture(), phone="12"))
    assert wrong.status_code == 422
    assert "收到 2 张照片" in words(wrong)
    names = wrong.context["form"]["waiting"].value()
    turned = client.post("/say/", typed(street, waiting=names, switch="neighbour"))
    assert turned.context["form"]["waiting"].value() == names
    assert "收到 2 张照片" in words(turned)
    without = client.post("/say/", typed(street, waiting=names, drop="self"))
    assert "三楼的扶手断了一截" in words(without)
    assert not without.context["form"].chosen
    assert client.post("/say/", typed(street, waiting=names)).status_code == 302
    assert Photo.objects.count() == 2


def test_photos_chosen_before_turning_to_a_neighbour_go_along(client, street):
    turned = client.post("/say/", typed(street, picture(), switch="neighbour"))
    assert "收到 1 张照片" in words(turned)
    spoilt = client.post("/say/", typed(street, picture(b"no photo"), switch="neighbour"))
    assert spoilt.status_code == 200
    assert "这不是照片" in words(spoilt)


def test_a_press_that_comes_too_often_keeps_what_was_typed(client, street, settings):
    settings.PACE_SECONDS, settings.PACE_ADDRESS = 600, 1
    pace.forget()
    for words_told in ("收到 1 张照片", "一下子来得太多"):
        turned = client.post("/say/", typed(street, picture(), switch="neighbour"))
        assert turned.status_code == 200
        assert words_told in words(turned)
        assert "三楼的扶手断了一截" in words(turned)
    pace.forget()


def test_a_photo_goes_along_to_what_a_neighbour_said_already(client, street):
    assert Client().post("/say/", typed(street, alone="1")).status_code == 302
    asked = client.post("/say/", typed(street, picture(), once="b", words="三楼扶手断了一截，老人怕摔着"))
    assert asked.status_code == 422
    assert "1 张照片收到了" in words(asked)
    lead = newest()
    names = " ".join(asked.context["photos"])
    answer = client.post(f"/voices/{lead.pk}/", {"words": "我家也是", "once": "b", "waiting": names})
    assert answer.status_code == 302
    assert Photo.objects.get().line.voice == newest().voice
    assert newest().lead == lead


@pytest.mark.parametrize(
    ("photos", "why"),
    [([b"no photo at all"], "这不是照片"), ([b""], "空的"), ([None] * 4, "一次最多放 3 张照片")],
)
def test_what_is_no_photo_is_refused_in_words_and_what_was_typed_stays(client, street, photos, why):
    before = Concern.objects.count()
    answer = client.post("/say/", typed(street, *map(picture, photos)))
    assert answer.status_code == 422
    assert why in words(answer)
    assert "三楼的扶手断了一截" in words(answer)
    assert (Concern.objects.count(), Photo.objects.count()) == (before, 0)


def test_neither_words_nor_a_photo_is_no_matter_and_a_made_up_name_is_no_photo(client, street):
    for names in ("", "a" * 32, "../../secret"):
        answer = client.post("/say/", typed(street, words="", waiting=names))
        assert answer.status_code == 422
        assert "请写一句话" in words(answer)
