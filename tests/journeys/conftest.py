"""A real browser before a real server, on the story's street."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import browser as browsers
from tools import system

# Playwright runs a loop of its own in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

Visitor = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    if not system.browser():
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A browser asks several things at once; in a file each has its own connection, in memory they would share one."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # nothing of it must survive
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("journeys") / "test.sqlite3")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visitors(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    """`visitors(size, by=person, elder=True, java_script_enabled=False)` opens a page of a new visitor."""
    opened: list[BrowserContext] = []

    def arrive(size: dict[str, int], by: Any = None, elder: bool = False, **options: Any) -> Page:
        context = browsers.context(chromium, live_server.url, size, **options)
        opened.append(context)
        if elder:
            context.add_cookies([{"name": "look", "value": "elder", "url": live_server.url}])
        if by:
            client = Client()
            client.force_login(by)
            cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
            context.add_cookies([cookie | {"url": live_server.url} for cookie in cookies])
        return context.new_page()

    yield arrive
    for context in opened:
        context.close()


@pytest.fixture
def phone(visitors: Visitor) -> Page:
    """A phone, 390 × 844, nobody logged in."""
    return visitors(browsers.PHONE)


@pytest.fixture
def desk(visitors: Visitor) -> Page:
    """A desk, 1280 × 800, nobody logged in."""
    return visitors(browsers.DESK)


@pytest.fixture
def picture() -> Callable[[Page, str], Path]:
    """`picture(page, "say-it-390")` keeps the page as it looks now in screenshots/."""
    return browsers.picture


WHOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Its own style sheets are there when a page has loaded, and only what it finds is carried over.
INSPECT = """async only => {
    const asked = { runOnly: only, resultTypes: ["violations"], preload: false };
    const { violations } = await axe.run(asked);
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} — ${html.slice(0, 160)}`));
}"""


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails with what a disabled neighbour could not use (WCAG 2.2 AA); `only`: with what these rules find."""

    def inspect(page: Page, only: Sequence[str] = ()) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        told = page.evaluate(INSPECT, list(only or WHOLE))
        assert not told, "\n".join([page.url, *told])

    return inspect
