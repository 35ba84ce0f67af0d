"""The desk by keyboard alone, and without scripts: nothing needs the mouse."""

import re

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.voices.services import Said
from huisheng.territory.models import Place
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quiet(street):
    """A building of the clerk's community of which the story says nothing."""
    spoken_of = Concern.objects.values("place__path")
    silent = Place.objects.filter(kind="building", community=street.lianchi)
    return silent.exclude(path__in=spoken_of).order_by("pk").first()


def say(place, words, category="C2"):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    said = Said(name="王桂香", phone="13812340431")
    return concerns.raise_(words, place=place, category=leaf, said=said, channel="page", by=None, at=now())


def test_a_clerk_walks_opens_contacts_and_reports_done_by_keyboard(street, quiet, visitors, axe):
    first, second = say(quiet, "三楼楼道灯不亮"), say(quiet, "四楼楼道灯也不亮")
    page = visitors(browsers.DESK, by=street.lin)
    page.goto(f"/desk/?at={quiet.pk}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(":focus")).to_contain_text("三楼楼道灯不亮")
    page.keyboard.press("Enter")
    expect(page.locator("#matter h1")).to_have_text("三楼楼道灯不亮")
    expect(page.locator(".row[aria-current]")).to_contain_text("三楼楼道灯不亮")
    axe(page)
    page.keyboard.press("c")
    expect(page.locator("#act-here textarea")).to_be_focused()
    page.keyboard.type("打过电话，今晚去换。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("记下了")
    expect(page.locator(".timeline")).to_contain_text("打过电话，今晚去换。")
    first.refresh_from_db()
    assert first.stage == "working"
    page.keyboard.press("f")
    expect(page.locator("#act-here textarea").first).to_be_focused()
    expect(page.locator(".htmx-settling")).to_have_count(0)  # only then the field has the focus for good
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("[name=find]")).to_be_focused()
    page.keyboard.type(second.speaker.spoken)
    page.keyboard.press("Enter")
    expect(page.locator("#matter h1")).to_have_text("四楼楼道灯也不亮")


def test_on_a_wide_screen_the_first_matter_stands_beside_the_queue_and_j_goes_on_from_it(
    street, quiet, visitors
):
    say(quiet, "三楼楼道灯不亮")
    say(quiet, "四楼楼道灯也不亮")
    page = visitors(browsers.DESK, by=street.lin)
    page.goto("/privacy/")
    page.goto(f"/desk/?at={quiet.pk}")
    expect(page.locator("#matter h1")).to_have_text("三楼楼道灯不亮")
    expect(page.locator(".row[aria-current]")).to_contain_text("三楼楼道灯不亮")
    expect(page).to_have_url(re.compile("open="))
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_contain_text("四楼楼道灯也不亮")
    page.go_back()
    expect(page).to_have_url(re.compile("/privacy/"))


@pytest.mark.parametrize(("size", "elder"), [(browsers.PHONE, False), (browsers.DESK, True)])
def test_on_a_narrow_screen_and_in_the_large_look_the_queue_comes_alone(street, quiet, visitors, size, elder):
    say(quiet, "三楼楼道灯不亮")
    page = visitors(size, by=street.lin, elder=elder)
    page.goto(f"/desk/?at={quiet.pk}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#matter h1")).to_have_count(0)
    expect(page.locator(".queue")).to_be_visible()


def test_several_are_ticked_and_noted_by_keyboard(street, quiet, visitors):
    say(quiet, "三楼楼道灯不亮")
    say(quiet, "四楼楼道灯也不亮")
    page = visitors(browsers.DESK, by=street.lin)
    page.goto(f"/desk/?at={quiet.pk}")
    page.locator(".row").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("9")
    expect(page.get_by_role("heading", level=1, name="2 件")).to_be_visible()
    page.locator("[name=inner]").fill("一起换")
    page.get_by_role("button", name="都记上").press("Enter")
    expect(page.get_by_role("heading", level=1, name="做好 2 件")).to_be_visible()


def test_the_desk_works_without_scripts(street, quiet, visitors):
    concern = say(quiet, "三楼楼道灯不亮")
    page = visitors(browsers.DESK, by=street.lin, java_script_enabled=False)
    page.goto(f"/desk/?at={quiet.pk}")
    page.get_by_role("link", name=re.compile("三楼楼道灯不亮")).click()
    page.get_by_role("link", name=re.compile("已联系")).click()
    page.locator("[name=says]").fill("打过电话。")
    page.get_by_role("button", name="已联系").click()
    assert Concern.objects.get(pk=concern.pk).stage == "working"
    expect(page.locator(".told")).to_contain_text("记下了")


def test_a_neighbour_head_closes_a_new_one_with_one_thumb(street, visitors, axe):
    concern = say(street.tingyu3, "楼道堆满纸箱", category="D6")
    page = visitors(browsers.PHONE, by=street.zhou)
    page.goto("/today/")
    axe(page)
    item = page.locator(".todo > li", has_text="楼道堆满纸箱")
    item.get_by_text("联系过了，记一句").click()
    item.locator("textarea").fill("敲过门，今晚清走。")
    item.get_by_role("button", name="上门看过了").click()
    expect(page.locator(".told")).to_contain_text("记下了")
    assert Concern.objects.get(pk=concern.pk).visited_at is not None
