"""A resident's way through the doors, in a real browser: on a telephone, as an elder, and without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from huisheng.collect.concerns import services
from huisheng.collect.models import Concern, Referral
from huisheng.territory.brands.services import set_brand
from tools import browser

REPORT = services.Report(
    found="灯座锈坏了，线头也松了。",
    done="换了一套灯座和感应灯，试了三遍都亮",
    who="陈师傅",
    following="一个月后再看",
)


def arrive(page: Page, street) -> None:
    """The label in the stairs is scanned."""
    page.goto(f"/q/{street.tingyu3.token}/")
    expect(page.get_by_text("听雨苑 3栋")).to_be_visible()


def say(page: Page, words: str, phone: str = "13812340431") -> str:
    """One sentence and a phone; returns the number on the receipt."""
    page.get_by_label("什么事，在哪里").fill(words)
    if phone:
        page.locator("[name=phone]").fill(phone)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    return newest().speaker.number


def newest() -> Concern:
    return Concern.objects.select_related("speaker", "holder__person").latest("pk")


def handle(concern: Concern) -> None:
    """The holder calls, and reports it done."""
    by = concern.holder.person
    services.contact(concern, by=by, at=now(), says="打过电话，明早去看。", hat="听雨苑 3栋 邻长")
    services.finish(concern, report=REPORT, by=by, at=now())


def look_up(page: Page, number: str, tail: str = "0431") -> None:
    page.goto("/my/")
    page.get_by_label("回执号").fill(number)
    page.get_by_label("电话后四位").fill(tail)
    page.get_by_role("button", name="看看办到哪儿了").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_M22_say_it_receipt_look_it_up_and_have_the_last_word(visitors, street, axe, scripts):
    page = visitors(browser.PHONE, java_script_enabled=scripts)
    arrive(page, street)
    number = say(page, "三楼楼道灯不亮，晚上看不见")
    expect(page.get_by_text(newest().holder.person.name).first).to_be_visible()
    handle(newest())

    other = visitors(browser.PHONE, java_script_enabled=scripts)
    look_up(other, number)
    expect(other.get_by_role("heading", name="办好了吗？请您说一声。")).to_be_visible()
    if scripts:
        axe(other)
    other.get_by_role("button", name="办好了，满意").click()
    expect(other.get_by_text("听到了，谢谢您告诉我们。")).to_be_visible()
    assert newest().stage == "settled"


def test_not_done_puts_it_back_on_the_clock_and_the_page_says_so(visitors, street):
    page = visitors(browser.PHONE)
    arrive(page, street)
    say(page, "三楼楼道灯不亮")
    handle(newest())
    page.get_by_role("link", name="看进度").click()
    page.get_by_role("button", name="还没好", exact=True).click()
    expect(page.get_by_text(re.compile("在办，约定.+前办好"))).to_be_visible()
    assert newest().reopened == 1


def test_M23_a_neighbour_helps_an_elder_in_large_letters(visitors, street, axe):
    page = visitors(browser.PHONE, elder=True)
    arrive(page, street)
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="搭把手").click()
    page.get_by_label("什么事，在哪里").fill("王奶奶家门口的灯不亮，她眼睛不好")
    page.locator("[name=name]").fill("王奶奶")
    page.locator("[name=phone]").fill("073184560431")
    page.get_by_label("是老人，有消息请打电话说").check()
    page.get_by_label("本人知道并同意").check()
    axe(page)
    page.get_by_role("button", name="说出去").click()
    expect(page.get_by_text("打电话说", exact=True)).to_be_visible()
    assert newest().speaker.told_by == "call"


def test_an_emergency_comes_before_the_form(phone, street, axe):
    arrive(phone, street)
    phone.get_by_label("什么事，在哪里").fill("二楼着火了")
    phone.get_by_role("button", name="说出去").click()
    expect(phone.get_by_role("link", name="打 119")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="已经打过了，继续说").click()
    expect(phone.get_by_role("heading", name="听到了。")).to_be_visible()
    assert newest().urgent


def test_a_double_tap_is_one_matter(phone, street):
    before = Concern.objects.count()
    arrive(phone, street)
    phone.get_by_label("什么事，在哪里").fill("三楼楼道灯不亮")
    phone.get_by_role("button", name="说出去").dblclick()
    expect(phone.get_by_role("heading", name="听到了。")).to_be_visible()
    assert Concern.objects.count() == before + 1


def test_a_tail_guessed_twenty_times_is_locked_and_told_how_to_go_on(phone, street):
    arrive(phone, street)
    number = say(phone, "三楼楼道灯不亮")
    program = Client()  # guesses quicker than a thumb
    for guess in range(18):
        program.post("/my/", {"number": number, "tail": f"{guess:04d}"})
    for guess in (18, 19):
        look_up(phone, number, tail=f"{guess:04d}")
    expect(phone.get_by_role("alert").get_by_text("以后再试")).to_be_visible()
    look_up(phone, number)
    expect(phone.get_by_role("alert").get_by_text("请打电话给社区")).to_be_visible()


def test_M15_an_outside_body_answers_once(visitors, street, axe):
    page = visitors(browser.DESK)
    arrive(page, street)
    say(page, "巷口路灯不亮")
    concern = newest()
    by, at = concern.holder.person, now()
    services.contact(concern, by=by, at=at, says="明天去看。")
    services.refer(
        concern, body=street.lighting, asks="请派人看看路灯。", expected=at + timedelta(days=3), by=by, at=at
    )
    body = visitors(browser.DESK)
    link = f"/answer/{Referral.objects.latest('pk').token}/"
    body.goto(link)
    axe(body)
    body.get_by_label("答复", exact=True).fill("换好了两盏灯，夜里再看一次。")
    body.get_by_label("答复人").fill("李班长")
    body.get_by_role("button", name="答复").click()
    expect(body.get_by_text("收到了，谢谢。")).to_be_visible()
    body.goto(link)
    expect(body.get_by_text("这个链接已经答复过了")).to_be_visible()


def test_M35_a_neighbour_says_me_too(phone, street, axe):
    arrive(phone, street)
    phone.goto("/voices/")
    axe(phone)
    phone.locator("main .rows a").first.click()
    axe(phone)
    phone.get_by_role("button", name="我家也是，一起办").click()
    expect(phone.get_by_role("heading", name="听到了。")).to_be_visible()
    assert newest().stage == "joined"


OPEN = ("/", "/where/", "/say/", "/my/", "/public/", "/public/raised/?m=12", "/privacy/", "/nothing/")


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
def test_every_neighbour_can_use_every_open_page(visitors, street, axe, size):
    page = visitors(size)
    arrive(page, street)
    for path in OPEN:
        page.goto(path)
        axe(page)
        assert browser.overflow(page) == 0, path


def test_what_was_typed_on_a_weak_line_is_still_there(phone, street):
    arrive(phone, street)
    phone.get_by_label("什么事，在哪里").type("三楼楼道")
    phone.reload()
    expect(phone.get_by_label("什么事，在哪里")).to_have_value("三楼楼道")


@pytest.mark.parametrize("hue", ["", "osmanthus"])
def test_M165_even_the_two_palest_colours_of_a_community_are_read_by_everybody(visitors, street, axe, hue):
    set_brand(street.lianchi, name="荷你在一起", slogan="推门就有人应", hue=hue, by=None, at=now())
    for scheme, elder in (("light", False), ("dark", False), ("light", True)):
        page = visitors(browser.PHONE, elder=elder, color_scheme=scheme)
        page.goto(f"/q/{street.tingyu3.token}/")
        page.goto("/voices/")
        expect(page.locator(".slogan")).to_be_visible()
        axe(page)
