"""Which months the street page is about, as its address says it. Plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huisheng.collect.concerns.counting import months_before

MONTH, QUARTER, YEAR, ALL, CUSTOM, UNSAID = "month", "quarter", "year", "all", "custom", ""
LENGTHS = {MONTH: 1, QUARTER: 3, YEAR: 12, UNSAID: 3}


@dataclass(frozen=True)
class Period:
    """Months, both ends counted; None where there is no end. `key`: which of the chooser's tabs it is."""

    key: str
    since: date | None = None
    until: date | None = None

    @property
    def params(self) -> dict[str, str]:
        """What its address says."""
        if self.key != CUSTOM:
            return {"p": self.key or QUARTER}
        return {"from": f"{self.since:%Y-%m}", "to": f"{self.until:%Y-%m}"}

    @property
    def has_previous(self) -> bool:
        """Whether there is a period of the same length to compare with."""
        return self.since is not None and self.until is not None


def period_of(asked: Mapping[str, str], *, today: date) -> Period:
    """From `?p=` or `?from=2019-04&to=2019-06`; three months when nothing readable is asked for, everything of an import."""
    first, last = read_month(asked.get("from", "")), read_month(asked.get("to", ""))
    if first or last:
        ends = sorted([first or last or today, last or today])
        return Period(CUSTOM, ends[0].replace(day=1), ends[1].replace(day=1))
    key = asked.get("p", "")
    if key == ALL or (asked.get("batch", "own") != "own" and key not in (MONTH, QUARTER, YEAR)):
        return Period(ALL)
    key = key if key in LENGTHS else UNSAID
    return Period(key, months_before(today, LENGTHS[key] - 1), today.replace(day=1))


def read_month(text: str) -> date | None:
    """`2019-04`, `2019/4` or `201904`; None when it is no month."""
    match = re.fullmatch(r"(\d{4})[-/年.]?(\d{1,2})月?", text.strip())
    if not match or not (1 <= int(match[2]) <= 12 and 1990 <= int(match[1]) <= 2100):
        return None
    return date(int(match[1]), int(match[2]), 1)
