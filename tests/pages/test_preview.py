"""R13.4: whoever publishes sees what everybody will read before it is published."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from huisheng.deliberate.models import Notice
from huisheng.deliberate.notices import services
from tests.pages.resident import words


@pytest.fixture
def publish(street):
    """Posts a notice for 荷风里 with these words."""
    row = next(row for row in services.lengths(on=localdate()) if row.code == "other")
    typed = {
        "about": row.pk, "title": "粉刷楼道", "boards": ["itself"], "begins": localdate(),
        "publisher": "莲池社区居民委员会", "phone": "0731-5550 1201",
    }  # fmt: skip
    client = Client()
    client.force_login(street.lin)
    there = f"/notice/new/?at={street.hefeng.pk}"
    return lambda body, **more: client.post(there, typed | {"body": body} | more)


def test_what_points_to_nobody_is_published_at_once(publish):
    assert publish("粉刷队从三楼开始。").status_code == 302


def test_what_would_be_hidden_is_shown_first_and_published_at_the_second_press(publish):
    before = Notice.objects.count()
    page = publish("有事找李师傅，13900001234，车牌湘A12345。")
    assert page.status_code == 200
    assert "有事找某师傅，**，车牌**。" in words(page)
    assert "13900001234" in words(page), "what was typed is kept in the form"
    assert Notice.objects.count() == before
    assert publish("有事找李师傅，13900001234，车牌湘A12345。", previewed="1").status_code == 302


def test_a_preview_is_shown_when_asked_for_and_publishes_nothing(publish):
    before = Notice.objects.count()
    page = publish("粉刷队从三楼开始。", preview="1")
    assert "大家会读到的是这样" in words(page)
    assert Notice.objects.count() == before
