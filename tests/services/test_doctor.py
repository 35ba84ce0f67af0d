"""Each promise is broken behind the services' back, and the doctor says so."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.timezone import now

from huisheng.collect.models import Concern, PointFate, Tally, Verdict
from huisheng.echo.models import Consent, Line, Message, Reading
from huisheng.echo.notices.models import State
from huisheng.people.models import Person
from huisheng.square.doctor import examination
from huisheng.square.doctor.counting import every_figure_is_what_the_records_add_up_to, recount
from huisheng.square.doctor.examination import RECORDS, examine
from huisheng.square.doctor.storing import an_acknowledged_write_is_on_the_disk
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import add
from tests.scratch import ROOT, python, scratch


@pytest.fixture(autouse=True)
def only_records(monkeypatch):
    """The database of a test is thrown away, so it need not survive anything; that check has a test of its own."""
    monkeypatch.setattr(examination, "ALL", RECORDS)


def wrong() -> list[str]:
    return [words for checked in examine(at=now(), checks=RECORDS) for words in checked.wrong]


def test_the_story_is_well(street):
    assert wrong() == []


def opened(**more) -> "Concern":
    return Concern.objects.filter(is_open=True, lead=None, **more)


def one(rows):
    return rows.model._base_manager.filter(pk=rows.order_by("pk").values_list("pk", flat=True)[0])


def a_coverage_figure() -> None:
    CoverageTally.objects.filter(place__kind="street").update(named=0)


def a_home_out_of_its_building() -> None:
    one(Place.objects.filter(kind="home")).update(path=Concat(F("path"), Value("zzzzz.")))


def a_home_without_a_street() -> None:
    one(Place.objects.filter(kind="home", occupied=True)).update(street=None)


def a_holder_gone() -> None:
    Appointment.objects.filter(holds__is_open=True).update(ended_at=now())


def a_holder_from_elsewhere() -> None:
    heads = Appointment.objects.filter(kind__code="neighbour_head", ended_at=None)
    elsewhere = heads.get(place__where="桂花新村 1栋")
    one(opened(area__name="听雨苑")).update(holder=elsewhere)


def a_clock_put_back() -> None:
    one(opened(stage="heard")).update(due_at=F("due_at") + timedelta(days=1))


def a_pause_lost() -> None:
    one(opened(stage="paused")).get().pauses.all().delete()


def a_referral_lost() -> None:
    one(opened(stage="referred")).get().referrals.all().delete()


def a_stage_without_a_line() -> None:
    one(opened(stage="heard", contacted_at=None)).update(stage="working")


def a_line_taken_away() -> None:
    line = Line.objects.filter(did="finished", voice__concern__stage="done").first()
    line.delete()


def somebody_untold() -> None:
    Message.objects.filter(
        pk=Message.objects.filter(channel="app", speaker__isnull=False).first().pk
    ).delete()


def not_by_sms() -> None:
    Message.objects.filter(pk=Message.objects.filter(channel="sms").first().pk).delete()


def told_twice() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP INDEX told_once_speaker")
    again = Message.objects.filter(channel="sms").first()
    again.pk = None
    again.key = "00000000-0000-0000-0000-000000000000"
    again.save(force_insert=True)


def a_verdict_taken_away() -> None:
    Verdict.objects.filter(concern__closed_as="confirmed").delete()


def closed_without_a_call() -> None:
    one(Concern.objects.filter(closed_as="confirmed", speaker__phone__gt="")).update(
        closed_as="lapsed", calls=0
    )


def asked_by_the_handler() -> None:
    verdict = Verdict.objects.filter(concern__stage="settled", concern__finished_by__isnull=False).first()
    Verdict.objects.filter(pk=verdict.pk).update(asked_by=verdict.concern.finished_by)


def a_reading_of_nobody() -> None:
    Reading.objects.create(by=Person.objects.first(), what="name", purpose="看看", at=now())


def a_telephone_shown_unasked() -> None:
    Consent.objects.filter(purpose="post_public").earliest("pk").delete()


def a_figure_typed() -> None:
    one(Tally.objects.filter(n__gt=0)).update(n=F("n") + 1)


def a_lead_that_leads_nobody() -> None:
    one(opened(has_followers=False)).update(has_followers=True)


def a_point_forgotten() -> None:
    PointFate.objects.filter(point__talk__end__isnull=False).earliest("pk").delete()


def an_author_untold() -> None:
    told = Message.objects.filter(line__did__in=("listed", "answered"), speaker__proposal__isnull=False)
    one(told.filter(channel="app")).delete()


def another_street() -> None:
    other = add(kind="street", name="别的街道", parent=None, by=None, at=now())
    elsewhere = add(kind="community", name="别的社区", parent=other, by=None, at=now())
    one(opened()).update(community=elsewhere)


def a_home_on_a_map() -> None:
    one(Place.objects.filter(kind="home")).update(lat=29.3, long=113.0)


BROKEN: list[tuple[str, Callable[[], None], str]] = [
    ("I1", a_coverage_figure, "覆盖汇总是 0/"),
    ("I1", a_home_out_of_its_building, "地方的路径和上级不一致: 1"),
    ("I1", a_home_without_a_street, "常住户不属于任何街道: 1"),
    ("I2", a_holder_gone, "负责的人已经不在岗"),
    ("I2", a_holder_from_elsewhere, "负责的人不管这个地方: 1"),
    ("I2", a_clock_put_back, "下一个期限不是联系期限: 1"),
    ("I2", a_pause_lost, "没有暂停记录或期限不符: 1"),
    ("I2", a_referral_lost, "没有待答复的单位或期限不符: 1"),
    ("I3", a_stage_without_a_line, "经过说的和现在的阶段不一致: 1"),
    ("I3", a_line_taken_away, "经过说的和现在的阶段不一致: 1"),
    ("I3", somebody_untold, "说了却没告诉本人: 1"),
    ("I3", not_by_sms, "没有按本人选的方式告知: 1"),
    ("I3", told_twice, "同一句话告诉了两次: 1"),
    ("I4", a_verdict_taken_away, "没有居民的评价却算居民确认"),
    ("I4", closed_without_a_call, "没有打满回访就结束: 1"),
    ("I4", asked_by_the_handler, "经办人自己回访的"),
    ("I6", a_reading_of_nobody, "没有写看了谁的: 1"),
    ("R13", a_telephone_shown_unasked, "公开了姓名电话，账上没有同意: 1"),
    ("M151", a_figure_typed, "汇总和记录不符: 1"),
    ("M35", a_lead_that_leads_nobody, "标明有并入的却没有: 1"),
    ("M27", a_point_forgotten, "夜话结束了，还有一条没有着落: 1"),
    ("M29", an_author_untold, "答复了，没有告诉提的人: 1"),
    ("I8", another_street, "诉求的地方不在它的街道: 1"),
    ("R1", a_home_on_a_map, "有位置的户、单元、片区或网格: 1"),
]


@pytest.mark.parametrize(("promise", "breaking", "says"), BROKEN, ids=[case[1].__name__ for case in BROKEN])
def test_the_doctor_says_what_is_broken(street, promise, breaking, says, capsys):
    breaking()
    with pytest.raises(SystemExit) as left:
        call_command("doctor")
    assert left.value.code == 1
    printed = capsys.readouterr().out
    assert says in printed
    assert f"✗ {promise}" in printed


def test_an_outbox_that_nobody_empties_is_a_worry(street, capsys):
    Message.objects.filter(channel="sms").update(state=State.WAITING, not_before=now() - timedelta(days=2))
    call_command("doctor")
    assert "等了一天以上还没发" in capsys.readouterr().out


def test_a_bad_setting_of_the_database_is_named(db):
    checked = an_acknowledged_write_is_on_the_disk(now())
    assert checked.looked.startswith(("SQLite", "PostgreSQL"))
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        assert "journal_mode 是 memory，应为 wal" in checked.wrong


def test_I7_a_database_set_up_by_us_is_well_and_a_row_changed_by_hand_makes_doctor_leave_with_1(tmp_path):
    with scratch(tmp_path) as env:
        python("manage.py", "story", env=env)
        healthy = doctor(env)
        complaints = [line for line in healthy.stdout.splitlines() if line.startswith("        ✗")]
        assert all("会丢已经确认的数据" in line for line in complaints), healthy.stdout
        assert healthy.returncode == bool(complaints)
        by_hand(env["DATABASE_URL"], "UPDATE collect_tally SET n = n + 1")
        broken = doctor(env)
        assert broken.returncode == 1
        assert "汇总和记录不符" in broken.stdout


def doctor(env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", "doctor"]
    return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False)


def by_hand(url: str, sql: str) -> None:
    if url.startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(sql)
        return
    with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
        file.execute(sql)


def test_M151_a_roll_up_that_went_wrong_is_written_anew_from_the_records(street):
    Tally.objects.filter(measure="raised").update(n=F("n") + 5)
    recount(street.street)
    assert every_figure_is_what_the_records_add_up_to(now()).wrong == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("no such table: territory_place", "manage.py migrate"),
        ("connection refused\nIs the server running?", "数据库用不了：connection refused"),
    ],
)
def test_a_database_that_cannot_be_asked_is_said_in_one_sentence(db, monkeypatch, error, told):
    def asked(**_when):
        raise OperationalError(error)

    monkeypatch.setattr("huisheng.square.management.commands.doctor.examine", asked)
    monkeypatch.setattr("huisheng.square.management.commands.tick.STEPS", [("", asked)])
    for command in ("doctor", "tick"):
        with pytest.raises(CommandError, match=told):
            call_command(command)
