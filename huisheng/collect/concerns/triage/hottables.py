"""Messages with who, when and co-signs out of a table; hot spots into one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from huisheng.collect.concerns.triage.tables import long_cells, write_rows
from huisheng.collect.concerns.triage.topics import Message, Topic
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import Table, read_table

HEADERS = ("topic", "rank", "heat", "from", "to", "place", "summary", "id")
MOST_DIGITS = 9
TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日")  # fmt: skip


@dataclass
class Read:
    """What a table held: its messages, and the rows that could not be read (number, why)."""

    messages: list[Message] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


@long_cells()
def read_dated(file: str) -> Read:
    """The messages of a .csv, .csv.gz or .xlsx with the columns id, sent_at and title or text; user, likes, against
    and place where they are there. Refused when a column or every row is missing; a bad row is told and left out."""
    table = read_table(file)
    _refuse_missing(table)
    done, seen = Read(), set[str]()
    for row in table:
        try:
            message = _message(row)
            refuse_if(because("编号 %(id)s 已经有了", id=message.id) if message.id in seen else "")
        except Refused as refused:
            done.refused.append((row.number, refused.reason))
            continue
        seen.add(message.id)
        done.messages.append(message)
    refuse_if(because("表里没有一行读得出来，请检查是不是选错了文件。") if not done.messages else "")
    return done


def write_hotspots(file: str, found: Sequence[Topic]) -> None:
    """One row per member message, the hottest topic first, its most typical message first."""
    write_rows(file, HEADERS, _rows(found))


def moment(text: str) -> datetime:
    """The time of a cell: 2019/1/6 12:09:38, 2019-01-06 12:09, 2019年1月6日. Refused when it is none."""
    refuse_if(because("没有时间") if not text.strip() else "")
    plain = " ".join(text.replace("/", "-").replace(".", "-", 2).split())
    for form in TIMES:
        try:
            return datetime.strptime(plain[:26], form)
        except ValueError:
            continue
    raise Refused(because("时间认不出来：%(text)s", text=text[:30]))


def _refuse_missing(table: Table) -> None:
    missing = [name for name in ("id", "sent_at") if name not in table.headers]
    if not {"title", "text"} & set(table.headers):
        missing.append("title")
    told = because(
        "表里没有这一列：%(missing)s。表里有的列是：%(there)s。",
        missing="、".join(missing),
        there="、".join(table.headers),
    )
    refuse_if(told if missing else "")


def _message(row: Mapping[str, str]) -> Message:
    title, text = row.get("title", ""), row.get("text", "")
    refuse_if(because("没有编号") if not row["id"] else "")
    refuse_if(because("没有文字") if not (title or text) else "")
    return Message(
        id=row["id"],
        user=row.get("user", ""),
        title=title,
        text=text,
        at=moment(row["sent_at"]),
        place=row.get("place", ""),
        cosigns=_count(row.get("likes", "")) - _count(row.get("against", "")),
    )


def _count(text: str) -> int:
    """Taps; what is no number, or more than there are people, counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


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
