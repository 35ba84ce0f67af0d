"""M11: the figures of a community or street that somebody types, with the day that they stand for. Plain Python.

What the records count by themselves (estates, parks, homes) is not typed. A figure is due again a year after its day;
the founding is not, it stays what it was.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from huisheng.echo.refusals import YES, Because, because
from huisheng.territory.places.rules import Kind


class What(StrEnum):
    """What is typed; OTHER is a line of one's own words."""

    AREA = "area"
    FOUNDED = "founded"
    RESIDENTS = "residents"
    FIRMS = "firms"
    MERCHANTS = "merchants"
    MIX = "mix"
    OTHER = "other"


WHAT_NAMES = {
    What.AREA: "辖区面积", What.FOUNDED: "成立时间", What.RESIDENTS: "常住人口", What.FIRMS: "企业",
    What.MERCHANTS: "商户", What.MIX: "人口构成", What.OTHER: "另加一项",
}  # fmt: skip
UNITS: dict[str, Because] = {
    What.AREA: because("平方公里"), What.RESIDENTS: because("人"), What.FIRMS: because("家"),
    What.MERCHANTS: because("家"),
}  # fmt: skip
OF = (Kind.COMMUNITY, Kind.STREET)
COUNTED = (Kind.COMMUNITY, Kind.ESTATE, Kind.BLOCK, Kind.PARK)
LONGEST_WORDS, LONGEST_VALUE, LONGEST_UNIT, LONGEST_SOURCE = 20, 60, 8, 120


def heard_value(what: str, value: str) -> str:
    """As typed on any keyboard: full-width digits, 1,600余家 and 2020年12月 are forgiven; a sentence stays one."""
    if what not in UNITS and what != What.FOUNDED:
        return " ".join(value.split())
    plain = " ".join(unicodedata.normalize("NFKC", value).split())
    if what in UNITS:
        return plain.replace(",", "").removesuffix(UNITS[what].pattern).strip()
    if what == What.FOUNDED and (typed := re.fullmatch(r"(\d{4})(?:[-./年]\s?(\d{1,2}))?\D?", plain)):
        return f"{typed[1]}-{typed[2].zfill(2)}" if typed[2] else typed[1]
    return plain


def why_not_write(kind: str, *, what: str, words: str, value: str, source: str, as_of: date, on: date) -> str:
    """Whether a figure (its value as heard) may stand on the profile of a place of this kind."""
    if kind not in OF:
        return because("只有社区和街道有概况。")
    if what == What.OTHER and not words.strip():
        return because("请写另加的是哪一项。")
    if not source.strip():
        return because("请写这个数是从哪里来的。")
    if as_of > on:
        return because("日期在今天之后。")
    return why_not_value(what, value, on=on)


def why_not_value(what: str, value: str, *, on: date) -> str:
    """A number is a number (1600余 says that it is rounded); a founding is a year, or a year and a month."""
    if what == What.AREA and not re.fullmatch(r"\d+(\.\d+)?", value):
        return because("请写数字，例如 0.72。")
    if what in (What.RESIDENTS, What.FIRMS, What.MERCHANTS) and not re.fullmatch(r"\d+[余多]?", value):
        return because("请写数字，大约的写成 1600余。")
    if what == What.FOUNDED and not (
        re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", value) and value <= f"{on:%Y-%m}"
    ):
        return because("请写年份，或者年份和月份，例如 2020-12。")
    return YES if value else because("请写是多少。")


def due_on(what: str, as_of: date) -> date | None:
    """The day from which a figure is to be looked at again; None for what does not change."""
    if what == What.FOUNDED:
        return None
    leap = (as_of.month, as_of.day) == (2, 29)
    return date(as_of.year + 1, 3, 1) if leap else as_of.replace(year=as_of.year + 1)
