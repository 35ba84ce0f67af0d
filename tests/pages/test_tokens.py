"""Keys for programs: shown once, kept as a digest, ended by their person, by time, or by asking too often."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.echo.refusals import Refused
from huisheng.square.models import Token
from huisheng.square.tokens import services
from tests.pages.resident import words

pytestmark = pytest.mark.django_db


def as_lin(street) -> Client:
    client = Client()
    client.force_login(street.lin)
    return client


def test_a_secret_is_shown_on_the_answer_to_its_form_and_never_again(street):
    client = as_lin(street)
    page = words(client.post("/tokens/", {"name": "报修系统", "days": "30"}))
    secret = re.search(r"hs_[\w-]{40,}", page)[0]
    assert services.token_of(secret, at=now()).person == street.lin
    later = words(client.get("/tokens/"))
    assert secret not in later
    assert "报修系统" in later
    assert secret not in str(Token.objects.filter(person=street.lin).values().get())


@pytest.mark.parametrize(("name", "days"), [("", "30"), ("a", "0"), ("a", "366"), ("a", "x")])
def test_a_token_has_a_name_and_ends_within_a_year(street, name, days):
    assert as_lin(street).post("/tokens/", {"name": name, "days": days}).status_code == 422


def test_nobody_has_more_tokens_than_can_be_looked_over(street):
    for n in range(20):
        services.make(street.lin, name=str(n), days=1, at=now())
    assert as_lin(street).post("/tokens/", {"name": "one more", "days": "1"}).status_code == 409


def test_a_token_ends_when_its_person_says_so_and_only_then(street):
    token, secret = services.make(street.lin, name="a", days=1, at=now())
    other = Client()
    other.force_login(street.chen)
    assert other.post(f"/tokens/{token.pk}/revoke/").status_code == 404
    services.token_of(secret, at=now())
    as_lin(street).post(f"/tokens/{token.pk}/revoke/")
    with pytest.raises(Refused, match="已经停用"):
        services.token_of(secret, at=now())


def test_a_token_ends_by_itself_and_with_its_person(street):
    _token, secret = services.make(street.lin, name="a", days=1, at=now())
    with pytest.raises(Refused, match="过期"):
        services.token_of(secret, at=now() + timedelta(days=1))
    street.lin.__class__.objects.filter(pk=street.lin.pk).update(is_active=False)
    with pytest.raises(Refused, match="主人"):
        services.token_of(secret, at=now())


def test_a_token_rests_after_too_many_questions_in_one_minute(street, settings):
    settings.API_PER_MINUTE = 3
    _token, secret = services.make(street.lin, name="a", days=1, at=now())
    at = now().replace(second=1)
    for _ in range(3):
        services.token_of(secret, at=at)
    with pytest.raises(services.TooOftenError):
        services.token_of(secret, at=at)
    services.token_of(secret, at=at + timedelta(minutes=1))


def test_a_page_of_tokens_asks_as_much_for_three_as_for_one(street, connection_queries):
    client = as_lin(street)
    services.make(street.lin, name="a", days=1, at=now())
    one = connection_queries(lambda: client.get("/tokens/"))
    for name in "bc":
        services.make(street.lin, name=name, days=1, at=now())
    assert connection_queries(lambda: client.get("/tokens/")) == one
