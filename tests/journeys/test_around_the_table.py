"""A courtyard evening and a call for ideas, in a real browser: captured with one thumb, answered one by one."""

import pytest
from playwright.sync_api import Page, expect

from huisheng.collect.models import TalkPoint
from tools import browser

LINES = ["东门的灯不亮", "我会修水龙头", "晾衣架装在哪里好"]


def capture(page: Page, words: str) -> None:
    """One line and Enter, as on the telephone's keyboard."""
    page.locator("[name=words]").fill(words)
    page.locator("[name=words]").press("Enter")
    expect(page.locator(".rows.said").get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_M27_an_evening_is_captured_line_by_line_and_closed_fate_by_fate(visitors, street, axe, scripts):
    page = visitors(browser.PHONE, by=street.chen, java_script_enabled=scripts)
    talk = street.talk_open
    page.goto(f"/talks/desk/{talk.pk}/")
    for words in LINES:
        capture(page, words)
        expect(page.locator("[name=words]")).to_have_value("")
    expect(page.locator("[name=words]")).to_be_focused()
    assert talk.points.count() == 3 + len(LINES)
    if scripts:
        axe(page)
    page.get_by_role("link", name="逐条写着落").click()
    for _ in range(3 + len(LINES)):
        chosen = page.locator("details.fate-form", has_text="当场说清楚了")
        if chosen.get_attribute("open") is None:
            chosen.locator("summary").click()
        chosen.get_by_label("怎么说的").fill("当场讲清楚了，大家没有别的话。")
        chosen.get_by_role("button", name="就这样").click()
    expect(page.get_by_text("条条有着落").or_(page.get_by_role("link", name="结束这一场"))).to_be_visible()
    page.get_by_role("link", name="结束这一场").click()
    page.get_by_role("button", name="结束").click()
    expect(page.get_by_text("结束了，条条有着落。")).to_be_visible()
    page.goto(f"/talks/{talk.token}/")
    for words in LINES:
        expect(page.get_by_text(words)).to_be_visible()


def test_M27_a_line_typed_without_a_network_waits_and_goes_out_by_itself(visitors, street):
    page = visitors(browser.PHONE, by=street.chen)
    page.goto(f"/talks/desk/{street.talk_open.pk}/")
    page.context.set_offline(True)
    page.locator("[name=words]").fill("没有网的时候说的")
    page.locator("[name=words]").press("Enter")
    expect(page.get_by_text("现在没有网")).to_be_visible()
    assert not TalkPoint.objects.filter(words="没有网的时候说的").exists()
    page.context.set_offline(False)
    expect(page.locator(".rows.said").get_by_text("没有网的时候说的")).to_be_visible()
    assert TalkPoint.objects.filter(words="没有网的时候说的").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_M29_an_idea_is_told_supported_and_looked_up_without_a_login(visitors, street, axe, scripts):
    page = visitors(browser.PHONE, java_script_enabled=scripts)
    page.goto(f"/calls/{street.call_open.token}/")
    page.get_by_label("您的想法").fill("夜班的人先停")
    page.get_by_label("电话").fill("13812340431")
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_text("收到了，是第 5 条")).to_be_visible()
    if scripts:
        axe(page)
    page.get_by_role("link", name="我也支持 1").click()
    page.get_by_label("您的电话").fill("13812340431")
    page.get_by_role("button", name="我也支持").click()
    expect(page.get_by_text("您支持第 1 条")).to_be_visible()
