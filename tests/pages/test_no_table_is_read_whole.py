"""At a million matters a page still finds its rows through an index: what SQLite says of every question that is asked."""

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huisheng.echo import paper
from tests.pages.test_walk import WHO, pages, person, samples
from tests.pages.things import things

GROWING = {"echo_voice", "echo_speaker", "echo_line", "echo_message", "collect_concern", "collect_verdict", "collect_tally",
           "collect_findable", "echo_photo", "echo_auditentry"}  # fmt: skip
OF_A_PROVINCE = {"territory_place", "territory_appointment", "people_person"}
FROM_THE_NEWEST = re.compile(r'ORDER BY ("\w+"\."(id|number)"|1) DESC LIMIT \d+$')  # until a page is full
SCANNED = re.compile(
    r"SCAN (\w+)\b(?! USING (?:COVERING )?INDEX place_streets)"
)  # which has nothing but streets
SELDOM = {"square:retention"}  # an officer asks a few times a year how much is older than two years
# Lists of posts and places of a whole area, or of everything: 10 to 30 ms with thirty thousand of each.
OF_MANY_POSTS = {"territory:coverage", "territory:who", "territory:trainings", "deliberate:budget_owners", "deliberate:vote_new",
                 "deliberate:promise_new", "resolve:task_hand", "resolve:project_hand"}  # fmt: skip

pytestmark = pytest.mark.one_database  # PostgreSQL plans by how much there is


def read_whole(asked: Iterable[dict[str, str]], growing: set[str]) -> Iterator[str]:
    """The questions that read a growing table from one end to the other."""
    for sql in {one["sql"] for one in asked if one["sql"].startswith(("SELECT", "UPDATE", "DELETE"))}:
        tables = set(SCANNED.findall(plan_of(sql)))
        short = {name: table for table, name in re.findall(r'"(\w+)" ([TUVW]\d+)\b', sql)}
        if {short.get(one, one) for one in tables} & growing and not FROM_THE_NEWEST.search(sql):
            yield f"{sql[:120]} … {sql[sql.find(' FROM ') :][:1500]}"


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize("who", ["resident", "head", "secretary", "officer"])
def test_no_page_reads_a_growing_table_whole(street, monkeypatch, who):
    monkeypatch.setattr(paper, "sheets", lambda *_: SimpleNamespace(write_pdf=lambda: b"%PDF"))
    known, client = things(street), Client()
    client.force_login(person(street, WHO[who]))
    wrong = []
    for name, url in pages():
        for values in samples(name, url, known):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(name, kwargs=values))
            growing = GROWING if name in OF_MANY_POSTS else GROWING | OF_A_PROVINCE
            wrong += [
                f"{name}: {sql}" for sql in read_whole(asked.captured_queries, growing) if name not in SELDOM
            ]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("command", ["deliver", "webhooks", "index", "tick"])
def test_nothing_that_is_done_every_few_seconds_reads_a_growing_table_whole(street, command):
    call_command(command, verbosity=0)  # what is done once a night is done now
    with CaptureQueriesContext(connection) as asked:
        call_command(command, verbosity=0)
    assert asked.captured_queries
    assert not (wrong := list(read_whole(asked.captured_queries, GROWING | {"territory_place"}))), (
        "\n\n".join(wrong)
    )
