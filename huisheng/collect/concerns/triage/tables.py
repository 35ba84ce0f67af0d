"""Messages out of tables, guesses into tables: what the commands read and write."""

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from huisheng.collect.concerns.orders import HEADERS
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import read_table

# Field → the headers by which it is known: those of an import, what else stands with messages, and text that is cut.
KNOWN_AS = HEADERS | {
    "sent_at": (*HEADERS["sent_at"], "time"),
    "likes": ("likes", "点赞数"),
    "against": ("against", "dislikes", "反对数"),
    "text_segmented": ("text_segmented",),
}
LONGEST = 20_000_000  # characters of a cell


@contextmanager
def long_cells() -> Iterator[None]:
    """A single message may be longer than what the csv module takes by itself (131,072); only while it is read here."""
    usual = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


class Messages(NamedTuple):
    """Rows of a table: their ids as they stand there (the row's number where there is no such column), texts, labels
    and the columns that were read as text."""

    ids: list[str]
    texts: list[str]
    labels: list[str]
    columns: tuple[str, ...]

    def labelled(self) -> "Messages":
        """Only the rows that somebody labelled."""
        kept = [i for i, label in enumerate(self.labels) if label]
        ids, texts, labels = ([column[i] for i in kept] for column in (self.ids, self.texts, self.labels))
        return Messages(ids, texts, labels, self.columns)


@long_cells()
def read_messages(
    file: str, *, text: Sequence[str] = (), label: str = "", trained_with: Sequence[str] = ()
) -> Messages:
    """The rows of a .csv, .csv.gz or .xlsx, every row kept. `text`: the columns to join; without them those of the
    model if they are there, else title, text and text_segmented by any of their names. Refused when a column is missing."""
    table = read_table(file, blanks=True)
    columns = tuple(text) or _text_columns(table.headers, trained_with)
    missing = [name for name in (*columns, label) if name and name not in table.headers]
    refuse_if(
        because(
            "表里没有这一列：%(missing)s。表里有的列是：%(there)s。",
            missing="、".join(missing),
            there="、".join(table.headers),
        )
        if missing
        else ""
    )
    named = column_of("id", table.headers)
    messages = Messages([], [], [], columns)
    for number, row in enumerate(table, 1):
        messages.ids.append(row[named] if named else str(number))
        messages.texts.append("\n".join(row[name] for name in columns if row[name]))
        messages.labels.append(row[label] if label else "")
    return messages


def column_of(field: str, headers: Sequence[str]) -> str:
    """The header under which a field stands here, in capitals or not; "" where it does not."""
    known = {header.lower(): header for header in reversed(headers)}
    return next((known[name] for name in KNOWN_AS[field] if name in known), "")


def _text_columns(headers: Sequence[str], trained_with: Sequence[str]) -> tuple[str, ...]:
    if trained_with and all(name in headers for name in trained_with):
        return tuple(trained_with)
    whole = tuple(name for field in ("title", "text") if (name := column_of(field, headers)))
    # A message that arrives both raw and cut is read once.
    usual = whole or tuple(filter(None, [column_of("text_segmented", headers)]))
    refuse_if(
        because(
            "找不到文字列：表里既没有 title、text，也没有 text_segmented。表里有的列是：%(there)s。",
            there="、".join(headers),
        )
        if not usual
        else ""
    )
    return usual


def write_rows(file: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for other programs: UTF-8, .csv, or .csv.gz by its name. Refused where nothing can be written."""
    try:
        with Path(file).open("wb") as raw:
            packed = gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) if file.endswith(".gz") else raw
            with TextIOWrapper(packed, encoding="utf-8", newline="") as target:
                csv.writer(target, lineterminator="\n").writerows([headers, *rows])
    except OSError as error:
        raise Refused(because("写不了文件 %(name)s，请检查路径。", name=file)) from error
