"""A series of sessions as an .ics calendar (RFC 5545). Plain values in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LASTS = timedelta(minutes=90)


@dataclass(frozen=True)
class Event:
    """One date of the series. `sequence` grows when it was moved, so that a calendar takes the newer one."""

    uid: str
    starts: datetime
    title: str
    where: str
    url: str
    sequence: int = 0
    cancelled: bool = False
    words: str = ""


def calendar_text(name: str, events: Iterable[Event], *, at: datetime) -> str:
    """The whole feed, lines ended and folded as calendars want them."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Huisheng//Councils//ZH", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}",
    ]  # fmt: skip
    for one in events:
        lines += _event(one, at)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Event, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT", f"UID:{one.uid}", f"DTSTAMP:{_moment(at)}", f"DTSTART:{_moment(one.starts)}",
        f"DTEND:{_moment(one.starts + LASTS)}", f"SEQUENCE:{one.sequence}", f"SUMMARY:{escaped(one.title)}",
        f"LOCATION:{escaped(one.where)}", f"DESCRIPTION:{escaped(one.words)}", f"URL:{one.url}",
        f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}", "END:VEVENT",
    ]  # fmt: skip


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Commas, semicolons, backslashes and line ends mean something in a calendar."""
    for one, other in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(one, other)
    return text


def folded(line: str) -> str:
    """At most 75 octets a line, never inside a character."""
    rows, row = list[str](), ""
    for letter in line:
        if len((row + letter).encode()) > (75 if not rows else 74):
            rows.append(row)
            row = ""
        row += letter
    return "\r\n ".join([*rows, row])
