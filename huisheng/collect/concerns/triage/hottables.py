"""Messages with who, when and co-signs out of a table; hot spots into one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from huisheng.collect.concerns.orders import moment
from huisheng.collect.concerns.triage.tables import column_of, long_cells, write_rows
from huisheng.collect.concerns.triage.topics import Message, Topic
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import read_table

HEADERS = ("topic", "rank", "heat", "from", "to", "place", "summary", "id")
FIELDS = ("id", "sent_at", "title", "text", "user", "likes", "against", "place")
MOST_DIGITS = 9
NEW_CLAUSE = re.compile(r"[，。！？,!?；;\n]")
LEAD = 40  # characters


@dataclass
class Read:
    """What a table held: its messages, and the rows that could not be read (number, why)."""

    messages: list[Message] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


@long_cells()
def read_dated(file: str) -> Read:
    """The messages of a .csv, .csv.gz or .xlsx with the columns id, sent_at and title or text, by any of their names;
    user, likes, against and place where they are there. Refused when a column or every row is missing; a bad row is
    told and left out."""
    table = read_table(file)
    columns = {field: name for field in FIELDS if (name := column_of(field, table.headers))}
    _refuse_missing(columns, table.headers)
    done, seen = Read(), set[str]()
    for row in table:
        try:
            message = _message({field: row[name] for field, name in columns.items()})
            refuse_if(because("编号 %(id)s 已经有了", id=message.id) if message.id in seen else "")
        except Refused as refused:
            done.refused.append((row.number, refused.reason))
            continue
        seen.add(message.id)
        done.messages.append(message)
    refuse_if(_why_none(done))
    return done


def _why_none(done: Read) -> str:
    if done.messages:
        return ""
    row, why = next(iter(done.refused), (0, ""))
    told = because("表里没有一行读得出来，比如第 %(row)d 行：%(why)s", row=row, why=why)
    return told if row else because("表里没有一行读得出来，请检查是不是选错了文件。")


def write_hotspots(file: str, found: Sequence[Topic]) -> None:
    """One row per member message, the hottest topic first, its most typical message first."""
    write_rows(file, HEADERS, _rows(found))


def _refuse_missing(columns: Mapping[str, str], headers: Sequence[str]) -> None:
    missing = [name for name in ("id", "sent_at") if name not in columns]
    if not {"title", "text"} & set(columns):
        missing.append("title")
    told = because(
        "表里没有这一列：%(missing)s。表里有的列是：%(there)s。",
        missing="、".join(missing),
        there="、".join(headers),
    )
    refuse_if(told if missing else "")


def _message(cell: Mapping[str, str]) -> Message:
    title, text = cell.get("title", ""), cell.get("text", "")
    refuse_if(because("没有编号") if not cell["id"] else "")
    refuse_if(because("没有文字") if not (title or text) else "")
    at = moment(cell["sent_at"], what="时间")
    if at is None:
        raise Refused(because("没有时间"))
    return Message(
        id=cell["id"],
        user=cell.get("user", ""),
        title=title or _start(text),
        text=text,
        at=at,
        place=cell.get("place", ""),
        cosigns=_count(cell.get("likes", "")) - _count(cell.get("against", "")),
    )


def _start(text: str) -> str:
    """What stands for a title that is missing."""
    return next(filter(None, map(str.strip, NEW_CLAUSE.split(text))), "")[:LEAD]


def _count(text: str) -> int:
    """Taps; what is no number, or more than there are people, counts as none."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= MOST_DIGITS else 0


def _rows(found: Sequence[Topic]) -> Iterable[list[object]]:
    for topic in found:
        for member in topic.members:
            yield [
                topic.rank,
                topic.rank,
                topic.heat,
                topic.first,
                topic.last,
                topic.place,
                topic.summary,
                member.id,
            ]
