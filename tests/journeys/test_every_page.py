"""People walk every page that a link leads to, one example of each: it answers, fits, and excludes nobody."""

from collections import deque
from urllib.parse import urldefrag, urlparse

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tools import browser as browsers

NOT_WALKED = {"logout", "look", "set_language", "import_template"}
LINKS = "elements => elements.map(element => element.href)"


def route_of(url: str) -> str | None:
    """The pattern behind an address; None for one that is not walked."""
    try:
        match = resolve(urlparse(url).path)
    except Resolver404:
        return None
    return None if match.url_name in NOT_WALKED else match.route


def visit(page: Page, url: str, heard: list[str], seen: set[str | None], axe) -> list[str]:
    """What is wrong with one page; one that only leads to a page already seen is not looked at again."""
    heard.clear()
    try:
        answer = page.goto(url)
    except Error as error:
        return [] if "Download" in error.message else [error.message.splitlines()[0]]
    if answer.status != 200:
        return [f"{url} answers {answer.status}"]
    if "text/html" not in answer.headers.get("content-type", ""):
        return []
    if answer.request.redirected_from and route_of(page.url) in seen:
        return []
    wrong = [f"{url}: {words}" for words in heard]
    if wider := browsers.overflow(page):
        wrong.append(f"{url} is {wider} px wider than the window")
    return wrong + unseen(page, axe) + unseen_in_other_looks(page, axe)


def unseen(page: Page, axe, *rules: str) -> list[str]:
    """What axe finds, in words."""
    try:
        axe(page, rules)
    except AssertionError as error:
        return [str(error)]
    return []


def unseen_in_other_looks(page: Page, axe) -> list[str]:
    """The same page in the dark, and with large letters: what only then cannot be read, pressed, or fits no more."""
    page.emulate_media(color_scheme="dark")
    wrong = [f"dark: {words}" for words in unseen(page, axe, "color-contrast")]
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.dataset.look = 'elder'")
    wrong += [f"长辈版: {words}" for words in unseen(page, axe, "color-contrast", "target-size")]
    if wider := browsers.overflow(page):
        wrong.append(f"长辈版: {page.url} is {wider} px wider than the window")
    return wrong


def walk(page: Page, home: str, seen: set[str | None], axe) -> list[str]:
    """What is wrong with home and with the pages behind it that were not seen yet."""
    heard, waiting, wrong = browsers.listen(page), deque([home]), []
    seen.discard(route_of(home))
    while waiting:
        url = urldefrag(waiting.popleft()).url
        if not url.startswith(home) or (route := route_of(url)) in seen:
            continue
        wrong += visit(page, url, heard, seen, axe)
        seen |= {route, route_of(page.url)}
        waiting += page.locator("a[href]").evaluate_all(LINKS)
    return wrong


@pytest.mark.parametrize(
    ("size", "people"),
    [(browsers.PHONE, ["zhou", "he", ""]), (browsers.DESK, ["guo", "lin", "chen"])],
    ids=["phone", "desk"],
)
def test_every_page_answers_fits_and_excludes_nobody(size, people, live_server, street, visitors, axe):
    seen: set[str | None] = {None}
    wrong = [
        f"{who or 'anyone'}: {words}"
        for who in people
        for words in walk(visitors(size, by=street[who] if who else None), live_server.url + "/", seen, axe)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 8
