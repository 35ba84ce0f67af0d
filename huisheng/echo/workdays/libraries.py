"""Writes days.csv, the calendar that an empty database starts with, from two libraries that know China's holidays.

`python -m huisheng.echo.workdays.libraries` prints it; a test compares. The libraries are not read
while the platform runs: importing them takes a second, and both stop knowing shifted days at some year.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import date

import chinese_calendar
import holidays

from huisheng.echo.workdays.announced import Day

LAST_YEAR = 2040
NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def days() -> Iterator[Day]:
    """Every named day: announced ones, then those of later years that the law fixes, provisional."""
    announced = {day: (False, name) for day, name in chinese_calendar.holidays.items()}
    announced |= {day: (True, name) for day, name in chinese_calendar.workdays.items()}
    for day, (is_workday, name) in sorted(announced.items()):
        yield Day(day, is_workday, _in_chinese(name) + ("调休上班" if is_workday else ""))
    yield from _statutory(range(max(announced).year + 1, LAST_YEAR + 1))


def _in_chinese(name: str) -> str:
    told = chinese_calendar.Holiday(name).chinese
    return NAMES.get(told, "抗战胜利纪念日" if "抗日战争" in told else told)


def _statutory(years: range) -> Iterator[Day]:
    known: dict[date, str] = holidays.country_holidays("CN", years=years, language="zh_CN")
    for day, name in sorted(known.items()):
        if day.year in years:
            yield Day(day, False, name.replace("; ", "、"), provisional=True)


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["day", "is_workday", "name", "provisional"])
    writer.writerows([day.day, int(day.is_workday), day.name, int(day.provisional)] for day in days())
