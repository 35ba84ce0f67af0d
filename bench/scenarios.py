"""What is asked of the server, and what it may cost. A scenario prepares one visitor and returns one request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, cycle
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from bench.browser import Browser, hidden_fields
from bench.world import PASSWORD
from huisheng.collect.concerns.rollup import STAMP, TOUCHED
from huisheng.collect.models import Category, Concern, Tally
from huisheng.square.desk.rules import Cursor
from huisheng.territory.models import Appointment, Place

Request = Callable[[], object]
PAGE_2000 = 2000


@dataclass
class Facts:
    """What visitors know of the database: doors to speak at, matters to open, where page 2,000 begins."""

    buildings: list[str]
    clerks: list[tuple[str, int]]
    street: Place
    category: int
    mine: list[tuple[str, str]]
    matters: dict[int, list[str]]
    open_matters: dict[int, list[str]]
    deep: dict[str, str]
    once: str
    phone: str
    phones: "count[int]" = field(default_factory=lambda: count(13900000000))


def look() -> Facts:
    """Read them; slow where it counts pages, which is not measured."""
    street = Place.objects.filter(kind="street").order_by("pk").first()
    assert street
    communities = list(Place.objects.filter(kind="community").order_by("pk"))
    category = Category.objects.get(code="C2").pk
    known = Concern.objects.order_by("-pk").filter(lead=None)
    busy = set(known.filter(stage__in=["heard", "working"]).values_list("community", flat=True))
    communities = [place for place in communities if place.pk in busy]
    of = {
        place.pk: known.filter(community=place).values_list("speaker__number", flat=True)
        for place in communities
    }
    everything = Concern.objects.filter(street=street)
    return Facts(
        buildings=list(Place.objects.filter(kind="building").values_list("token", flat=True)),
        clerks=clerks(communities), street=street, category=category,
        mine=[(number, phone[-4:]) for number, phone in known.values_list("speaker__number", "speaker__phone")[:160]],
        matters={pk: list(numbers[:60]) for pk, numbers in of.items()},
        open_matters={pk: list(numbers.filter(stage__in=["heard", "working"])[:60]) for pk, numbers in of.items()},
        once=everything.order_by("-pk").values_list("voice__title", flat=True)[7],
        phone=everything.order_by("pk").values_list("speaker__phone", flat=True)[0],
        deep={"all": page_2000(everything), "category": page_2000(everything.filter(category=category))},
    )  # fmt: skip


def clerks(communities: list[Place]) -> list[tuple[str, int]]:
    """The login of each community's clerk (bench/world.py)."""
    posts = Appointment.objects.filter(place__in=communities, kind__code="clerk").order_by("place")
    return [(login or "", place) for login, place in posts.values_list("person__login", "place")]


def page_2000(concerns: "QuerySet[Concern]") -> str:
    """The cursor of page 2,000 of everything, newest first, or of the last full page."""
    rows = concerns.order_by("-raised_at", "-id").values_list("raised_at", "pk")
    n = min((PAGE_2000 - 1) * 20, max(concerns.count() - 21, 1))
    return str(Cursor(*rows[n - 1]))


@dataclass(frozen=True)
class Scenario:
    """One line of the table. `visit`: prepares visitor number so-and-so and returns what it does again and again."""

    name: str
    queries: int
    ms: float
    visit: Callable[[Browser, Facts, int], Request]
    requests: int = 400
    writes: str = ""
    connections: int = 1


def raising(browser: Browser, facts: Facts, i: int) -> Request:
    """A resident at a building's label: words, phone, sent; each time as somebody new."""
    doors = cycle(facts.buildings[i:] + facts.buildings[:i])
    browser.get(f"/q/{facts.buildings[i]}/", expect=302)
    form = hidden_fields(browser.get("/say/"))

    def say() -> None:
        browser.cookies.pop("mine", None)
        browser.post("/say/", form | {
            "place": next(doors), "once": uuid4().hex, "phone": str(next(facts.phones)), "name": "试用人", "alone": "1",
            "words": "三楼楼道灯不亮，晚上老人上下楼看不见，请帮忙看一下。",
        })  # fmt: skip

    return say


def contacting(browser: Browser, facts: Facts, i: int) -> Request:
    """A clerk writes down a contact, matter after matter."""
    numbers = cycle(facts.open_matters[as_clerk(browser, facts, i)])

    def contact() -> None:
        browser.cookies.pop("messages", None)
        words = {"says": "打过电话，明天上午去看。", "seen": "", "back": "/desk/"}
        browser.post(f"/matter/{next(numbers)}/contact/", words)

    return contact


def as_clerk(browser: Browser, facts: Facts, i: int) -> int:
    """Log in as one of the clerks; returns the clerk's community."""
    login, community = facts.clerks[i % len(facts.clerks)]
    browser.log_in(login, PASSWORD)
    return community


def my_matter(browser: Browser, facts: Facts, i: int) -> Request:
    """A resident follows their matters, opened by number and phone tail."""
    mine = facts.mine[i % 8 * 20 : i % 8 * 20 + 20]
    browser.get("/my/")
    for number, tail in mine:
        browser.post("/my/", {"number": number, "tail": tail})
    numbers = cycle(number for number, _tail in mine)
    return lambda: browser.get(f"/my/{next(numbers)}/")


def matter(browser: Browser, facts: Facts, i: int) -> Request:
    """A clerk opens matters, old and new."""
    community = as_clerk(browser, facts, i)
    numbers = cycle(facts.matters[community][:30] + facts.open_matters[community][:30])
    return lambda: browser.get(f"/matter/{next(numbers)}/")


def page(path: Callable[[Facts], str]) -> Callable[[Browser, Facts, int], Request]:
    """The officer of the first street opens one page."""

    def visit(browser: Browser, facts: Facts, i: int) -> Request:
        browser.log_in("officer0", PASSWORD)
        return lambda: browser.get(path(facts))

    return visit


def looked_for(words: str) -> str:
    """The page of what is found."""
    return f"/search/?{urlencode({'q': words})}"


def person_search(browser: Browser, facts: Facts, i: int) -> Request:
    """The officer looks for somebody by phone; that one looked is written down."""
    browser.log_in("officer0", PASSWORD)
    form = hidden_fields(browser.get("/search/person/"))
    who = form | {"who": facts.phone, "purpose": "到柜台来问，忘了回执号"}
    return lambda: browser.post("/search/person/", who, expect=200)


def after_an_act(path: str) -> Callable[[Browser, Facts, int], Request]:
    """The same, and before each look the stamps moved that an act moves: of the street, one community, one area."""

    def visit(browser: Browser, facts: Facts, i: int) -> Request:
        browser.log_in("officer0", PASSWORD)
        this_month = f"measure = '{STAMP}' AND bucket = {TOUCHED} AND month >= '{localdate().replace(day=1)}'"
        touched = cycle(acted_on(facts))

        def look_again() -> None:
            connection.ensure_connection()  # past Django, so that it is not counted as the page's own
            connection.connection.execute(
                f"UPDATE {Tally._meta.db_table} SET n = n + 1 WHERE {this_month} AND place_id IN {next(touched)}"
            )
            browser.get(path)

        return look_again

    return visit


def acted_on(facts: Facts) -> list[tuple[int, ...]]:
    """Street, community and area of one open matter in each area."""
    busy = Concern.objects.filter(street=facts.street, area__isnull=False, stage__in=["heard", "working"])
    return list(busy.order_by("area").values_list("street", "community", "area").distinct())


SCENARIOS = [
    Scenario("raise a concern", 12, 6.4, raising, writes="raise", connections=8),
    Scenario("an act (contact)", 12, 8, contacting, writes="act"),
    Scenario("my matter", 8, 6, my_matter),
    Scenario("matter page", 8, 6, matter),
    Scenario("desk, to contact", 8, 15, page(lambda facts: "/desk/?tab=heard"), 200),
    Scenario("desk, everything", 8, 15, page(lambda facts: "/desk/?tab=all"), 200),
    Scenario("desk, page 2,000", 8, 15, page(lambda facts: f"/desk/?tab=all&after={facts.deep['all']}"), 200),
    Scenario("desk, category + channel", 8, 15, page(lambda facts: f"/desk/?tab=all&category={facts.category}&channel=phone"), 200),
    Scenario("desk, category, page 2,000", 8, 15, page(lambda facts: f"/desk/?tab=all&category={facts.category}&after={facts.deep['category']}"), 200),
    Scenario("desk, unused channel", 8, 15, page(lambda facts: "/desk/?tab=all&channel=talk"), 200),
    Scenario("desk, late and mine", 8, 15, page(lambda facts: "/desk/?tab=working&late=1&mine=1"), 200),
    Scenario("search, a word in most", 12, 50, page(lambda facts: looked_for("看过")), 200),
    Scenario("search, one character", 12, 50, page(lambda facts: looked_for("请")), 200),
    Scenario("search, a word said once", 12, 50, page(lambda facts: looked_for(facts.once)), 200),
    Scenario("search, never said so", 12, 50, page(lambda facts: looked_for("看情况过")), 200),
    Scenario("search, end of a number", 12, 50, page(lambda facts: f"/search/?q={facts.mine[0][0][-6:]}"), 200),
    Scenario("search, a person", 16, 50, person_search, 100),
    Scenario("category tree", 2, 5, page(lambda facts: "/catalogue/"), 200),
    Scenario("street page", 12, 20, page(lambda facts: "/street/"), 200),
    Scenario("street page, a year", 12, 20, page(lambda facts: "/street/?p=year"), 200),
    Scenario("street page, after an act", 12, 20, after_an_act("/street/"), 200),
]  # fmt: skip
