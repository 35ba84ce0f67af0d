"""The four doors and the public numbers: open to anyone, and nobody can be found on them (I6)."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns.behind import concerns_behind
from huisheng.collect.concerns.figures import figures
from huisheng.deliberate.models import Budget
from huisheng.echo.models import Line, Speaker
from huisheng.territory.models import Place
from tests.pages.resident import at_the_door, words

pytestmark = pytest.mark.django_db
OPEN_PAGES = [
    "/",
    "/where/",
    "/voices/",
    "/public/?m=12",
    "/public/raised/?m=12",
    "/privacy/",
    "/my/",
    "/say/",
]


def test_four_doors_and_none_of_them_dead(street):
    client = at_the_door(street)
    page = words(client.get("/"))
    doors = re.findall(r'class="door" href="([^"]+)"', page)
    assert len(doors) == 4
    for door in doors:
        assert client.get(door).status_code == 200


def test_my_contact_stands_on_top_with_name_and_phone(street):
    page = words(at_the_door(street).get("/"))
    assert street.zhou.name in page
    assert f"tel:{street.zhou.phone}" in page


def test_a_contact_who_did_not_agree_is_not_named_and_the_next_one_is(street):
    street.zhou_post.__class__.objects.filter(person=street.zhou).update(public=False)
    page = words(at_the_door(street).get("/"))
    assert street.zhou.name not in page
    assert street.liu.name in page


def test_M164_a_resident_who_logs_in_reads_first_what_waits_for_their_word(street):
    concern = street.lamp
    concern.speaker.__class__.objects.filter(pk=concern.speaker.pk).update(person=street.he)
    client = Client()
    client.force_login(street.he)
    page = words(client.get("/landing/", follow=True))
    assert page.index("请您说一声") < page.index(concern.voice.title) < page.index('class="doors"')


def test_without_a_place_the_doors_are_open_all_the_same(street):
    assert words(Client().get("/")).count('class="door"') == 4


def test_every_number_on_the_open_pages_opens_its_list(street):
    client = at_the_door(street)
    for page in ("/", "/public/?m=12"):
        links = re.findall(
            r'<li(?: class="rate")?>\s*<a (?:class="row one" )?href="(/public/[^"]+)"',
            words(client.get(page)),
        )
        assert len(links) >= 3
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_M151_the_number_is_as_long_as_its_list(street):
    client = at_the_door(street)
    shown = client.get("/public/?m=12").context["figures"][0]["value"]

    assert shown == figures(street.lianchi, now=now()).n("raised")
    assert concerns_behind("raised", street.lianchi, now=now()).count() == shown


def test_I6_nobody_who_spoke_can_be_found_on_a_page_that_anyone_may_open(street):
    visitors = at_the_door(street), at_the_door(street, "xincun2")
    speakers = Speaker.objects.exclude(name="", phone="").values_list("name", "phone", "number")
    doors = list(Place.objects.filter(kind="home").values_list("where", flat=True))
    staff = {post.person.name for post in street.zhou_post.__class__.objects.select_related("person")}
    for client in visitors:
        pages = [words(client.get(path)) for path in OPEN_PAGES]
        pages += [words(client.get(link)) for link in re.findall(r'href="(/voices/\d+/)"', pages[2])]
        for page in pages:
            for name, phone, number in speakers:
                private = {phone, number, name if len(name) > 1 and name not in staff else ""} - {""}
                assert not [one for one in private if one in page]
            assert not [door for door in doors if door in page]


def test_I6_what_staff_write_of_a_project_and_of_a_budget_points_to_nobody_on_their_pages(client, street):
    pages = {f"/projects/{street.tap_project.token}/": street.tap_project.voice}
    budget = Budget.objects.exclude(announced_at=None).first()
    pages[f"/budgets/{budget.token}/"] = budget.voice
    for page, voice in pages.items():
        Line.objects.create(
            voice=voice, did="noted", at=now(), says="找3栋2单元301的陈桂芳奶奶，13899990000。"
        )
        shown = words(client.get(page))
        assert "找3栋**的某奶奶，**。" in shown


def test_an_unknown_number_has_no_list(street):
    assert at_the_door(street).get("/public/nothing/").status_code == 404


@pytest.mark.parametrize(
    "before", ["x", "2026-13-01,5", "2026-01-01T00:00:00+08:00,99999999999999999999", "9999,"]
)
def test_a_spoilt_page_link_shows_the_first_page(street, before):
    assert at_the_door(street).get("/public/raised/", {"before": before, "m": "12"}).status_code == 200


def test_the_elders_look_stays_and_goes_back_to_the_same_page(street):
    client = Client()
    assert client.get("/look/elder/?next=/my/").url == "/my/"
    assert 'data-look="elder"' in words(client.get("/my/"))
    client.get("/look/plain/?next=/my/")
    assert "data-look" not in words(client.get("/my/"))


def test_the_look_sends_nobody_to_another_site():
    assert Client().get("/look/elder/?next=//example.com/").url == "/"


def test_a_page_that_is_not_there_says_where_to_go_on(db):
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404
    assert "/my/" in words(answer)


def test_the_four_doors_take_few_queries(street, django_assert_max_num_queries):
    client = at_the_door(street)
    with django_assert_max_num_queries(6):
        client.get("/")
