"""/who/: anybody finds the named contact of any home in a few taps, and nothing about who lives there (I6, M03)."""

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import publish_phone
from huisheng.territory.posts.services import amend, end

WHO = "/who/"


def text(response):
    return response.content.decode()


def steps(response):
    return list(response.context["steps"])


def test_M03_from_the_community_to_the_contact_in_four_taps(client, street):
    taps = [street.lianchi, street.tingyu, street.tingyu3, street.wang_home.parent, street.wang_home]
    page = client.get(WHO)
    for place in taps:
        assert place in steps(page)
        page = client.get(WHO, {"at": place.pk})
    assert street.zhou.name in text(page)
    assert 'href="tel:13800000103"' in text(page)


def test_M03_a_vacancy_shows_the_next_one_up(client, street):
    end(street.zhou_post, by=None, at=localtime(), why="搬家")
    page = text(client.get(WHO, {"at": street.wang_home.pk}))
    assert street.zhou.name not in page
    assert street.liu.name in page


def test_R13_4_a_name_and_a_phone_are_shown_only_of_who_agreed(client, street):
    Appointment.objects.update(public=False)
    page = text(client.get(WHO, {"at": street.wang_home.pk}))
    for person in (street.zhou, street.liu, street.lin):
        assert person.name not in page
        assert person.phone not in page


def test_R13_4_whose_neighbour_head_did_not_agree_reads_the_communitys_number(client, street):
    amend(street.zhou_post, ends=None, phone=street.zhou.phone, public=False, by=None, at=localtime())
    client.get(f"/q/{street.wang_home.token}/")
    for url in (f"{WHO}?at={street.wang_home.pk}", "/", "/my/"):
        page = text(client.get(url))
        assert street.zhou.phone not in page
        assert 'href="tel:073155501201"' in page
        assert "莲池社区的电话" in page


def test_R13_4_where_nobody_agreed_the_button_calls_the_nearest_office(client, street):
    Appointment.objects.update(public=False)
    publish_phone(street.tingyu, phone="0731－5550 1210", by=street.lin, at=localtime())
    page = text(client.get(WHO, {"at": street.wang_home.pk}))
    assert '<a class="call" href="tel:073155501210"' in page
    assert "1201" not in page


def test_a_phone_that_is_shown_needs_no_other_beside_it(client, street):
    assert "5550" not in text(client.get(WHO, {"at": street.wang_home.pk}))


def test_where_nobody_answers_at_all_the_office_is_called(client, street):
    Appointment.objects.update(ended_at=localtime())
    page = text(client.get(WHO, {"at": street.wang_home.pk}))
    assert "这里还没有人负责，请打给" in page
    assert 'href="tel:073155501201"' in page


def test_I6_the_page_of_a_home_says_nothing_about_who_lives_there(client, street):
    for place in (street.wang_home, street.wang_home.parent):
        page = text(client.get(WHO, {"at": place.pk}))
        assert street.wang.name not in page
        assert street.wang.phone not in page
    doors = steps(client.get(WHO, {"at": street["tingyu1u1"].pk}))
    assert {door.occupied for door in doors} == {True, False}


def test_M166_the_linked_member_is_a_linked_contact_and_only_on_the_homes_own_label(client, street):
    post = Appointment.objects.get(kind__code="linked")
    amend(post, ends=None, phone=post.phone, public=True, by=None, at=localtime())
    label = reverse("territory:who_here", args=[street.wang_home.token])
    page = text(client.get(label))
    assert f"联户联系人 <b>{street.xie.name}</b>" in page
    assert "党员" not in page
    assert "Linked contact <b>" in text(client.get(label, headers={"accept-language": "en"}))
    assert street.xie.name not in text(client.get(WHO, {"at": street.wang_home.pk}))
    assert street.xie.name not in text(client.get(reverse("territory:who_here", args=[street.tingyu3.token])))


def test_a_community_or_an_estate_is_found_by_typing(client, street):
    assert steps(client.get(WHO, {"q": "听雨"}))[:1] == [street.tingyu]
    assert "没有找到" in text(client.get(WHO, {"q": "不存在的地方"}))


@pytest.mark.parametrize("at", ["0", "999999", "x", ""])
def test_a_number_that_is_no_place_is_not_an_error_of_the_server(client, street, at):
    assert client.get(WHO, {"at": at}).status_code in (200, 404)


def test_a_county_is_nobodys_address(client, street):
    assert client.get(WHO, {"at": street.county.pk}).status_code == 404
    assert Place.objects.filter(pk=street.county.pk).exists()
