"""The whole loop without scripts: said at a label, taken up at the desk, done, looked up, judged; no page offers what needs them."""

import re

import pytest
from playwright.sync_api import Page, expect

from huisheng.collect.models import Concern
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)

# What only a script can answer: a button that sends nothing, a key to press, a mark of htmx without a link or a form.
NEEDS_SCRIPTS = "button[type=button]:enabled, kbd, [hx-get]:not(a), [hx-post]:not(form)"


def nothing_idle(page: Page) -> None:
    shown = [each for each in page.locator(NEEDS_SCRIPTS).all() if each.is_visible()]
    assert not shown, f"{page.url}: {[each.evaluate('element => element.outerHTML')[:160] for each in shown]}"


def say(page: Page, street) -> str:
    """From the label in the stairs to the receipt; returns its number."""
    page.goto(f"/q/{street.tingyu3.token}/")
    nothing_idle(page)
    page.get_by_label("什么事，在哪里").fill("三楼楼道灯不亮，晚上看不见")
    page.get_by_label("电话").fill("13812340431")
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    nothing_idle(page)
    return page.locator(".receipt .number").first.inner_text()


def come_in(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_label("登录名").fill("lin")
    page.get_by_label("密码").fill("lianchi-2026")
    page.get_by_role("button", name="进门").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_attached()
    expect(page.get_by_role("link", name="接电话，新记一件")).to_be_visible()
    nothing_idle(page)


def contact_and_finish(page: Page, number: str) -> None:
    page.locator("[name=find]").fill(number)
    page.get_by_role("button", name="找", exact=True).click()
    expect(page.locator("#matter h1")).to_contain_text("三楼楼道灯不亮")
    nothing_idle(page)
    page.get_by_role("link", name="已联系").click()
    nothing_idle(page)
    page.get_by_label("说了什么，看到了什么").fill("打过电话，今晚去换。")
    page.get_by_role("button", name="已联系").click()
    expect(page.locator(".timeline")).to_contain_text("打过电话，今晚去换。")
    page.get_by_role("link", name="说办好了").click()
    page.get_by_label("查到了什么").fill("灯座锈坏了，线头也松了。")
    page.get_by_label("做了什么").fill("换了一套灯座和感应灯，试了三遍都亮")
    page.get_by_label("谁做的").fill("陈师傅")
    page.get_by_label("接下来").fill("一个月后再看")
    page.get_by_role("button", name="说办好了").click()
    expect(page.locator("#matter .meta").first).to_contain_text("等居民确认")


def look_up(page: Page, street, number: str) -> None:
    page.goto(f"/q/{street.tingyu3.token}/")
    page.get_by_role("link", name="说一件事").click()
    nothing_idle(page)
    page.get_by_role("link", name=re.compile("看我的事")).click()
    nothing_idle(page)
    page.get_by_label("回执号").fill(number)
    page.get_by_label("电话后四位").fill("0431")
    page.get_by_role("button", name="看看办到哪儿了").click()
    expect(page.get_by_role("heading", name="办好了吗？请您说一声。")).to_be_visible()
    nothing_idle(page)


def test_the_whole_loop_is_walked_without_scripts_and_no_page_offers_what_needs_them(street, visitors):
    resident = visitors(browsers.PHONE, java_script_enabled=False)
    number = say(resident, street)
    clerk = visitors(browsers.DESK, java_script_enabled=False)
    come_in(clerk)
    contact_and_finish(clerk, number)
    neighbour = visitors(browsers.PHONE, java_script_enabled=False)
    look_up(neighbour, street, number)
    neighbour.get_by_text("想多说一句").click()
    neighbour.get_by_role("radio", name=re.compile("办好了")).check()
    neighbour.get_by_role("radio", name="基本满意").check()
    neighbour.locator("details[open]").get_by_role("button", name="说出去").click()
    expect(neighbour.get_by_text("听到了，谢谢您告诉我们。")).to_be_visible()
    assert Concern.objects.latest("pk").stage == "settled"
