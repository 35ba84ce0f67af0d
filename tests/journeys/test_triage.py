"""Suggestions by keyboard, and “is it this one?” before anything is sent."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern, Sorting
from huisheng.echo.voices.services import Said
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)


def say(street, words, category="Z9"):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    return concerns.raise_(
        words,
        place=street.tingyu3,
        category=leaf,
        said=Said(phone="13812340431"),
        channel="page",
        by=None,
        at=now(),
    )


def test_one_key_accepts_a_suggestion_and_two_keys_correct_a_wrong_one(street, visitors, axe):
    right, wrong = say(street, "楼道灯不亮"), say(street, "楼道灯又不亮了")
    page = visitors(browsers.DESK, by=street.lin)
    page.goto(f"/matter/{right.speaker.number}/")
    page.keyboard.press("1")
    expect(page.locator(".told")).to_contain_text("记下了")
    right.refresh_from_db()
    assert right.category.code == "C2"
    page.goto(f"/matter/{wrong.speaker.number}/")
    page.keyboard.press("0")
    third = page.locator("details[data-keys] [data-key='3'] b").inner_text()
    axe(page)
    page.keyboard.press("3")
    expect(page.locator(".told")).to_contain_text("记下了")
    wrong.refresh_from_db()
    assert wrong.category.name == third
    assert Sorting.objects.get(voice=wrong.voice).decided == wrong.category


def test_M35_the_clerk_joins_the_same_ones_with_one_key_and_parts_them_again(street, visitors):
    first, *others = [say(street, f"半夜施工太吵睡不着{i}", "C2") for i in range(4)]
    page = visitors(browsers.DESK, by=street.lin)
    page.goto(f"/matter/{first.speaker.number}/")
    expect(page.locator("aside")).to_contain_text("4 位邻居说了这件事")
    page.keyboard.press("3")
    expect(page.locator(".told")).to_contain_text("并了 3 件")
    assert Concern.objects.filter(lead=first).count() == 3
    page.get_by_text("并错了，分开").click()
    page.get_by_role("button", name="全部分开").click()
    expect(page.locator(".told")).to_contain_text("分开了 3 件")
    assert not Concern.objects.filter(lead=first).exists()


@pytest.mark.parametrize("script", [True, False])
def test_M35_a_resident_is_asked_whether_it_is_this_one_and_says_my_home_too(
    street, visitors, axe, picture, script
):
    first = say(street, "三楼楼道灯不亮，晚上看不见", "C2")
    page = visitors(browsers.PHONE, java_script_enabled=script)
    page.goto(f"/q/{street.tingyu3.token}/")
    page.fill("[name=words]", "楼道灯不亮，晚上看不见路")
    page.fill("[name=phone]", "13900001111")
    page.get_by_role("button", name="说出去").click()
    expect(page.locator("h1")).to_have_text("是不是这一件？")
    expect(page.locator("main")).to_contain_text("楼道灯不亮，晚上看不见路")
    if script:
        axe(page)
        picture(page, "is-it-this-390")
    page.get_by_role("button", name="就是这件").click()
    page.wait_for_url("**/said/**")
    mine = Concern.objects.latest("pk")
    assert (mine.lead, mine.speaker.phone) == (first, "13900001111")


def test_M35_who_says_none_of_these_gets_a_matter_of_their_own(street, visitors):
    say(street, "三楼楼道灯不亮，晚上看不见", "C2")
    page = visitors(browsers.PHONE)
    page.goto(f"/q/{street.tingyu3.token}/")
    page.fill("[name=words]", "楼道灯不亮，晚上看不见路")
    page.get_by_role("button", name="说出去").click()
    page.get_by_role("button", name="都不是").click()
    page.wait_for_url("**/said/**")
    assert Concern.objects.latest("pk").lead is None
