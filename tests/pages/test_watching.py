"""Whoever watches a server sees whether it stands, and nothing about anybody."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError
from django.utils.timezone import now

from huisheng.square.landing import sessions
from huisheng.square.management.commands import tick as ticking
from huisheng.square.models import Beat
from huisheng.square.watching import counting, services
from huisheng.square.watching.logs import JsonFormatter


@pytest.fixture(autouse=True)
def _made(monkeypatch):
    """The test database is made from the models, without migrations."""
    monkeypatch.setattr(services, "_waiting", lambda: False)


def test_health_is_ok_when_database_tables_and_clockwork_are(client, db):
    assert client.get("/healthz").status_code == 503
    services.beat(at=now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": True, "database": "ok", "tables": "ok", "clockwork": "ok"},
    )


def test_health_says_that_the_clockwork_stands_still(client, db):
    Beat.objects.create(name="tick", at=now() - timedelta(minutes=9))
    assert "540 seconds" in client.get("/healthz").json()["clockwork"]


def test_health_says_that_the_database_is_away(client, db, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(services, "_tables", away)
    assert client.get("/healthz").json() == {"ok": False, "database": "does not answer"}


def test_metrics_count_pages_by_route_and_know_what_waits(client, street, settings, monkeypatch, tmp_path):
    monkeypatch.setattr(counting, "_folder", lambda: tmp_path)
    number = street.lamp.speaker.number
    client.get(f"/my/{number}/")
    text = client.get("/metrics").content.decode()
    assert 'huisheng_request_seconds_count{route="collect:my_matter",status=' in text
    assert number not in text
    for gauge in ("huisheng_overdue ", "huisheng_outbox_waiting ", "huisheng_database_ok 1"):
        assert gauge in text


def test_metrics_are_for_this_machine_or_by_a_token(client, db, settings):
    settings.METRICS_TOKEN = "x" * 40
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics", **elsewhere).status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    assert client.get("/metrics", **elsewhere, HTTP_AUTHORIZATION="Bearer " + "x" * 40).status_code == 200


def test_the_processes_of_a_server_are_counted_together(monkeypatch, tmp_path):
    monkeypatch.setattr(counting, "_folder", lambda: tmp_path)
    monkeypatch.setattr(counting, "_mine", {})
    counting.count("square:home", 200, 0.02)
    other = [0.0, 2.0, *[0.0] * 7, 0.5]
    (tmp_path / "1.json").write_text(json.dumps({"square:home 200": other}))
    (values,) = counting.together().values()
    assert (values[1], round(values[-1], 2)) == (3.0, 0.52)


def test_a_page_is_shown_although_its_counts_cannot_be_written(client, db, monkeypatch, tmp_path):
    (tmp_path / "full").write_text("no folder")
    monkeypatch.setattr(counting, "_folder", lambda: tmp_path / "full" / "counts")
    monkeypatch.setattr(counting, "_written", float("-inf"))
    assert client.get("/login/").status_code == 200


def test_a_log_line_is_json_and_carries_no_address_and_no_number():
    try:
        raise ValueError("phone 13900001234")
    except ValueError as error:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Not Found: %s 2621435608", ("/my/2621435608/",),
            (type(error), error, error.__traceback__),
        )  # fmt: skip
    line = JsonFormatter().format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "26214" not in line
    assert "1390000" not in line


def test_a_step_of_the_clockwork_that_fails_keeps_no_other_from_being_done_and_health_says_it(
    db, monkeypatch
):
    done = []

    def fails(*, at):
        raise ValueError("of this step")

    def goes_on(*, at):
        done.append(at)
        return 1

    monkeypatch.setattr(ticking, "STEPS", [("坏 %(n)d", fails), ("好 %(n)d", goes_on)])
    with pytest.raises(ExceptionGroup):
        ticking.tick(at=now())
    assert len(done) == 1
    assert services.health(at=now())["clockwork"] == "has not run yet"
    monkeypatch.setattr(ticking, "STEPS", [("好 %(n)d", goes_on)])
    ticking.tick(at=now())
    assert services.health(at=now())["clockwork"] == "ok"


def test_who_is_logged_in_reads_a_sentence_while_the_database_is_away(street, client, monkeypatch):
    client.force_login(street.lin)
    client.raise_request_exception = False

    def away(*_):
        raise OperationalError("the server went away")

    monkeypatch.setattr(sessions.SessionStore, "_get_session_from_db", away)
    answer = client.get("/desk/")
    assert answer.status_code == 500
    assert "是我们这里坏了，不是您写错了" in answer.content.decode()
