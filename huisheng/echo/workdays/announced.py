"""What a yearly announcement says about its days: rows of a file in, days or the reasons against them out."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from huisheng.echo.refusals import YES, Because, because
from huisheng.echo.workdays.rules import Calendar

COLUMNS = {
    "日期": "day",
    "是否工作日": "is_workday",
    "是否上班": "is_workday",
    "名称": "name",
    "节日": "name",
}
WORKED = {
    **dict.fromkeys(("1", "true", "yes", "y", "是", "班", "上班", "工作日"), True),
    **dict.fromkeys(("0", "false", "no", "n", "否", "休", "放假", "休息", "休息日"), False),
}
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))
EXTRA_DAY = "补假"  # a day off because the festival fell on a weekend: an announcement may place it elsewhere


SHIPPED = Path(__file__).with_name("days.csv")


class Day(NamedTuple):
    """One day of the calendar; `name` is "" for an ordinary day."""

    day: date
    is_workday: bool
    name: str = ""
    provisional: bool = False


def read_days(rows: Iterable[Mapping[str, str | None]]) -> tuple[list[Day], list[Because]]:
    """The days of a file with the columns day, is_workday, name (or 日期, 是否工作日, 名称), and what is wrong with it.

    Rows are counted as a spreadsheet does, the heading being row 1. An empty row is passed over.
    """
    days: dict[date, Day] = {}
    wrong: list[Because] = []
    for number, row in enumerate(rows, start=2):
        told = {COLUMNS.get(key, key): (value or "").strip() for key, value in row.items() if key}
        if not any(told.values()):
            continue
        day, reason = _read_day(told, number)
        if day and day.day in days:
            reason = because("第 %(row)d 行：%(day)s 出现了两次。", row=number, day=day.day.isoformat())
        if reason or not day:
            wrong.append(reason)
        else:
            days[day.day] = day
    if not days and not wrong:
        wrong.append(because("文件里没有一天。第一行写列名 day, is_workday, name,以下每天一行。"))
    return list(days.values()), wrong


@cache
def shipped_days() -> tuple[Day, ...]:
    """days.csv: announced days as far as they were known when it was made, then the law's festivals to 2040."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    days, _ = read_days(told)
    return tuple(
        day._replace(provisional=row["provisional"] == "1") for day, row in zip(days, told, strict=True)
    )


def calendar_of(days: Iterable[Day]) -> Calendar:
    """The engine over these days; a year is known when one of its days is not provisional."""
    days = list(days)
    known = {day.day.year for day in days if not day.provisional}
    return Calendar({day.day: (day.is_workday, day.name) for day in days}, known)


def why_incomplete(days: Iterable[Day], unannounced: Mapping[int, Iterable[Day]]) -> Because:
    """Why these days cannot announce their years; "" when they can.

    `unannounced` holds, for each year of `days` that is still provisional, its provisional days: the
    file must give all its festivals, so that half a file never turns a holiday into a working day.
    A year that is already announced may be corrected day by day.
    """
    off = {day.day for day in days if not day.is_workday}
    for year, provisional in sorted(unannounced.items()):
        due = {day.day for day in provisional if not day.is_workday and EXTRA_DAY not in day.name}
        due |= {date(year, month, of_month) for month, of_month in ALWAYS_OFF}
        if missing := sorted(due - off):
            told = "、".join(f"{day.month}-{day.day}" for day in missing)
            return because("%(year)d 年的安排不全，缺这些放假日：%(days)s。", year=year, days=told)
    return YES


def _read_day(told: Mapping[str, str], number: int) -> tuple[Day | None, Because]:
    day = _date(told.get("day", ""))
    if day is None:
        words = told.get("day", "")
        return None, because("第 %(row)d 行：看不懂日期“%(day)s”，请写成 2027-02-06。", row=number, day=words)
    worked = WORKED.get(told.get("is_workday", "").lower())
    if worked is None:
        words = told.get("is_workday", "")
        return None, because("第 %(row)d 行：“%(word)s”要写成 1(上班)或 0(放假)。", row=number, word=words)
    return Day(day, worked, told.get("name", "")[:40]), YES


def _date(words: str) -> date | None:
    try:
        year, month, day = (int(part) for part in words.replace("/", "-").replace(".", "-").split("-"))
        return date(year, month, day) if 2000 <= year <= 2100 else None
    except ValueError:
        return None
