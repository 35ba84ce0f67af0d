"""A Word file with Chinese letters. The library is loaded when the first one is asked for."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from huisheng.echo.later import Later

docx, names = Later("docx"), Later("docx.oxml.ns")
SONG = "宋体"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def new_paper(title: str) -> Any:
    """An empty document under its title, in a font that every Word has: the library only knows of the western one."""
    paper = docx.Document()
    for style in ("Normal", "Title", "Heading 1"):
        one = paper.styles[style]
        one.font.name = SONG
        fonts = one.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(names.qn(attribute), SONG)
    paper.add_heading(title, level=0)
    return paper


def add_table(paper: Any, rows: Iterable[Sequence[str]], *, columns: int) -> None:
    """Rows of texts with lines around them."""
    table = paper.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def as_bytes(paper: Any) -> bytes:
    file = BytesIO()
    paper.save(file)
    return file.getvalue()
