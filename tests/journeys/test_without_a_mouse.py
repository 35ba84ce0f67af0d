"""The whole loop by keyboard alone: said at a label, taken up at the desk, done, looked up, judged by the resident."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from huisheng.collect.models import Concern
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)

# Whether the keyboard stands on the wanted element, and what is wrong with where it stands: nothing is drawn around it,
# it is outside the window, or it lies behind something.
STOP = """wanted => {
  const here = document.activeElement;
  const told = (wrong) => ({ there: here === wanted, wrong: wrong && `${here.outerHTML.slice(0, 160)} ${wrong}` });
  if (here === document.body) return told("");
  const drawn = [here, here.closest("label, .want")].some((one) => {
    const style = one && getComputedStyle(one);
    return one && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  if (!drawn) return told("has nothing drawn around it");
  const box = here.getBoundingClientRect();
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  if (!top) return told("is outside the window");
  return told(here.contains(top) || top.contains(here) ? "" : `lies behind ${top.outerHTML.slice(0, 80)}`);
}"""


class Hands:
    """A neighbour with a keyboard and nothing else; every stop on the way shows where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, wanted: Locator, key: str = "Tab", limit: int = 60) -> None:
        """Tab (or Shift+Tab) until the wanted control has the keyboard."""
        expect(wanted).to_be_visible()
        element = wanted.element_handle()
        for _ in range(limit):
            self.press(key)
            stop = self.page.evaluate(STOP, element)
            assert not stop["wrong"], stop["wrong"]
            if stop["there"]:
                return
        raise AssertionError(f"{wanted} is more than {limit} stops away")

    def enter(self, wanted: Locator, key: str = "Tab") -> None:
        self.go_to(wanted, key)
        self.press("Enter")

    def write(self, label: str, words: str) -> None:
        self.go_to(self.page.get_by_label(label))
        self.page.keyboard.type(words)


@pytest.fixture
def hands(visitors):
    return lambda: Hands(visitors(browsers.DESK))


def say(hands: Hands, street) -> str:
    """From the label in the stairs to the receipt; returns its number."""
    page = hands.page
    page.goto(f"/q/{street.tingyu3.token}/")
    hands.enter(page.get_by_role("link", name="跳到正文"))
    hands.write("什么事，在哪里", "三楼楼道灯不亮，晚上看不见")
    hands.write("电话", "13812340431")
    hands.enter(page.get_by_role("button", name="说出去"))
    expect(page.get_by_role("heading", name="听到了。")).to_be_visible()
    return page.locator(".receipt .number").first.inner_text()


def come_in(hands: Hands) -> None:
    page = hands.page
    page.goto("/desk/")
    hands.write("登录名", "lin")
    hands.write("密码", "lianchi-2026")
    hands.press("Enter")
    expect(page.locator("#matter h1")).to_be_visible()  # the first matter of the queue has come
    hands.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_the_list_of_keys_opens_before_any_matter_has_come_and_stays(visitors, street):
    hands = Hands(visitors(browsers.DESK, by=street.lin))
    page = hands.page
    page.route(lambda url: "open=" in url, lambda route: route.abort())
    page.goto("/desk/")
    hands.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.unroute_all()
    page.reload()
    hands.press("?")
    expect(page.locator("#matter h1")).to_be_visible()
    expect(page.locator("#keys")).to_be_visible()
    hands.press("j", "j", "Enter")
    expect(page.locator(".queue .row[aria-current]")).to_be_focused()
    expect(page.locator("#keys")).to_be_visible()


def test_the_queue_is_skipped_with_one_press(visitors, street):
    hands = Hands(visitors(browsers.DESK, by=street.lin))
    page = hands.page
    page.goto("/desk/")
    expect(page.locator("#matter h1")).to_be_visible()
    hands.enter(page.get_by_role("link", name="跳过队列，到这件事"))
    hands.press("Tab")
    assert page.evaluate("document.activeElement.closest('#matter') !== null")


def contact_and_finish(hands: Hands, number: str) -> None:
    """Found by its number; the one-letter keys open what is to be written, Tab goes on from there."""
    page = hands.page
    hands.press("/")
    expect(page.locator("[name=find]")).to_be_focused()
    page.keyboard.type(number)
    hands.press("Enter")
    page.wait_for_url(
        re.compile(f"open={number}")
    )  # and its scripts are there, as they are before anybody has read it
    expect(page.locator("#matter h1")).to_contain_text("三楼楼道灯不亮")
    hands.press("c")
    expect(page.locator("#act-here textarea")).to_be_focused()
    page.keyboard.type("打过电话，今晚去换。")
    hands.enter(page.locator("#act-here button"))
    expect(page.locator(".timeline")).to_contain_text("打过电话，今晚去换。")
    hands.enter(page.get_by_role("link", name=re.compile("说办好了")))
    expect(page.get_by_label("查到了什么")).to_be_focused()
    page.keyboard.type("灯座锈坏了，线头也松了。")
    hands.write("做了什么", "换了一套灯座和感应灯，试了三遍都亮")
    hands.write("谁做的", "陈师傅")
    hands.write("接下来", "一个月后再看")
    hands.enter(page.locator("#act-here button"))
    expect(page.locator("#matter .meta").first).to_contain_text("等居民确认")


def look_up(hands: Hands, street, number: str) -> None:
    page = hands.page
    page.goto(f"/q/{street.tingyu3.token}/")
    hands.enter(page.get_by_role("link", name="说一件事"))
    hands.enter(page.get_by_role("link", name=re.compile("看我的事")))
    hands.write("回执号", number)
    hands.go_to(page.get_by_role("button", name="看看办到哪儿了"))
    hands.go_to(page.get_by_label("电话后四位"), "Shift+Tab")
    page.keyboard.type("0431")
    hands.press("Enter")
    expect(page.get_by_role("heading", name="办好了吗？请您说一声。")).to_be_visible()


def judge(hands: Hands) -> None:
    """With words of one's own: Space unfolds them, the arrows choose."""
    page = hands.page
    hands.go_to(page.get_by_text("想多说一句"))
    hands.press("Space")
    answers = page.get_by_role("group", name="办好了吗").get_by_role("radio")
    hands.go_to(answers.first)
    hands.press("ArrowDown", "ArrowDown")
    expect(page.get_by_role("radio", name="没办好")).to_be_checked()
    hands.write("想说的话", "亮了一晚，又不亮了。")
    hands.enter(page.get_by_role("button", name="说出去"))
    expect(page.get_by_text(re.compile("在办，约定.+前办好"))).to_be_visible()


def test_the_whole_loop_is_walked_by_keyboard_and_every_stop_is_seen(street, hands):
    resident = hands()
    number = say(resident, street)
    clerk = hands()
    come_in(clerk)
    contact_and_finish(clerk, number)
    neighbour = hands()
    look_up(neighbour, street, number)
    judge(neighbour)
    assert Concern.objects.latest("pk").reopened == 1
