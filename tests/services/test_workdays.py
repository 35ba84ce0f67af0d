"""The calendar in the table: shipped days, a year's announcement, and the figures of real replies (R15, M155)."""

import csv
import gzip
import re
from datetime import UTC, date, datetime
from statistics import median

import pytest
from django.core.management import CommandError, call_command

from huisheng.echo.refusals import Refused
from huisheng.echo.workdays import libraries, services
from huisheng.echo.workdays.announced import calendar_of, shipped_days
from huisheng.echo.workdays.models import CalendarDay
from huisheng.echo.workdays.rules import LOCAL, calendar_days_between, working_days_between

TODAY = datetime(2026, 11, 21, 4, tzinfo=UTC)
NEW_YEAR_S_EVE, SHIFTED_SATURDAY = date(2027, 2, 5), date(2027, 2, 20)
STATUTORY_2027 = [day for day in shipped_days() if day.day.year == 2027]


def announcement(*more: tuple[str, int, str]) -> list[dict[str, str]]:
    """2027 as it might be announced: its festivals and a Saturday that is worked."""
    festivals = [(day.day.isoformat(), 0, day.name) for day in STATUTORY_2027]
    told = [*festivals, (SHIFTED_SATURDAY.isoformat(), 1, "春节调休上班"), *more]
    return [{"day": day, "is_workday": str(worked), "name": name} for day, worked, name in told]


def written(folder, rows, encoding="utf-8"):
    file = folder / "2027.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["日期", "是否工作日", "名称"])
        writer.writerows(row.values() for row in rows)
    return file


@pytest.fixture(autouse=True)
def _calendar_read_anew():
    services.forget_calendar()
    yield
    services.forget_calendar()


def test_the_shipped_days_are_what_the_libraries_say():
    assert list(shipped_days()) == list(libraries.days())


@pytest.mark.django_db
def test_an_empty_table_knows_the_holidays_too():
    assert not services.calendar().is_workday(date(2026, 10, 1))
    assert services.calendar().is_provisional(NEW_YEAR_S_EVE)


@pytest.mark.django_db
def test_the_calendar_is_read_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        first = services.calendar()
    with django_assert_num_queries(0):
        assert services.calendar() is first


@pytest.mark.django_db
def test_seeding_twice_changes_nothing():
    assert services.seed_calendar(range(2026, 2028)) > 40
    before = list(CalendarDay.objects.values())
    assert services.seed_calendar(range(2026, 2028)) == 0
    assert list(CalendarDay.objects.values()) == before
    assert services.seed_calendar() == len(shipped_days()) - len(before)


@pytest.mark.django_db
def test_the_year_s_announcement_replaces_the_provisional_days():
    services.seed_calendar()
    assert not services.calendar().is_workday(SHIFTED_SATURDAY)
    rows = announcement()
    assert services.import_days(rows, TODAY) == {2027: len(rows)}
    assert services.calendar().is_workday(SHIFTED_SATURDAY)
    assert not services.calendar().is_provisional(SHIFTED_SATURDAY)
    assert services.calendar().is_provisional(date(2028, 1, 3))
    assert CalendarDay.objects.get(pk=SHIFTED_SATURDAY).known_since == TODAY


@pytest.mark.django_db
def test_seeding_leaves_an_announced_year_alone():
    services.import_days(announcement(), TODAY)
    services.seed_calendar()
    assert services.calendar().is_workday(SHIFTED_SATURDAY)


@pytest.mark.django_db
def test_an_announced_year_may_be_corrected_by_one_day():
    correction = [{"day": "2026-12-25", "is_workday": "放假", "name": "停电"}]
    assert services.import_days(correction, TODAY) == {2026: 1}
    assert services.calendar().name(date(2026, 12, 25)) == "停电"
    assert not services.calendar().is_workday(date(2026, 10, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (announcement()[3:], "2027 年的安排不全"),
        (announcement(("2027-02-30", 1, "")), "看不懂日期“2027-02-30”"),
        (announcement((SHIFTED_SATURDAY.isoformat(), 0, "")), "出现了两次"),
        ([], "文件里没有一天"),
    ],
)
def test_a_faulty_announcement_changes_nothing(rows, reason):
    services.seed_calendar()
    with pytest.raises(Refused, match=reason):
        services.import_days(rows, TODAY)
    assert CalendarDay.objects.filter(day__year=2027, provisional=True).count() == len(STATUTORY_2027)
    assert CalendarDay.objects.filter(day__year=2027, provisional=False).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_command_reads_what_a_chinese_spreadsheet_saves(tmp_path, capsys, encoding):
    file = written(tmp_path, announcement(), encoding)
    call_command("import_calendar", file)
    assert capsys.readouterr().out == f"2027 年：读入 {len(announcement())} 天。\n"
    assert services.calendar().name(SHIFTED_SATURDAY) == "春节调休上班"
    call_command("import_calendar", file)
    assert CalendarDay.objects.filter(day__year=2027).count() == len(announcement())


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_in_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_calendar", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="不全"):
        call_command("import_calendar", written(tmp_path, announcement()[3:]))
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\xff\xfe")
    with pytest.raises(CommandError, match="不是文本文件"):
        call_command("import_calendar", tmp_path / "picture.csv")


@pytest.fixture(scope="module")
def answered(shared_data):
    """(sent, replied) of 2,816 real messages, Chinese time; the file writes times in several ways."""
    path = shared_data / "messages" / "messages_replied_2816.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = [(row["sent_at"], row["replied_at"]) for row in csv.DictReader(file)]
    return [
        tuple(datetime(*map(int, re.findall(r"\d+", words)), tzinfo=LOCAL) for words in row) for row in rows
    ]


def test_M155_real_replies_took_8_working_days_in_the_median_and_28_at_the_slow_end(answered):
    calendar = calendar_of(shipped_days())
    days = sorted(working_days_between(sent, replied, calendar) for sent, replied in answered)
    assert len(days) == 2816
    assert median(days) == 8
    assert days[int(0.9 * len(days))] == 28
    shares = [round(100 * sum(taken <= limit for taken in days) / len(days), 1) for limit in (3, 5, 15, 30)]
    assert shares == [25.2, 38.3, 74.7, 91.2]


def test_real_replies_took_11_2_calendar_days_in_the_median(answered):
    days = sorted(calendar_days_between(sent, replied) for sent, replied in answered)
    assert round(median(days), 1) == 11.2
    assert round(days[int(0.9 * len(days))], 1) == 41.0
    assert round(100 * sum(taken <= 3 for taken in days) / len(days), 1) == 15.9
