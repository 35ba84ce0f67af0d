"""What the bench fills a database with is what the services would have left; and each page keeps its queries."""

import pytest
from django.utils.timezone import now

from bench import floor, scenarios
from bench.fill import fill
from bench.inside import Inside, statements
from bench.table import table
from bench.world import build
from huisheng.collect.models import Concern, Tally
from huisheng.echo.models import Line, Message
from huisheng.square.doctor.examination import RECORDS, examine

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build(now(), streets=1, communities=2, estates=2)


def test_the_filled_database_keeps_every_promise(world):
    fill(300, world, at=now())
    fill(100, world, at=now())
    assert Concern.objects.count() == 400
    assert [wrong for check in examine(at=now(), checks=RECORDS) for wrong in check.wrong] == []


def test_a_few_percent_are_open_and_each_has_its_lines_and_messages(world):
    fill(1000, world, at=now())
    assert 10 <= Concern.objects.filter(is_open=True).count() <= 60
    assert Line.objects.count() > 3000
    assert Message.objects.count() > Line.objects.count()
    assert (
        sum(Tally.objects.filter(place__kind="street", measure="raised").values_list("n", flat=True)) == 1000
    )


def test_every_page_that_the_bench_asks_for_keeps_its_number_of_queries_and_has_a_floor(world, monkeypatch):
    monkeypatch.setattr(floor, "TIMES", 4)
    fill(400, world, at=now())
    facts, driver, sent = scenarios.look(), floor.Floor(world, at=now(), postmaster=0), {}
    for scenario in scenarios.SCENARIOS:
        request = scenario.visit(Inside(), facts, 0)
        request()
        with statements() as seen:
            request()
        sent[scenario.name] = len(seen)
        assert scenario.writes or driver.read(list(seen)) > 0
    budgets = {scenario.name: scenario.queries for scenario in scenarios.SCENARIOS}
    assert {name: n for name, n in sent.items() if n > budgets[name]} == {}


def test_the_table_says_which_budgets_are_met():
    row = {
        "what": "raise a concern", "concerns": 2000, "database": "sqlite", "queries": 9, "most_queries": 12,
        "cpu_ms": 5.0, "at_rest_ms": 4.5, "most_ms": 6.4, "database_ms": 0.0, "floor_ms": 1.0, "ratio": 5.0, "p50_ms": 6.0,
        "p95_ms": 9.0, "a_second": 150.0, "peak_mb": 200, "connections": 1, "requests": 400, "loop_ms": 0.5, "met": True,
    }  # fmt: skip
    slow = {**row, "what": "street page", "met": False}
    lines = table([row, slow]).splitlines()
    assert lines[0].startswith("sqlite, 2,000 concerns")
    assert lines[2].endswith("met")
    assert lines[3].endswith("not met")
