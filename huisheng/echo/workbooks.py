"""Workbooks (.xlsx, .xls) as lines of text, guarded against what would fill the memory."""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from huisheng.echo.refusals import Refused, because, refuse_if

MOST_BYTES = 200_000_000  # uncompressed
MOST_CELLS = 10_000_000  # a sheet is held in memory as one rectangle
CHUNK = 1 << 20
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)
WHOLE = 10**15  # of a longer number a spreadsheet keeps fifteen digits
FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?r=["']([A-Z]{1,3})(\d{1,7})["'](?:[^>]*[^/>])?>""")


def sheet_lines(file: BinaryIO, *, is_zip: bool) -> Iterator[list[str]]:
    """The first sheet with anything in it; a merged cell's text goes to every row that it spans."""
    if is_zip:
        _refuse_bomb(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, *BROKEN) as error:
        told = because("打不开这个表格。有密码的请先去掉密码，再另存为 .xlsx。")
        raise Refused(told) from error
    sheet = next((sheet for sheet in sheets if sheet.height), None)
    if sheet is None:
        return iter(())
    return _spread(sheet, sheet.merged_cell_ranges or [])


def _spread(sheet: Any, merged: Iterable[Any]) -> Iterator[list[str]]:
    """Only what is open at a row is remembered: a few bytes may say that whole columns are merged, often."""
    begins: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, _right) in merged:
        begins[top].append((left, bottom))
    open_: dict[int, tuple[int, str]] = {}  # column → its last row, what stands at the top
    for number, cells in enumerate(sheet.iter_rows()):
        line = [text_of(cell) for cell in cells]
        for column, (last, text) in open_.items():
            if number <= last:
                line[column] = line[column] or text
        open_ |= {left: (last, line[left]) for left, last in begins[number] if left < len(line)}
        yield line


def _refuse_bomb(file: BinaryIO) -> None:
    """Unpack everything once without keeping it: sizes written in a zip may lie, and so may a sheet's extent."""
    total, rows, columns = 0, 0, 0
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                entry.file_size = 1 << 62  # read to the real end
                with archive.open(entry) as part:
                    rest = b""
                    while chunk := part.read(CHUNK):
                        total += len(chunk)
                        refuse_large(total)
                        for letters, digits in FILLED_CELL.findall(rest + chunk):
                            rows, columns = max(rows, int(digits)), max(columns, _column(letters))
                        rest = chunk[-100:]
    except BROKEN as error:
        raise Refused(because("文件不完整或已损坏，请重新导出一次。")) from error
    refuse_if(because("表格太大了，请删去空白的行和列，或分成几份。") if rows * columns > MOST_CELLS else "")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def text_of(value: Any) -> str:
    """A cell as text; a number that is too long to be whole as spreadsheets show it: 2.03026E+16."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float) and abs(value) >= WHOLE:
        return f"{value:.5E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value).replace("\x00", "").strip()


def refuse_large(size: int) -> None:
    refuse_if(because("文件解开以后超过 200 MB，请分成几份再导入。") if size > MOST_BYTES else "")
