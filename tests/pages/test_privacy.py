"""R13.1: the pages about data and permissions say what the tables say."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from huisheng.echo.consents.rules import PURPOSES
from huisheng.people.permissions.rules import MAY, ROLE_NAMES
from huisheng.people.permissions.words import ACT_NAMES

pytestmark = pytest.mark.django_db


def page(name, client=None):
    return html.unescape((client or Client()).get(reverse(name)).content.decode())


def test_the_privacy_page_names_every_purpose_with_what_who_how_long_and_by_which_law():
    shown = page("square:privacy")
    for one in PURPOSES.values():
        for words in (one.name, one.holds, one.sees, one.kept, one.basis, one.asks):
            assert str(words) in shown


def test_the_permissions_page_names_every_act_and_every_role():
    shown = page("square:permissions")
    assert [name for name in MAY if ACT_NAMES.get(name, name) not in shown] == []
    assert [name for role, name in ROLE_NAMES.items() if role != "body" and name not in shown] == []


def test_an_act_is_named_beside_who_may_and_how_far():
    shown = page("square:permissions")
    opening = shown[: shown.index(ACT_NAMES["reading.see"])].rpartition("<h2")[2]
    assert "街道干部：辖区内" in opening
    assert "社区经办人" not in opening


def test_both_pages_speak_english():
    client = Client(headers={"accept-language": "en"})
    with override("zh-hans"):  # and afterwards this process speaks as before
        assert "In public as long as the post is held" in page("square:privacy", client)
        assert "Strike out what was filed by mistake" in page("square:permissions", client)
