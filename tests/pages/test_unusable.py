"""What no calendar and no database takes is answered with a sentence beside what was typed, never with a broken page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from huisheng.collect.models import Concern
from huisheng.deliberate.models import Vote
from huisheng.deliberate.notices import services as notices
from huisheng.echo.fields import Day
from huisheng.echo.refusals import Refused
from tests.pages.things import things

HUGE = "9" * 20


@pytest.fixture
def office(street, client):
    client.force_login(street.guo)
    return client


@pytest.mark.parametrize("typed", ["0026-11-30", "0001-01-01", "9999-12-31"])
def test_a_mistyped_year_is_told_beside_the_day(typed):
    field = Day(label="哪天前")
    with pytest.raises(Exception, match="年份不对"):
        field.clean(typed)
    assert field.clean("1900-01-01") == date(1900, 1, 1)


def test_a_mistyped_year_keeps_what_was_typed(office, street):
    page = reverse("deliberate:vote_new", args=[things(street)["deliberate:vote_new"]["pk"]])
    answer = office.post(page, {"title": "修屋面", "opens": "0001-01-01T00:00", "closes": "2026-12-31T18:00"})
    assert answer.status_code == 422
    assert "年份不对" in answer.content.decode()
    assert "修屋面" in answer.content.decode()


def test_a_choice_of_twenty_digits_stands_as_a_sentence_on_the_form_or_the_page(office):
    answer = office.post("/branches/new/", {"name": "一个支部", "estates": HUGE})
    assert answer.status_code == 422
    assert "一个支部" in answer.content.decode()
    answer = office.get("/posts/", {"kind": HUGE})
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("page", ["/who/", "/places/", "/posts/", "/bodies/", "/receipt/"])
def test_a_character_that_is_none_breaks_no_search(office, page):
    assert office.get(page, {"q": "a\x00b", "code": "a\x00b"}).status_code in (200, 422)


@pytest.mark.parametrize("typed", ["19905", "9" * 5000, "²", "-1"])
@pytest.mark.parametrize(
    "page", ["/calendar/?year=", "/projects/?year=", "/posts/?kind=", "/who/?at=", "/desk/?category="]
)
def test_a_number_in_an_address_that_no_page_has_breaks_none(office, page, typed):
    assert office.get(f"{page}{typed}", follow=True).status_code in (200, 404)


@pytest.mark.parametrize("back", ["x", "//elsewhere.example/", "http://elsewhere.example/", "a\x00b", ""])
def test_the_way_back_is_a_page_of_this_house_or_the_matter(office, street, back):
    matter = Concern.objects.filter(is_open=True, street=street.street).first()
    page = reverse("collect:act", args=[matter.speaker.number, "note"])
    answer = office.post(page, {"says": "看过了。", "back": back})
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("collect:matter", args=[matter.speaker.number]),
    )


def test_a_notice_from_before_any_law_is_refused(street):
    assert notices.length_of("covenant", on=localdate()).days
    with pytest.raises(Refused, match="已经过了"):
        notices.length_of("covenant", on=date(1900, 1, 1))


@pytest.mark.parametrize("charset", ["rot13", "undefined", "hex", "nonsense"])
def test_letters_of_a_kind_that_is_none_are_read_as_usual(client, street, charset):
    body = '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n三楼的灯不亮\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = client.generic("POST", "/say/", body.encode(), content_type=kind)
    assert answer.status_code == 422
    assert "三楼的灯不亮" in answer.content.decode()


def test_a_result_file_that_was_forgotten_is_asked_for(office, street):
    vote = Vote.objects.get(pk=things(street)["deliberate:official"]["pk"])
    office.force_login(vote.counters.first())
    page = reverse("deliberate:official", args=[vote.pk])
    assert (office.get(page).status_code, office.post(page).status_code) == (200, 422)


def test_only_who_wrote_something_is_told_that_it_is_still_there(client, street):
    client.force_login(street.he)
    kept = "写过的都还在"
    assert kept not in client.get("/desk/").content.decode()
    assert kept in client.post("/desk/").content.decode()
