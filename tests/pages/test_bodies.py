"""The directory of outside bodies (M15): a street's own and the shared ones (I8)."""

import pytest
from django.urls import reverse

from huisheng.alliance.bodies.services import usable_at
from huisheng.alliance.models import OutsideBody

TYPED = {"name": "区园林维护中心", "kind": "department", "competence": "行道树", "answers_in": 7}


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def url(name, *args):
    return reverse(f"alliance:{name}", args=args)


def test_M15_a_body_is_registered_for_the_street_and_can_be_referred_to(lin, street):
    assert lin.post(url("body_new"), TYPED).status_code == 302
    new = OutsideBody.objects.get(name="区园林维护中心")
    assert new.path == street.street.path
    assert new in usable_at(street.wang_home.path)


def test_a_body_is_found_by_what_it_does(lin, street):
    page = lin.get(url("bodies"), {"q": "路灯"})
    assert [body.name for body in page.context["bodies"]] == [street.lighting.name]


def test_M15_a_body_out_of_use_is_no_longer_offered_but_stays_in_the_directory(lin, street):
    assert lin.post(url("body_use", street.property.pk)).status_code == 302
    assert street.property not in usable_at(street.tingyu.path)
    assert "停用" in lin.get(url("bodies")).content.decode()
    assert lin.post(url("body_use", street.property.pk), {"on": "1"}).status_code == 302
    assert street.property in usable_at(street.tingyu.path)


def test_I8_a_shared_body_is_changed_by_no_street(lin, street):
    page = lin.get(url("body", street.traffic.pk)).content.decode()
    assert "几个街道共用" in page
    answer = lin.post(url("body", street.traffic.pk), TYPED)
    assert answer.status_code == 409
    assert street.traffic.name == "区交警大队"


def test_I8_a_body_of_another_street_is_not_known_here(lin, street):
    other = OutsideBody.objects.create(name="别处的物业", kind="property", path="zzzzz.")
    assert "别处的物业" not in lin.get(url("bodies")).content.decode()
    assert lin.get(url("body", other.pk)).status_code == 404
    assert other not in usable_at(street.tingyu.path)


def test_a_body_is_not_its_own_superior(lin, street):
    answer = lin.post(
        url("body", street.property.pk), TYPED | {"name": street.property.name, "above": street.property.pk}
    )
    assert answer.status_code == 409


def test_a_body_answers_within_a_sensible_number_of_days(lin, street):
    assert lin.post(url("body_new"), TYPED | {"answers_in": 0}).status_code == 409


def test_a_head_sees_no_directory(client, street):
    client.force_login(street.zhou)
    assert client.get(url("bodies")).status_code == 403
