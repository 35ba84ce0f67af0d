"""Coming in: by a door that locks, to one's own page (M164)."""

import io
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from huisheng.echo.models import AuditEntry
from huisheng.people.models import Login, Person
from huisheng.people.permissions.rules import Role
from huisheng.square.landing.rules import first_page
from huisheng.square.safety.services import forget_failures
from huisheng.territory.models import Place
from huisheng.territory.posts.services import hats_of
from stories.cast import PASSWORD

LOGIN = "/login/"


@pytest.fixture(autouse=True)
def quick_passwords(request, settings):
    """The real hash takes half a second each time, on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if "street" in request.fixturenames:
        request.getfixturevalue("street")
        Person.objects.filter(login__isnull=False).update(password=make_password(PASSWORD))


def come(client, login="lin", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": login, "password": password, **more})


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("login", "page"),
    [
        ("guo", "/street/"),
        ("lin", "/desk/"),
        ("chen", "/desk/"),
        ("zhou", "/today/"),
        ("he", "/"),
    ],
)
def test_M164_everybody_lands_on_their_own_page(client, street, login, page):
    assert come(client, login).url == "/landing/"
    assert client.get("/landing/").url == page


def test_M164_somebody_with_several_posts_begins_at_the_desk():
    assert first_page([Role.RESIDENT, Role.HEAD, Role.SECRETARY]) == "square:desk"
    assert first_page([Role.RESIDENT, Role.LINKED]) == "square:today"


def test_the_page_that_was_asked_for_is_opened_after_the_login_and_never_another_site(client, street):
    assert come(client, next="/posts/").url == "/posts/"
    client.logout()
    assert come(client, next="https://example.org/").url == "/landing/"


def test_a_wrong_password_is_one_sentence_and_keeps_the_name(client, street):
    answer = come(client, password="wrong")
    assert answer.status_code == 422
    assert "登录名或密码不对" in text(answer)
    assert 'value="lin"' in text(answer)
    assert "wrong" not in text(answer)


def test_after_five_wrong_passwords_the_door_is_locked_even_for_the_right_one(client, street):
    for _ in range(5):
        come(client, password="wrong")
    answer = come(client)
    assert answer.status_code == 422
    assert "连着输错太多次" in text(answer)
    assert come(client, "guo").status_code == 302


def test_somebody_elsewhere_does_not_lock_a_clerk_out(client, street):
    for _ in range(6):
        client.post(LOGIN, {"username": "lin", "password": "wrong"}, REMOTE_ADDR="203.0.113.9")
    assert come(client).status_code == 302


def test_coming_in_forgets_the_mistakes_before(client, street):
    for _ in range(3):
        for _ in range(4):
            come(client, password="wrong")
        assert come(client).status_code == 302
        client.post("/logout/")


def test_going_out_is_a_button_and_never_a_link(client, street):
    come(client)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/landing/").status_code == 302


def test_a_person_without_a_login_cannot_come_in(client, street):
    assert come(client, "", "").status_code == 422
    assert come(client, "wang", "").status_code == 422


@pytest.fixture
def password(monkeypatch):
    monkeypatch.setenv("HUISHENG_PASSWORD", "lou-dao-deng-2026")


def test_when_nobody_can_log_in_the_page_says_how(client, db, password):
    assert "first_clerk" in text(client.get(LOGIN))
    call_command("first_clerk", name="莫小满", login="mo", place="莲池街道", stdout=io.StringIO())
    assert "first_clerk" not in text(client.get(LOGIN))


def test_the_first_clerk_of_an_empty_server_begins_a_street(client, db, password):
    told = io.StringIO()
    call_command("first_clerk", name="莫小满", login="mo", place="莲池街道", stdout=told)
    person = Person.objects.get(login="mo")
    assert Role.OFFICER in {hat.role for hat in hats_of(person, on=localdate())}
    assert "下一步" in told.getvalue()
    assert come(client, "mo", "lou-dao-deng-2026").status_code == 302


def test_the_first_clerk_of_a_community_is_its_clerk_and_changes_nothing_else(street, password):
    places = Place.objects.count()
    call_command("first_clerk", name="莫小满", login="mo", place=street.guihua.code, stdout=io.StringIO())
    hats = hats_of(Person.objects.get(login="mo"), on=localdate())
    assert (Role.CLERK, street.guihua.path) in {(hat.role, hat.path) for hat in hats}
    assert Place.objects.count() == places


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"login": "lin"}, "已经有人用了"),
        ({"place": "没有的地方"}, "没有找到"),
        ({"place": ""}, "--place"),
    ],
)
def test_the_first_clerk_is_refused_with_a_sentence(street, password, given, sentence):
    asked = {"name": "莫小满", "login": "mo", "place": "439901001"} | given
    with pytest.raises(CommandError, match=sentence):
        call_command("first_clerk", **asked)
    assert not Person.objects.filter(name="莫小满").exists()


def test_a_password_that_is_too_easy_is_refused(street, monkeypatch):
    monkeypatch.setenv("HUISHENG_PASSWORD", "12345678")
    with pytest.raises(CommandError):
        call_command("first_clerk", name="莫小满", login="mo", place="439901001")


def test_what_happens_at_the_door_stands_in_the_security_log_without_the_name_that_was_typed(client, street):
    for _ in range(5):
        come(client, password="wrong")
    come(client, "nobody-is-called-so", "wrong")
    come(client, "guo")
    kept = list(AuditEntry.objects.order_by("-number").values_list("did", "whose", "about")[:8])
    lin, guo = street.lin.pk, street.guo.pk
    wanted = [("login", guo), ("login_failed", None), ("locked", lin), *[("login_failed", lin)] * 5]
    assert sorted((did, whose or 0) for did, whose, _ in kept) == sorted(
        (did, who or 0) for did, who in wanted
    )
    assert not AccessAttempt.objects.filter(username="lin").exists()
    assert not AccessAttempt.objects.filter(post_data__contains="nobody-is").exists()


def test_failures_are_forgotten_after_a_day(client, street):
    come(client, password="wrong")
    assert forget_failures(at=now()) == 0
    assert forget_failures(at=now() + timedelta(hours=25)) == 1


def test_a_login_says_whose_it_is_and_ends_with_the_password_and_the_account(client, street):
    come(client)
    assert [login.person_id for login in Login.objects.filter(person=street.lin)] == [street.lin.pk]
    assert client.get("/desk/").status_code == 200
    lin = street.lin
    lin.set_password("another-2026")
    lin.save(update_fields=["password"])
    assert client.get("/desk/").status_code == 302, "the password of then is not the password of now"
    come(client, password="another-2026")
    Person.objects.filter(pk=street.lin.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_page_asks_once_who_it_is(client, street):
    come(client)
    with CaptureQueriesContext(connection) as asked:
        client.get("/catalogue/")
    assert sum("people_login" in one["sql"] for one in asked) == 1
    assert not [one["sql"] for one in asked if one["sql"].startswith('SELECT "people_person"')]
