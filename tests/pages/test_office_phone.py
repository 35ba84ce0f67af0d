"""The telephone of an office: written on its place by the clerk, never on a home."""

import pytest


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


def url(place, page=""):
    return f"/places/{place.pk}/{page}/" if page else f"/places/{place.pk}/"


def test_a_community_gets_a_public_phone_and_its_page_and_history_say_so(clerk, street):
    assert clerk.post(url(street.lianchi, "phone"), {"phone": "０７３１-5550 1299"}).status_code == 302
    page = clerk.get(url(street.lianchi)).content.decode()
    assert 'href="tel:073155501299"' in page
    assert "公开电话改为 0731-5550 1299" in page
    clerk.post(url(street.lianchi, "phone"), {"phone": ""})
    assert street.lianchi.phone == ""


@pytest.mark.parametrize("typed", ["打给小林", "12", "0731-5550 1234 5678", "<b>1</b>"])
def test_what_is_no_phone_number_is_told_and_kept(clerk, street, typed):
    answer = clerk.post(url(street.lianchi, "phone"), {"phone": typed})
    assert answer.status_code in (409, 422)
    assert "例如 0731-5550 1234" in answer.content.decode()
    assert answer.context["form"]["phone"].value() == typed


def test_I6_a_home_has_no_public_phone(clerk, street):
    answer = clerk.post(url(street.wang_home, "phone"), {"phone": "0731-5550 1234"})
    assert answer.status_code in (409, 422)
    assert "这里不设公开电话" in answer.content.decode()
    assert "phone/" not in [act["url"] for act in clerk.get(url(street.wang_home)).context["acts"]]
