"""A clerk with a telephone at the ear: the keyboard alone, and few keys."""

from playwright.sync_api import expect

from huisheng.collect.models import Concern
from tools import browser

A_SECOND = 2.0  # keys a clerk types while listening; 40 words a minute are 3.3


def test_a_call_is_filed_by_keyboard_within_a_minute(street, visitors, axe):
    page = visitors(browser.DESK, by=street.lin)
    page.goto("/desk/")
    page.keyboard.press("n")
    expect(page.get_by_label("来电号码")).to_be_focused()
    keys = 1

    def type_(text: str) -> int:
        page.keyboard.type(text)
        return len(text)

    keys += type_("13812340431")
    page.keyboard.press("Tab")
    keys += 1 + type_("tyy3 2-301")
    expect(page.get_by_label("听雨苑 3栋 2单元 301")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    keys += 2 + type_("三楼楼道灯坏了两天，晚上看不见")
    expect(page.get_by_text("会当作")).to_be_visible()
    axe(page)
    page.keyboard.press("Control+Enter")
    keys += 1
    expect(page.get_by_text("念给对方：回执号")).to_be_visible()
    expect(page.get_by_label("来电号码")).to_be_focused()
    concern = Concern.objects.latest("pk")
    assert concern.channel == "phone"
    assert concern.place.where == "听雨苑 3栋 2单元 301"
    assert keys * 1 / A_SECOND < 60, keys
    axe(page)
