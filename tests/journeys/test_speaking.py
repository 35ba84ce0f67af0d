"""Speaking instead of writing, with a real microphone: what was recorded is not lost on any way to the ledger."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from huisheng.collect.concerns.unwritten import PICTURED, SPOKEN
from huisheng.collect.models import Concern
from huisheng.echo.models import Photo
from huisheng.echo.photos.services import path_of
from tests.journeys.test_without_a_line import at_home, closed_until_the_line_is_back, say_without_a_line
from tools import browser


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA = tmp_path, tmp_path / "photos"


def record(page: Page) -> None:
    page.get_by_role("button", name="按一下，开始录").click()
    expect(page.locator("[data-sound-left]")).to_have_text("1 / 60")
    page.locator("[data-sound-start]").click()
    recorded(page)


def recorded(page: Page) -> None:
    expect(page.locator("[data-sound-play]")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-recording]').files[0].size") > 100


def without_a_line(visitors, street) -> Page:
    """The page for saying something, at home, with the line gone."""
    page = at_home(visitors, street)
    page.context.set_offline(True)
    page.goto("/say/")
    return page


def sent_when_it_is_back(page: Page) -> None:
    """Kept, sent once, and not a second time."""
    page.get_by_role("button", name="记下，有网就送").click()
    expect(page.get_by_text("记在这部手机里了。")).to_be_visible()
    assert len(kept(page)) == 1
    closed_until_the_line_is_back(page)
    page.goto("/")
    expect(page.get_by_text("没有网时写的那件，已经送出去了。")).to_be_visible()
    page.reload()


def heard() -> list[Photo]:
    return [one for one in Photo.objects.select_related("line__voice") if one.is_sound]


def kept(page: Page) -> list[str]:
    asked = "inStore => new Promise(done => indexedDB.open('huisheng', 1).onsuccess = event => "
    asked += "event.target.result.transaction('sounds').objectStore('sounds').getAllKeys().onsuccess = found => done(found.target.result))"
    return list(page.evaluate(asked))


def test_a_recording_is_still_there_when_the_page_gets_larger_or_english(visitors, street, axe):
    page = visitors(browser.PHONE)
    page.goto(f"/q/{street.tingyu3.token}/")
    record(page)
    page.get_by_role("link", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-look", "elder")
    recorded(page)
    axe(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    recorded(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".receipt")).to_be_visible()
    (one,) = heard()
    assert one.line.voice.title == SPOKEN
    browser.until(page, "window.shelf.get('draft').then(left => !left)")


def test_what_is_spoken_without_a_line_is_sent_once_when_it_is_back(visitors, street):
    page = without_a_line(visitors, street)
    record(page)
    sent_when_it_is_back(page)
    (one,) = heard()
    assert Concern.objects.get(voice=one.line.voice).place == street.tingyu3
    browser.until(page, "window.shelf.get('draft').then(left => !left)")
    assert kept(page) == []


def test_the_line_breaks_after_the_recording_and_the_receipt_comes_when_it_is_back(visitors, street):
    page = at_home(visitors, street)
    record(page)
    say_without_a_line(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert len(heard()) == 1


def test_what_the_server_asks_about_comes_back_with_its_recording(visitors, street):
    page = visitors(browser.PHONE, service_workers="allow")
    page.goto("/")
    browser.until(
        page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    )
    page.context.set_offline(True)
    page.goto("/say/")
    record(page)
    page.get_by_role("button", name="记下，有网就送").click()
    expect(page.get_by_text("记在这部手机里了。")).to_be_visible()
    closed_until_the_line_is_back(page)
    page.goto(f"/where/{street.tingyu3.token}/?here=1&next=/my/")
    page.get_by_role("link", name="打开", exact=True).click()
    recorded(page)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert len(heard()) == 1


def test_a_shared_telephone_keeps_no_recording(visitors, street):
    page = at_home(visitors, street)
    record(page)
    page.get_by_label("这部手机别人也用").check()
    browser.until(page, "window.shelf.get('draft').then(left => !left)")
    assert kept(page) == []


def choose(page: Page, size: tuple[int, int] = (4000, 3000)) -> None:
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noisy(size)}
    page.get_by_label("或者拍张照片").set_input_files(photo)
    browser.until(page, "document.querySelector('[name=photos]').files[0]?.size < 1000000")


def noisy(size: tuple[int, int]) -> bytes:
    """A photo as large as a telephone takes it."""
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def test_a_photo_is_made_small_before_it_goes_over_a_weak_line(visitors, street, axe):
    page = visitors(browser.PHONE)
    page.goto(f"/q/{street.tingyu3.token}/")
    choose(page)
    axe(page)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    (one,) = Photo.objects.select_related("line__voice")
    assert one.line.voice.title == PICTURED
    assert Image.open(path_of(one.name)).size == (1600, 1200)
    browser.until(page, "window.shelf.get('draft:photos').then(left => !left)")


def test_a_photo_taken_without_a_line_is_sent_once_when_it_is_back(visitors, street):
    page = without_a_line(visitors, street)
    choose(page)
    page.get_by_label("什么事，在哪里").fill("三楼的扶手断了")
    sent_when_it_is_back(page)
    (one,) = Photo.objects.select_related("line__voice")
    assert one.line.voice.title == "三楼的扶手断了"
    assert kept(page) == []
