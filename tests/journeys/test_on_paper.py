"""What people print: the list when a list is asked for, nothing over anything else, no foot on a sheet of its own."""

import pytest
from playwright.sync_api import Page, expect

from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = {"width": 658, "height": 980}  # what 18 mm of margin leave of A4, in CSS pixels
# Cells of one row that lie over each other.
OVERLAPS = """() => [...document.querySelectorAll("tr")].flatMap((row) => {
  const spans = [...row.cells].map((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    const box = words.getBoundingClientRect();
    return [box.left, box.right, cell.innerText];
  }).filter(([left, right]) => right > left);
  return spans.filter(([left], n) => n && left < spans[n - 1][1] - 1).map(([, , words]) => words);
})"""


def on_paper(page: Page, url: str) -> Page:
    page.goto(url)
    page.emulate_media(media="print")
    return page


def test_the_street_s_figures_lie_beside_each_other_on_paper(visitors, street):
    page = on_paper(visitors(SHEET, by=street.guo), "/street/")
    assert page.evaluate(OVERLAPS) == []
    expect(page.locator("footer")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_clerk_prints_the_queue_by_name(scripts, visitors, street):
    page = visitors(browsers.DESK, by=street.lin, java_script_enabled=scripts)
    page.goto("/desk/")
    if scripts:
        expect(page.locator("#matter h1")).to_be_visible()
        page.evaluate("window.print = () => {}")
        page.locator(".queue details summary").first.click()
        page.get_by_role("button", name="打印这张清单").click()
    page.emulate_media(media="print")
    expect(page.locator(".queue .row").first).to_be_visible()
    expect(page.locator(".queue .tabs [aria-current]")).to_be_visible()
    expect(page.locator("#matter")).to_be_hidden()


def test_a_matter_on_paper_is_the_matter_alone(visitors, street):
    page = visitors(browsers.DESK, by=street.lin)
    page.goto("/desk/")
    expect(page.locator("#matter h1")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#matter h1")).to_be_visible()
    expect(page.locator(".queue")).to_be_hidden()


def test_a_paper_that_came_back_is_seen_on_the_printed_grid_of_doors(visitors, street):
    page = on_paper(visitors(SHEET, by=street.chen), f"/vote/{street.vote_over.pk}/doors/")
    colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    read = page.locator(".unit.returned.read").first.evaluate(colours)
    assert read == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]


@pytest.mark.parametrize("elder", [False, True], ids=["light", "长辈版"])
def test_the_street_s_figures_fit_a_window_of_320_pixels(elder, visitors, street):
    page = visitors({"width": 320, "height": 640}, by=street.guo, elder=elder)
    page.goto("/street/")
    assert browsers.overflow(page) == 0
