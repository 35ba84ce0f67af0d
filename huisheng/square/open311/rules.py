"""Open311 GeoReport v2, as far as it needs no database: what is wrong with a question, which days, what a list holds.

Source: the specification at wiki.open311.org/GeoReport_v2 (frozen), its errors and its 90 days.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from huisheng.echo.refusals import YES, because
from huisheng.territory.places.positions import Position, why_not

FORMATS = ("json", "xml")
SPAN = timedelta(days=90)
MOST = 1000  # requests in one answer, as the specification has it
FURTHEST_PAGE = 1000
STATUSES = ("open", "closed")
YES_OR_NO = {"yes", "no", "true", "false", "1", "0"}
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(8999, 1, 1, tzinfo=UTC)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+ -]\d\d:?\d\d)?)?")


class Wrong(NamedTuple):
    """One error of the list that a client gets: the specification's code and a sentence."""

    code: int
    says: str


class WrongError(Exception):
    """A question that cannot be answered: one or more errors. The answer's status is the first one's code."""

    def __init__(self, *errors: Wrong) -> None:
        super().__init__("; ".join(error.says for error in errors))
        self.errors = errors


def wrong(pattern: str, code: int, /, **values: object) -> WrongError:
    """A single error: `wrong("没有这个类别：%(kind)s。", 404, kind="X9")`."""
    return WrongError(Wrong(code, because(pattern, **values)))


@dataclass(frozen=True)
class Window:
    """From when to when requests were made."""

    since: datetime
    until: datetime


def window(since: datetime | None, until: datetime | None, *, at: datetime) -> Window:
    """90 days: before the end, after the beginning, or up to now. WrongError when both are given and further apart."""
    if since and until:
        if until < since:
            raise wrong("end_date 比 start_date 早。", 400)
        if until - since > SPAN:
            raise wrong("start_date 和 end_date 之间最多 90 天。", 400)
        return Window(since, until)
    if since:
        return Window(since, min(since + SPAN, max(at, since)))
    end = until or at
    return Window(end - SPAN, end)


def within_reach(moment: datetime) -> datetime:
    """A moment as far away as dates are reckoned with here: nothing lies beyond."""
    beyond = EARLIEST if moment.year < 1970 else LATEST if moment.year >= 8999 else None
    return beyond or moment


def listed(text: str) -> list[str]:
    """`a, b,,c` as the specification writes lists."""
    return [one.strip() for one in text.split(",") if one.strip()]


def ids_in(text: str) -> list[int]:
    """The request numbers of a list; what is not a number is no request."""
    return [int(one) for one in listed(text)[:MOST] if re.fullmatch(r"[0-9]{1,18}", one)]


def statuses_in(text: str) -> set[str]:
    """Which of open and closed; both when not given. WrongError for anything else."""
    asked = set(listed(text))
    if unknown := asked - {*STATUSES}:
        raise wrong("status 只能是 open 或 closed，没有：%(what)s。", 400, what="、".join(sorted(unknown)))
    return asked or {*STATUSES}


def number_in(text: str, *, name: str, usual: int, most: int) -> int:
    """A page or its size: a whole number from 1, also as JSON may write it (54.0). WrongError for anything else."""
    if not text:
        return usual
    whole = re.fullmatch(r"([0-9]{1,6})(\.0{1,6})?", text)
    if not whole or not 1 <= int(whole[1]) <= most:
        raise wrong("%(name)s 要写 1 到 %(most)s 的整数。", 400, name=name, most=most)
    return int(whole[1])


def why_not_where(lat: float | None, long: float | None) -> str:
    """Whether both numbers are degrees, as far as they are given; the other way round is seen where they are not."""
    north, east = lat or 0.0, long or 0.0
    return YES if abs(north) <= 90 and abs(east) <= 180 else why_not(north, east)


def position_of(lat: float | None, long: float | None) -> Position:
    """The position that is all a report says of its place. WrongError when it says half of one, or nothing."""
    if lat is None and long is None:
        raise wrong("没有写地方，请给 address_id、address_string，或者 lat 和 long。", 400)
    if lat is None or long is None:
        raise wrong("lat 和 long 要一起给。", 400)
    return Position(lat, long)


LEFT_OUT = {"services": "service_code", "requests": "service_request_id", "tokens": "token"}


def left_out(path: str) -> str:
    """What was not given in an address such as v2/services/.json; "" for any other address."""
    found = re.fullmatch(r"v2/(services|requests|tokens)/\.(json|xml)", path)
    return LEFT_OUT[found[1]] if found else ""


def asks_for_more(text: str) -> bool:
    """`extensions=true`, as other servers have it: what stands beside the specification goes along."""
    return text.strip().lower() in {"true", "1", "yes", "on"}


def missing(fields: Iterable[str]) -> list[Wrong]:
    """One error for each field that was not given, in the words of the specification."""
    return [Wrong(400, because("没有给 %(name)s。", name=name)) for name in fields]
