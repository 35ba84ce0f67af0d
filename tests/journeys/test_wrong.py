"""A form that comes back: the keyboard stands at what is wrong, and the page says so before it is read."""

import pytest
from playwright.sync_api import Page, expect

from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)


def stands_at_what_is_wrong(page: Page, words: str, axe) -> None:
    expect(page.locator(".told.error")).to_be_focused()
    expect(page.locator(".told.error")).to_contain_text(words)
    assert page.title().startswith("还差一点")
    axe(page)


def test_whoever_sent_too_little_stands_at_the_list_of_what_is_missing(visitors, street, axe):
    page = visitors(browsers.PHONE)
    page.goto(f"/q/{street.tingyu3.token}/")
    page.get_by_label("电话").fill("13812340431")
    page.get_by_role("button", name="说出去").click()
    stands_at_what_is_wrong(page, "请写一句话", axe)
    expect(page.get_by_label("电话")).to_have_value("13812340431")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("什么事，在哪里")).to_be_focused()


@pytest.mark.parametrize(("login", "words"), [("", "登录名"), ("lin", "登录名或密码不对")])
def test_whoever_could_not_log_in_stands_at_the_reason(login, words, visitors, street, axe):
    page = visitors(browsers.PHONE)
    page.goto("/login/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill("x")
    page.get_by_role("button", name="进门").click()
    stands_at_what_is_wrong(page, words, axe)


def test_without_scripts_too(visitors, street):
    page = visitors(browsers.PHONE, java_script_enabled=False)
    page.goto("/my/")
    page.get_by_role("button", name="看看办到哪儿了").click()
    expect(page.locator(".told.error")).to_be_focused()


def test_whoever_hears_the_desk_is_told_which_matter_came(visitors, street):
    page = visitors(browsers.DESK, by=street.lin)
    page.goto("/desk/")
    expect(page.locator("#matter h1")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator(":focus b").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=title)).to_have_count(1)
    expect(page.locator(".queue .row[aria-current]")).to_be_focused()


def test_in_the_reader_s_own_colours_only_what_is_here_is_marked(visitors, street):
    page = visitors(browsers.DESK, by=street.lin, forced_colors="active")
    page.goto("/desk/")
    expect(page.locator("#matter h1")).to_be_visible()
    highlight, plain = page.evaluate(
        """() => ["Highlight", "Canvas"].map((name) => {
          document.body.append(Object.assign(document.createElement("i"), { style: `color: ${name}` }));
          return getComputedStyle(document.body.lastChild).color;
        })"""
    )
    bottom = "one => getComputedStyle(one).borderBottomColor"
    assert page.locator(".nav [aria-current]").evaluate(bottom) == highlight
    assert page.locator(".nav-rest summary").evaluate(bottom) == plain
    assert (
        page.locator(".queue .pick:has([aria-current])").evaluate("one => getComputedStyle(one).outlineColor")
        == highlight
    )


@pytest.mark.parametrize(
    "size", [browsers.PHONE, {"width": 320, "height": 640}, browsers.DESK], ids=["390", "320", "1280"]
)
def test_a_word_of_three_hundred_letters_breaks_where_it_is_read(size, street, visitors):
    resident = visitors(browsers.PHONE)
    resident.goto(f"/q/{street.tingyu3.token}/")
    resident.get_by_label("什么事，在哪里").fill("https://example.com/" + "a" * 300)
    resident.get_by_label("怎么称呼您").fill("欧阳" + "w" * 38)
    resident.get_by_role("button", name="说出去").click()
    expect(resident.get_by_role("heading", name="听到了。")).to_be_visible()
    number = resident.url.rstrip("/").rsplit("/", 1)[-1]
    clerk = visitors(size, by=street.lin)
    wide = {}
    for url in (
        f"/matter/{number}/",
        f"/desk/?open={number}",
        "/street/",
        f"/street/list/?key=raised&at={street.tingyu.pk}&p=quarter",
    ):
        clerk.goto(url)
        wide[url] = browsers.overflow(clerk)
    assert not any(wide.values()), wide


def test_what_unfolds_on_today_excludes_nobody_and_says_what_is_still_to_be_chosen(visitors, street, axe):
    page = visitors(browsers.PHONE, by=street.zhou)
    page.goto("/today/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    axe(page)
    asked = page.locator("form").filter(has=page.get_by_role("group", name="办好了吗")).first
    expect(asked.get_by_label("原话")).to_be_visible()
    asked.get_by_label("原话").fill("门口没有人。")
    asked.evaluate("form => { form.noValidate = true; }")
    asked.get_by_role("button", name="记下").click()
    stands_at_what_is_wrong(page, "办好了吗：这里还空着", axe)
    expect(page.get_by_label("原话")).to_have_value("门口没有人。")
    page.locator(".told.error a").first.click()
    expect(page.get_by_role("radio", name="办好了")).to_be_focused()
