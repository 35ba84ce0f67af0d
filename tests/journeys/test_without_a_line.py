"""The network is cut: what was opened is still read, what is written is kept and sent once (HOUSE: weak lines)."""

from django.utils.timezone import now
from playwright.sync_api import Page, expect

from huisheng.collect.models import Concern
from tools import browser

READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
WORDS = "地下车库的水泵又不转了"


def at_home(visitors, street, **who) -> Page:
    """A telephone that has scanned the label and keeps what it needs."""
    page = visitors(browser.PHONE, service_workers="allow", **who)
    page.goto(f"/q/{street.tingyu3.token}/")
    browser.until(page, READY)
    return page


def closed_until_the_line_is_back(page: Page) -> None:
    """An open page sends what it keeps the moment the line is back, and goes to the receipt; this one is closed before."""
    page.goto("about:blank")
    page.context.set_offline(False)


def said() -> list[Concern]:
    return list(Concern.objects.filter(voice__title__startswith=WORDS))


def write(page: Page) -> None:
    page.get_by_label("什么事，在哪里").fill(WORDS)
    page.locator("[name=phone]").fill("13812340431")


def test_what_is_written_without_a_line_is_sent_once_when_the_site_is_opened_again(visitors, street, axe):
    page = at_home(visitors, street)
    page.context.set_offline(True)
    page.goto("/say/")
    expect(page.get_by_text("现在没有网。照样写")).to_be_visible()
    expect(page.get_by_text("听雨苑 3栋")).to_be_visible()
    axe(page)
    write(page)
    page.get_by_role("button", name="记下，有网就送").click()
    expect(page.get_by_text("记在这部手机里了。")).to_be_visible()
    assert said() == []
    closed_until_the_line_is_back(page)
    page.goto("/")
    expect(page.get_by_text("没有网时写的那件，已经送出去了。")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="看我的事").click()
    (concern,) = said()
    assert (concern.place, concern.speaker.phone) == (street.tingyu3, "13812340431")
    assert page.evaluate("JSON.parse(localStorage.getItem('say:waiting'))") == []


def say_without_a_line(page):
    """The line breaks just before the press: the telephone keeps what was said."""
    page.context.set_offline(True)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_text("这一页可以关")).to_be_visible()


def test_the_line_breaks_while_the_form_is_open_and_the_receipt_comes_when_it_is_back(visitors, street):
    page = at_home(visitors, street)
    write(page)
    say_without_a_line(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert len(said()) == 1


def test_a_server_that_is_away_for_a_moment_is_asked_again(visitors, street):
    page = at_home(visitors, street)
    write(page)
    say_without_a_line(page)
    page.route("**/say/", lambda route: route.fulfill(status=503), times=1)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert len(said()) == 1


def test_what_the_server_wants_to_ask_about_comes_back_into_the_form(visitors, street):
    page = visitors(browser.PHONE, service_workers="allow")
    page.goto("/")
    browser.until(page, READY)
    page.context.set_offline(True)
    page.goto("/say/")
    write(page)
    page.get_by_role("button", name="记下，有网就送").click()
    closed_until_the_line_is_back(page)
    page.goto(f"/where/{street.tingyu3.token}/?here=1&next=/my/")
    page.get_by_role("link", name="打开", exact=True).click()
    expect(page.get_by_label("什么事，在哪里")).to_have_value(WORDS)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage.getItem('say:waiting'))") == []


def test_a_shared_telephone_keeps_nothing(visitors, street):
    page = at_home(visitors, street)
    page.get_by_label("这部手机别人也用").check()
    write(page)
    assert page.evaluate("localStorage.getItem('draft:say')") is None
    page.context.set_offline(True)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_text("请先别关这一页")).to_be_visible()
    assert page.evaluate("localStorage.getItem('say:waiting')") is None
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    assert len(said()) == 1


def test_M49_the_round_opens_again_without_a_line_and_is_gone_after_the_log_out(visitors, street):
    page = visitors(browser.PHONE, by=street.zhou, service_workers="allow")
    page.goto("/privacy/")
    browser.until(page, READY)
    address = f"/vote/{street.vote_open.pk}/round/?in=2栋"
    page.goto(address)
    browser.until(page, "caches.has('round')")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="101 已送到").first.click()
    expect(page.get_by_text("记在手机里，等网络").first).to_be_visible()
    page.goto("/my/")
    expect(page.get_by_role("heading", name="现在没有网")).to_be_visible()
    closed_until_the_line_is_back(page)
    page.goto(address)
    expect(page.get_by_text("条记在手机里")).to_be_hidden()
    unit = street.vote_open.roll.units.get(unit="2栋1单元101")
    assert street.vote_open.deliveries.filter(unit=unit, at__lte=now()).count() == 1
    page.get_by_role("button", name="退出").click()
    browser.until(page, "caches.has('round').then(there => !there)")


def test_a_notice_once_opened_is_read_without_a_line_and_nobodys_name_is_on_it(visitors, street):
    page = visitors(browser.PHONE, by=street.zhou, service_workers="allow")
    page.goto("/privacy/")
    browser.until(page, READY)
    page.goto("/board/")
    browser.until(page, "caches.open('open').then(kept => kept.match(location.href)).then(Boolean)")
    page.context.set_offline(True)
    page.reload()
    assert page.locator("h1").first.is_visible()
    assert street.zhou.name not in page.content()
