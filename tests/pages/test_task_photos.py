"""R1, M60: a photo beside what was done is welcome, never asked for; seen with the task and with the matter it serves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huisheng.collect.models import Concern
from huisheng.deliberate.models import Item
from huisheng.echo.models import Photo
from huisheng.echo.photos.services import path_of, without_file
from huisheng.resolve.models import Task
from tests.engines.test_photos import taken, where_it_was_taken
from tests.pages.resident import words
from tests.pages.test_photos_pages import resident_of
from tests.pages.test_tasks_pages import out
from tests.services.test_tasks import given, matter

SEEN = "三盏灯都亮着"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA = tmp_path, tmp_path / "photos"


@pytest.fixture
def zhou(client, street):
    client.force_login(street.zhou)
    return client


def lamp(name="a.jpg", data=None):
    return SimpleUploadedFile(name, data or taken(exif=where_it_was_taken()))


def typed(*photos, pictured=SEEN, prefix="", **more):
    form = {"words": "换好了，亮了。", "who": "周志恒", "photos": list(photos), "pictured": pictured} | more
    return {f"{prefix}{name}": value for name, value in form.items()}


def test_R1_a_photo_beside_what_was_done_is_seen_on_the_task_and_on_the_matter(zhou, street):
    concern = matter(street)
    task = given(street, concern)
    assert zhou.post(f"/task/{task.pk}/finish/", typed(lamp())).status_code == 302
    beside = Photo.objects.order_by("pk")
    assert {one.line.voice_id for one in beside} == {task.voice_id, concern.voice_id}
    assert len({one.name for one in beside}) == 1
    assert b"A telephone" not in path_of(beside[0].name).read_bytes()
    there = f"/photo/{beside[0].name}/"
    assert there in words(zhou.get(f"/task/{task.pk}/"))
    own = resident_of(concern)
    assert f'alt="{SEEN}"' in words(own.get(f"/my/{concern.speaker.number}/"))
    assert own.get(there).status_code == zhou.get(there).status_code == 200
    assert Client().get(there).status_code == 404
    other = Client()
    other.force_login(street.yi)
    assert other.get(there).status_code == 404
    assert list(without_file()) == []


def test_M60_done_without_a_photo_is_done(zhou, street):
    task = given(street)
    assert zhou.post(f"/task/{task.pk}/finish/", typed(pictured="")).status_code == 302
    assert not Photo.objects.filter(line__voice=task.voice).exists()


def test_a_photo_that_came_is_not_chosen_twice_while_the_rest_is_put_right(zhou, street, tmp_path):
    task = given(street)
    there = f"/task/{task.pk}/finish/"
    wrong = zhou.post(there, typed(lamp(), lamp("b.jpg"), counted="换了好多灯"))
    assert wrong.status_code == 422
    assert "收到 2 张照片" in words(wrong)
    assert SEEN in words(wrong)
    held = wrong.context["form"]["waiting"].value()
    assert zhou.post(there, typed(waiting=held)).status_code == 302
    assert Photo.objects.filter(line__voice=task.voice).count() == 2


def test_what_waited_waits_no_longer_when_it_found_its_task(
    zhou, street, tmp_path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        zhou.post(f"/task/{given(street).pk}/finish/", typed(lamp()))
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("photos", "pictured", "why"),
    [
        ([lamp("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99)], SEEN, "IMG_1.HEIC：这是 HEIC"),
        ([lamp("a.png", b"\x89PNG\r\n\x1a\nno")], SEEN, "a.png：这不是照片"),
        ([lamp(name=f"{n}.jpg") for n in range(4)], SEEN, "一次最多放 3 张"),
        ([lamp()], "", "请写一句照片上是什么"),
    ],
)
def test_what_is_no_photo_or_too_many_is_refused_beside_what_was_typed(zhou, street, photos, pictured, why):
    task = given(street)
    for one in photos:
        one.seek(0)
    answer = zhou.post(f"/task/{task.pk}/finish/", typed(*photos, pictured=pictured))
    assert answer.status_code == 422
    assert why in words(answer)
    assert "换好了，亮了。" in words(answer)
    assert Task.objects.get(pk=task.pk).stage == "given"
    assert not Photo.objects.filter(line__voice=task.voice).exists()


def test_M45_an_outside_body_shows_it_by_its_link_without_an_account(client, street):
    task, link = out(street)
    assert 'enctype="multipart/form-data"' in words(client.get(link))
    assert client.post(f"{link}finish/", typed(lamp(), prefix="finish-")).status_code == 200
    one = Photo.objects.get(line__voice=task.voice)
    assert one.by is None
    concern = Concern.objects.get(pk=task.concern_id)
    assert f"/photo/{one.name}/" in words(resident_of(concern).get(f"/my/{concern.speaker.number}/"))


def test_one_more_afterwards_and_one_for_colleagues(zhou, street):
    concern = matter(street)
    task = given(street, concern)
    zhou.post(f"/task/{task.pk}/finish/", typed())
    there = f"/task/{task.pk}/photo/"
    assert there in words(zhou.get(f"/task/{task.pk}/"))
    assert zhou.post(there, {"file": lamp(), "words": "晚上也亮"}).status_code == 302
    assert zhou.post(there, {"file": lamp(), "words": "开关的位置", "inner": "on"}).status_code == 302
    page = words(resident_of(concern).get(f"/my/{concern.speaker.number}/"))
    assert "晚上也亮" in page
    assert "开关的位置" not in page


def test_a_photo_taken_away_goes_from_the_matter_too(zhou, street, django_capture_on_commit_callbacks):
    concern = matter(street)
    task = given(street, concern)
    zhou.post(f"/task/{task.pk}/finish/", typed(lamp()))
    one = Photo.objects.get(line__voice=task.voice)
    with django_capture_on_commit_callbacks(execute=True):
        answer = zhou.post(f"/task/{task.pk}/photo/{one.pk}/", {"why": "拍到了门牌"})
    assert answer.status_code == 302
    assert not path_of(one.name).exists()
    assert f"/photo/{one.name}/" not in words(resident_of(concern).get(f"/my/{concern.speaker.number}/"))
    assert list(without_file()) == []


def test_who_has_not_the_task_puts_nothing_beside_it(client, street):
    task = given(street)
    client.force_login(street.mo)
    assert client.post(f"/task/{task.pk}/photo/", {"file": lamp(), "words": SEEN}).status_code == 404
    assert not Photo.objects.filter(line__voice=task.voice).exists()


def test_M42_a_photo_of_a_kept_promise_is_seen_by_who_spoke_on_its_matters(client, street):
    promised = (
        Task.objects.filter(promise__isnull=False, stage="given").select_related("promise__item").first()
    )
    client.force_login(street.lin)
    assert client.post(f"/task/{promised.pk}/finish/", typed(lamp())).status_code == 302
    voices = set(Photo.objects.filter(words=SEEN).values_list("line__voice", flat=True))
    matters = Concern.objects.filter(voice__items__item=Item.objects.get(pk=promised.promise.item_id))
    assert {(one.lead or one).voice_id for one in matters} <= voices
