"""Tables as they come from offices: .xlsx, .xls, .csv and .csv.gz in, whatever their encoding; .xlsx and .csv out.

Used by every import. A file that cannot be read is Refused with a sentence that says what to do with it.
"""

import codecs
import csv
import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO, IncrementalNewlineDecoder, StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from huisheng.echo.refusals import YES, Refused, because, refuse_if
from huisheng.echo.workbooks import BROKEN, CHUNK, refuse_large, sheet_lines, text_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUL = "\x00"
END = "\x1e\x1e"  # a last line of our own: where it ends up inside a cell, a quote was never closed
ZIP, GZIP, OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
SHORTENED = re.compile(r"-?\d(\.\d+)?E\+\d{2,3}")
Opener = Callable[[], AbstractContextManager[BinaryIO]]


class Row(dict[str, str]):
    """One row: header → text, with `number`, the row's number as the spreadsheet shows it.

    `spoiled`: why a cell may say another thing than was meant (why_not_whole), "" when each is whole.
    """

    def __init__(self, number: int, headers: list[str], line: list[str]) -> None:
        super().__init__()
        self.number, self.spoiled = number, next(filter(None, map(why_not_whole, line)), YES)
        for header, cell in zip(headers, line + [""] * len(headers), strict=False):
            if header:
                self.setdefault(
                    header, cell.replace(NUL, "")
                )  # of two columns with one name the first counts


def why_not_whole(cell: str) -> str:
    """A NUL between two characters may have been another one; of a long number only its first digits are left."""
    if NUL in cell:
        return because("这一行里有坏掉的字符（NUL），请在表里把这一行重打一遍。")
    if "E+" in cell and SHORTENED.fullmatch(cell):
        return because(
            "有一格数字太长，表格软件只留下了前几位：%(cell)s。请把那一列设成文本，再填一遍。", cell=cell[:40]
        )
    return YES


class Table(Iterator[Row]):
    """The rows of a table, taken one after another; `headers` as the header row names them."""

    def __init__(self, headers: list[str], rows: Iterator[Row]) -> None:
        self.headers = [header for header in headers if header]
        self.rows = rows

    def __next__(self) -> Row:
        return next(self.rows)


def read_table(source: str | Path | BinaryIO, name: str = "", *, blanks: bool = False) -> Table:
    """The rows of a table under its header row, as text; blank rows left out, unless `blanks` are asked for too.

    `source`: a path, or a file that can be read and sought (an upload); `name`: what to call it in a refusal.
    The kind is known by content, not by name. Encodings: UTF-8 with or without a mark, UTF-16 with one, GBK.
    A title above the header is passed over; cells merged downward repeat their text; NUL bytes vanish; numbers
    lose a trailing .0, dates become `2026-03-01` or `2026-03-01 08:30:00`. The file is read while rows are taken.
    Refused (at the call, or while rows are taken): missing, empty, broken, locked by a password, of no known
    encoding, larger than 200 MB unpacked.
    """
    name = name or getattr(source, "name", "") or str(source)
    opener = _opener(source, name)
    with opener() as file:
        start = file.read(4)
    refuse_if(because("文件是空的，请检查是不是选错了文件。") if not start else "")
    if start in (ZIP, OLE):
        with opener() as file:
            return _rows(sheet_lines(file, is_zip=start == ZIP), blanks)
    return _rows(_text_lines(opener, gzipped=start[:2] == GZIP), blanks)


def write_xlsx(
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    choices: Mapping[str, Sequence[str]] | None = None,
    title: str = "登记表",
    open_to_more: Collection[str] = (),
) -> bytes:
    """A workbook of text cells (nothing in it is ever a formula); `choices`: header → what its drop-down offers.

    `open_to_more`: headers under which something else may be typed too (Excel stops it otherwise).
    """
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(title)
        sheet.set_column(0, max(len(headers) - 1, 0), 16, text)
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, text_of(value), text)
        _offer(book, sheet, headers, choices or {}, open_to_more)
    return target.getvalue()


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV that Excel opens as Chinese (UTF-8 with its mark); what would be a formula becomes text."""
    target = StringIO(newline="")
    writer = csv.writer(target)
    for row in chain([headers], rows):
        writer.writerow([harmless(text_of(value)) for value in row])
    return codecs.BOM_UTF8 + target.getvalue().encode()


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The same, a line at a time: a list of any length is sent while it is read."""
    yield codecs.BOM_UTF8
    for row in chain([headers], rows):
        target = StringIO(newline="")
        csv.writer(target).writerow([harmless(text_of(value)) for value in row])
        yield target.getvalue().encode()


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula, with an apostrophe before it; some take wide signs as well."""
    return f"'{text}" if text.startswith(tuple("=+-@\t\r\n＝＋－＠")) else text


def _as_it_was(text: str) -> str:
    """What `harmless` did to a cell is undone when the file comes in again: it is text, and stays text."""
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


def _offer(
    book: Workbook,
    sheet: Any,
    headers: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    open_to_more: Collection[str],
) -> None:
    """Drop-downs; their words lie on a sheet of their own, for Excel takes only 255 characters in the cell itself."""
    if not choices:
        return
    words = book.add_worksheet("选项")
    words.hide()
    for column, (header, offered) in enumerate(choices.items()):
        words.write_column(0, column, list(offered))
        letter = chr(ord("A") + column)
        source = f"=选项!${letter}$1:${letter}${max(len(offered), 1)}"
        place = list(headers).index(header)
        offer = {"validate": "list", "source": source, "show_error": header not in open_to_more}
        sheet.data_validation(1, place, 5000, place, offer)


def _opener(source: str | Path | BinaryIO, name: str) -> Opener:
    """Opens the same bytes from the start as often as asked; a file that was handed in is left open."""

    def from_path() -> AbstractContextManager[BinaryIO]:
        try:
            return Path(str(source)).open("rb")
        except OSError as error:
            raise Refused(because("打不开文件 %(name)s，请检查路径。", name=name)) from error

    def from_file() -> AbstractContextManager[BinaryIO]:
        assert not isinstance(source, str | Path)
        source.seek(0)
        return nullcontext(source)

    return from_path if isinstance(source, str | Path) else from_file


# Rows


def _rows(lines: Iterator[list[str]], blanks: bool) -> Table:
    """Lines into rows: the header is the first line with two filled cells (a title has one)."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if any(line) or (blanks and line))
    start = list(islice(numbered, 10))
    refuse_if(because("文件里没有内容，请检查是不是选错了文件。") if not start else "")
    at = next((i for i, (_n, line) in enumerate(start) if sum(map(bool, line)) > 1), 0)
    headers = [header.replace(NUL, "") for header in start[at][1]]
    body = chain(start[at + 1 :], numbered)
    # A header printed again on every page is not a row.
    return Table(headers, (Row(number, headers, line) for number, line in body if line != headers))


# CSV


def _text_lines(opener: Opener, *, gzipped: bool) -> Iterator[list[str]]:
    encoding = _encoding(opener, gzipped=gzipped)
    lines = _lines(opener, encoding, gzipped=gzipped)
    start = next(lines, "")
    reader = csv.reader(chain([start], lines, [END]), delimiter=max(",\t;", key=start.count))
    began = 1
    try:
        for line in reader:
            if line and END in line[-1]:
                refuse_if(_unclosed(began) if line != [END] else "")
                return
            yield [_as_it_was(cell.strip().strip(NUL)) for cell in line]
            began = reader.line_num + 1
    except csv.Error as error:
        raise Refused(_unclosed(began)) from error


def _unclosed(line: int) -> str:
    return because("第 %(line)s 行附近的引号没有成对，读不下去。", line=line)


def _lines(opener: Opener, encoding: str, *, gzipped: bool) -> Iterator[str]:
    decoder = IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    rest = ""
    for chunk in _chunks(opener, gzipped=gzipped):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (line + "\n" for line in whole)
    yield rest + decoder.decode(b"", final=True)


def _encoding(opener: Opener, *, gzipped: bool) -> str:
    """The first encoding in which every byte makes sense. Reads the file once."""
    start = next(_chunks(opener, gzipped=gzipped), b"")[:2]
    likely = ["utf-16"] if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ["utf-8-sig", "gb18030"]
    for encoding in likely:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in _chunks(opener, gzipped=gzipped):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(because("认不出这个文件的文字编码，请用表格软件另存为 .xlsx 或 UTF-8 的 .csv。"))


def _chunks(opener: Opener, *, gzipped: bool) -> Iterator[bytes]:
    total = 0
    with opener() as file:
        plain: Any = gzip.GzipFile(fileobj=file) if gzipped else file
        try:
            while chunk := plain.read(CHUNK):
                total += len(chunk)
                refuse_large(total)
                yield chunk
        except BROKEN as error:
            raise Refused(because("文件不完整或已损坏，请重新导出一次。")) from error


def for_scripts(*, read: int, created: int, already: int, refused: int) -> str:
    """What an import came to, in words that stay the same in every language: other programs read this line."""
    return f"read {read}, created {created}, already there {already}, refused {refused}"
