"""The map of hot spots in a real browser: by the eye, by the keys, without scripts, and under the strict policy."""

import re

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns.hot.services import find
from tests.services.test_hot_topics_of_a_street import NOISE, say
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hot(street):
    for i, words in enumerate(NOISE):
        say(street, words, f"1390000000{i}")
    find(street.street, at=now())
    return street


@pytest.mark.parametrize("size", [browsers.PHONE, browsers.DESK], ids=["phone", "desk"])
def test_a_circle_is_a_link_that_keys_reach_and_the_policy_finds_nothing(visitors, hot, axe, size):
    page = visitors(size, by=hot.guo)
    heard = browsers.listen(page)
    page.goto("/hot/")
    assert page.locator(".spot").count() > 5
    circle = page.locator(".map").get_by_role("link", name=re.compile(r"听雨苑 \d+ 人"))
    assert circle.locator("i").bounding_box()["width"] > 60
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, ["color-contrast"])
    page.evaluate("document.documentElement.dataset.look = 'elder'")
    axe(page, ["color-contrast", "target-size"])
    assert not browsers.overflow(page)
    circle.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/hot/?week=&at={hot.tingyu.pk}")
    assert page.locator(".spot[aria-current]").count() == 1
    assert heard == []


def test_without_scripts_the_tiles_and_the_table_say_the_same(visitors, hot):
    page = visitors(browsers.DESK, by=hot.guo, java_script_enabled=False)
    page.goto("/hot/")
    assert not page.locator(".map").is_visible()
    assert page.locator(".plan").first.is_visible()
    page.locator(".hot-table").get_by_role("link", name="听雨苑").click()
    page.wait_for_url(f"**/hot/?week=&at={hot.tingyu.pk}")
