"""The street's officers read the security log of their street."""

import pytest
from django.utils.timezone import localtime

from huisheng.echo.audit.services import keep
from tests.pages.test_walk import person


def keep_three(street):
    for _ in range(3):
        keep("password_set", by=street.guo, whose=street.zhou, at=localtime())


def test_an_officer_reads_who_did_what_to_whom(street, client):
    keep_three(street)
    client.force_login(street.guo)
    page = client.get("/audit/", {"did": "password_set"})
    assert [one.entry.did for one in page.context["rows"]] == ["password_set"] * 3
    assert street.zhou.name in page.content.decode()


def test_the_page_asks_as_much_for_one_entry_as_for_three(street, client, connection_queries):
    client.force_login(street.guo)
    keep("backup", by=None, at=localtime())
    one = connection_queries(lambda: client.get("/audit/", {"did": "backup"}))
    keep_three(street)
    assert connection_queries(lambda: client.get("/audit/", {"did": "password_set"})) == one


def test_another_street_reads_nothing_of_this_one(street, client):
    keep_three(street)
    client.force_login(person(street, "elsewhere"))
    page = client.get("/audit/")
    assert {one.entry.whose_id for one in page.context["rows"]} & {street.zhou.pk, street.lin.pk} == set()
    assert street.zhou.name not in page.content.decode()


def test_a_clerk_may_not(street, client):
    client.force_login(street.lin)
    assert client.get("/audit/").status_code == 403


@pytest.mark.parametrize("typed", [{"day": "2026-99-99"}, {"day": "x"}, {"did": "x"}, {"before": "-1"}])
def test_nonsense_shows_everything(street, client, typed):
    client.force_login(street.guo)
    assert client.get("/audit/", typed).status_code == 200
