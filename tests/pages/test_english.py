"""The whole house in English: the words of the pages, not the data (names, places, what people wrote)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.test import Client

from huisheng.people.models import Person
from tests.told import Street
from tools.words import compile_words

HAN = re.compile(r"[\u4e00-\u9fff]+")
READERS = [None, "he", "zhou", "chen", "lin", "guo"]
EVERYBODYS = ["/", "/say/", "/my/", "/voices/", "/public/", "/privacy/", "/who/", "/login/"]
INTERFACE = {"nav", "h1", "h2", "h3", "th", "label", "button", "legend", "summary", "dt", "title"}
NAMED_BY_DATA = [
    ("square.Token", "name"),
    ("people.Person", "name"),
    ("territory.Place", "name"),
    ("territory.Branch", "name"),
    ("territory.ProfileFigure", "words"),
    ("alliance.OutsideBody", "name"),
    ("echo.Voice", "title"),
]
MASKED = re.compile(r"[\u4e00-\u9fff]\*\*")  # a speaker's name on the pages of staff
# The other language in the foot of every page.
AS_IT_IS = {"中文"}


class Interface(HTMLParser):
    """The texts inside the parts of a page that speak for the house, and what screen readers say of them."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in INTERFACE:
            self.inside.append(tag)
        self.texts += [value for name, value in attrs if value and name in ("aria-label", "data-label")]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.append(data)


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    compile_words()


@pytest.fixture
def data(street: Street) -> set[str]:
    """Every run of Chinese characters that comes from a row, in any of its parts."""
    found = set(AS_IT_IS)
    for model, field in NAMED_BY_DATA:
        for value in apps.get_model(model).objects.values_list(field, flat=True).distinct():
            found.update(HAN.findall(value))
    return found


def reader(login: str | None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if login:
        client.force_login(Person.objects.get(login=login))
    return client


def pages_of(client: Client) -> Iterator[tuple[str, str]]:
    """Each page with a place in the navigation of this reader, and those open to everybody."""
    landing = client.get("/landing/", follow=True).content.decode()
    nav = re.search(r'<nav class="nav".*?</nav>', landing, re.S)
    for url in dict.fromkeys(EVERYBODYS + (re.findall(r'href="([^"]+)"', nav[0]) if nav else [])):
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        yield url, answer.content.decode()


@pytest.mark.one_database
@pytest.mark.parametrize("login", READERS)
def test_every_page_of_the_navigation_speaks_english(login: str | None, data: set[str]) -> None:
    left = {}
    for url, html in pages_of(reader(login)):
        page = Interface()
        page.feed(html)
        left |= {text.strip(): url for text in page.texts if set(HAN.findall(MASKED.sub("", text))) - data}
    assert not left


def in_english(by: Person, url: str) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(by)
    return client.get(url).content.decode()


def test_kinds_of_posts_are_offered_by_their_English_names(street):
    offered = re.findall(
        r"<option[^>]*>([^<]*)", in_english(street.lin, f"/posts/appoint/?at={street.tingyu.pk}")
    )
    assert "group head" in offered
    assert not [words for words in offered if HAN.search(words)]


def test_days_inside_a_reason_are_English_too(street):
    page = in_english(street.lin, f"/calls/desk/{street.call_open.pk}/")
    assert re.search(r"It is open until \d+ [A-Z][a-z]+ and can be closed", page)


def test_what_a_vote_asks_and_needs_is_said_in_English(street):
    assert "more than half have to agree" in in_english(street.chen, f"/vote/{street.vote_open.pk}/")
    assert re.search(r"[\d.]+ m² needed, enough", in_english(street.chen, f"/vote/{street.vote_over.pk}/"))
