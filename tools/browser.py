"""The system's Chromium, as the journeys and the pictures use it."""

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tools import system

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / "screenshots"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-device-for-media-stream",  # a microphone that beeps, and nobody who is asked
    "--use-fake-ui-for-media-stream",
]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=system.browser(), args=FLAGS)


def context(browser: Browser, base_url: str, size: dict[str, int], **options: Any) -> BrowserContext:
    """A fresh visitor with a phone or a desk; options are those of playwright's new_context."""
    settings: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    settings |= {
        "service_workers": "block"
    }  # what a telephone keeps for later is asked for where it is meant
    if size == PHONE:
        settings |= {"has_touch": True, "is_mobile": True}
    visitor = browser.new_context(base_url=base_url, viewport=size, **settings | options)
    visitor.set_default_timeout(10_000)
    return visitor


def picture(page: Page, name: str) -> Path:
    """The whole page as screenshots/NAME.png (never committed)."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def until(page: Page, expression: str, seconds: float = 10) -> None:
    """Wait until it is true. Playwright's own way evaluates text inside the page, which the pages' policy forbids."""
    patience = time.monotonic() + seconds
    while not page.evaluate(expression):
        if time.monotonic() > patience:
            raise AssertionError(f"Never true on {page.url}: {expression}")
        page.wait_for_timeout(50)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def listen(page: Page) -> list[str]:
    """What the page complains about while it loads: script errors and missing files."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard
