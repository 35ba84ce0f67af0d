"""The street page: three rates with what they are computed from, every number with its list, a dozen queries."""

import re
from html import unescape

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.services.keeping import add_up
from huisheng.collect.models import Category, Concern
from huisheng.echo.voices.services import Said

LINK = re.compile(r'<a href="(/street/list/[^"]+)">(\d+)</a>')


@pytest.fixture
def officer(street, client):
    client.force_login(street.guo)
    return client


def test_the_rates_stand_with_numerator_and_denominator_and_each_opens_its_list(officer):
    page = officer.get("/street/?p=all").content.decode()
    for rate in ("响应率", "解决率", "满意率"):
        assert rate in page
    of = r'<a href="[^"]*key=verdict[^"]*">\d+</a> 件里 <a href="[^"]*key=solved%3Ayes[^"]*">\d+</a> 件'
    assert re.search(of, page)
    assert "不计 <a" in page
    assert "没问到 <a" in page


def test_a_rate_without_its_denominator_does_not_render():
    told = render_to_string(
        "_rate.html", {"rate": {"label": "响应率", "percent": 100.0, "part": 0, "whole": 0}}
    )
    assert "100" not in told
    assert "算不出来" in told


def test_M150_every_number_on_the_page_is_the_length_of_its_list(officer):
    page = officer.get("/street/?p=all").content.decode()
    found = set(LINK.findall(page))
    assert len(found) > 30
    for url, n in found:
        assert count(officer, unescape(url)) == int(n), url


def test_M155_all_kinds_of_matter_stand_on_a_page_of_their_own_for_the_same_place_and_time(officer):
    page = officer.get("/street/?p=all").content.decode()
    told = re.search(r'<a href="(/street/kinds/[^"]+)">[^<]*?(\d+)', page)
    kinds = officer.get(unescape(told[1])).content.decode()
    assert kinds.count('<th scope="row">') == int(told[2]) > 8
    for url, n in LINK.findall(kinds)[:9]:
        assert count(officer, unescape(url)) == int(n), url


def count(client, url: str) -> int:
    """All rows of a list, page after page."""
    n = 0
    while url:
        page = client.get(url).content.decode()
        n += page.count('<th scope="row">')
        older = re.search(r'rel="next" href="([^"]+)"', page)
        url = unescape(older[1]) if older else ""
    return n


def test_the_list_is_walked_forth_and_back_by_keyset(officer, street):
    kind = Category.objects.select_related("clock", "receiver").get(code="C2")
    for _ in range(45):
        concerns.raise_("路灯不亮了好几天", place=street.tingyu, category=kind, said=Said(), channel="page", by=None, at=now())  # fmt: skip
    first = officer.get("/street/list/?key=raised&p=all").content.decode()
    older = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    back = unescape(re.search(r'rel="prev" href="([^"]+)"', officer.get(older).content.decode())[1])
    rows = re.compile(r'<th scope="row"><a href="([^"]+)"')
    assert rows.findall(officer.get(back).content.decode()) == rows.findall(first)


def test_the_page_needs_at_most_twelve_queries_however_many_matters(
    officer, street, django_assert_max_num_queries
):
    for page in (
        "/street/",
        "/street/?p=all",
        f"/street/?at={street.tingyu.pk}",
        f"/street/?at={street.lianchi.pk}",
    ):
        with django_assert_max_num_queries(12):
            assert officer.get(page).status_code == 200


def test_M154_a_rate_says_what_it_was_before_and_of_how_many(officer):
    page = officer.get("/street/?p=month").content.decode()
    assert re.search(r"上期（\d{4}\.\d\d）", page)


def test_M155_the_page_says_how_pauses_are_counted(officer):
    page = officer.get("/street/?p=all").content.decode()
    assert "暂停计时的日子算在天数里" in page
    assert "个工作日" in page


def test_months_may_be_chosen_and_nonsense_is_the_last_three(officer):
    assert "2019-04 到 2019-06" in officer.get("/street/?from=2019-06&to=2019-04").content.decode()
    assert officer.get("/street/?from=abc&to=9999-99&p=x").status_code == 200


def test_a_clerk_sees_the_community_and_a_secretary_the_estate_and_no_other(street, client):
    client.force_login(street.lin)
    assert "莲池社区" in client.get("/street/").content.decode()
    assert client.get(f"/street/?at={street.guihua.pk}").status_code == 403
    client.force_login(street.chen)
    assert "听雨苑" in client.get("/street/").content.decode()
    assert client.get(f"/street/list/?key=raised&at={street.lianchi.pk}").status_code == 403
    client.force_login(street.zhou)
    assert client.get("/street/").status_code == 403


def test_what_is_not_there_is_a_404_and_never_a_500(officer):
    for url in ("/street/?at=999999", "/street/?batch=999", "/street/list/", "/street/list/?key=secret",
                "/street/list/?key=within:x", "/street/list/?key=within:999999999"):  # fmt: skip
        assert officer.get(url).status_code == 404, url
    for url in ("/street/?at=x", "/street/list/?key=within:999999", "/street/list/?key=raised&after=junk"):
        assert officer.get(url).status_code == 200, url


def test_an_empty_street_says_so(street, client):
    Concern.objects.update(has_followers=False)
    client.force_login(street.guo)
    page = client.get("/street/?from=1999-01&to=1999-02").content.decode()
    assert "还没有答复" in page
    assert "算不出来" in page


@pytest.mark.django_db(transaction=True)
def test_the_page_is_written_again_as_soon_as_anything_at_the_place_was_touched(street, client):
    client.force_login(street.guo)
    before = said_on(client)
    assert said_on(client) == before
    concerns.raise_(
        "楼道的灯又不亮了。",
        place=street.tingyu,
        category=Category.objects.get(code="C2"),
        said=Said(phone="13900000155"),
        channel="page",
        by=None,
        at=now(),
    )
    assert said_on(client) == before + 1


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_the_page_is_kept_for_one_language_and_one_place_only(street, client):
    client.force_login(street.guo)
    chinese, english = (
        client.get("/street/", HTTP_ACCEPT_LANGUAGE=one).content.decode() for one in ("zh-hans", "en")
    )
    assert "说出来" in chinese
    assert "说出来" not in english
    assert said_on(client, at=street.tingyu) < said_on(client)


@pytest.mark.django_db(transaction=True)
def test_what_was_written_of_a_page_inside_a_transaction_is_not_shown_after_it_was_rolled_back(
    street, client
):
    client.force_login(street.guo)
    before, month = said_on(client), localdate().replace(day=1)
    with transaction.atomic():
        add_up([(street.street.pk, 0, month, "raised", 0, 5)])
        assert said_on(client) == before + 5
        transaction.set_rollback(True)
    add_up([(street.street.pk, 0, month, "raised", 0, 1)])  # moves the stamp to where the other had moved it
    assert said_on(client) == before + 1


def said_on(client, **of) -> int:
    """How many matters the page says were said."""
    query = "&".join(f"{key}={place.pk}" for key, place in of.items())
    return int(
        re.search(r"说了 <a [^>]*>(\d+)</a> 件", client.get(f"/street/?p=month&{query}").content.decode())[1]
    )
