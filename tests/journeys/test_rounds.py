"""From door to door with a telephone that loses its line: nothing is lost, nothing is sent twice (M49)."""

from django.utils.timezone import localtime
from playwright.sync_api import expect

from huisheng.deliberate.ballots.services import casting
from huisheng.deliberate.models import Delivery
from tools import browser


def states(street, name):
    unit = street.vote_open.roll.units.get(unit=name)
    return list(Delivery.objects.filter(vote=street.vote_open, unit=unit).values_list("state", flat=True))


def test_M49_what_is_pressed_without_a_line_is_kept_and_sent_once_when_it_is_back(visitors, street, axe):
    page = visitors(browser.PHONE, by=street.zhou)
    page.goto(f"/vote/{street.vote_open.pk}/round/?in=2栋")
    axe(page)
    page.context.set_offline(True)
    for name in ("2栋1单元101", "2栋1单元102"):
        page.get_by_role("button", name=f"{name.removeprefix('2栋1单元')} 已送到").first.click()
    page.get_by_role("button", name="101 已交回").first.click()
    expect(page.get_by_text("条记在手机里")).to_be_visible()
    expect(page.get_by_text("记在手机里，等网络").first).to_be_visible()
    assert states(street, "2栋1单元101") == []
    other = street.vote_open.roll.units.get(unit="2栋1单元102")
    casting.deliver(street.vote_open, unit=other, state="returned", by=street.lin, at=localtime())
    page.context.set_offline(False)
    expect(page.get_by_text("条记在手机里")).to_be_hidden()
    expect(page.get_by_text("这一套的纸票已经交回了。")).to_be_visible()
    assert states(street, "2栋1单元101") == ["delivered", "returned"]
    page.reload()
    expect(page.get_by_text("条记在手机里")).to_be_hidden()
    assert states(street, "2栋1单元101") == ["delivered", "returned"]


def test_M49_a_page_opened_again_sends_what_was_kept(visitors, street):
    page = visitors(browser.PHONE, by=street.zhou)
    address = f"/vote/{street.vote_open.pk}/round/?in=2栋"
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_role("button", name="201 不收").first.click()
    expect(page.get_by_text("记在手机里，等网络").first).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_text("条记在手机里")).to_be_hidden()
    assert states(street, "2栋1单元201") == ["refused"]


def test_M49_a_line_that_is_back_and_still_falters_is_tried_again_soon(visitors, street):
    page = visitors(browser.PHONE, by=street.zhou)
    page.goto(f"/vote/{street.vote_open.pk}/round/?in=2栋")
    page.context.set_offline(True)
    page.get_by_role("button", name="201 已送到").first.click()
    expect(page.get_by_text("条记在手机里")).to_be_visible()
    page.route("**/round/entry/", lambda route: route.abort(), times=1)
    page.context.set_offline(False)
    expect(page.get_by_text("条记在手机里")).to_be_hidden()
    assert states(street, "2栋1单元201") == ["delivered"]


def test_M49_without_scripts_the_buttons_send_as_they_always_did(visitors, street):
    page = visitors(browser.PHONE, by=street.zhou, java_script_enabled=False)
    page.goto(f"/vote/{street.vote_open.pk}/round/?in=2栋")
    page.get_by_role("button", name="301 已送到").first.click()
    assert "/round/" in page.url
    assert states(street, "2栋1单元301") == ["delivered"]
