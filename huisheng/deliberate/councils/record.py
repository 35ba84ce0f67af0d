"""The minutes as plain values, and as a .docx that can be edited and signed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from huisheng.echo.word import add_table, as_bytes, new_paper


@dataclass(frozen=True)
class Part:
    """One item: its heading, what was beforehand, what was said (who, words), how it ended, who answers for it."""

    heading: str
    before: Sequence[str] = ()
    said: Sequence[tuple[str, str]] = ()
    outcome: str = ""
    resolution: str = ""
    accountable: str = ""
    promises: Sequence[str] = ()
    steps: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Minutes:
    """A whole record: title, facts (when, where, who by role), the items, what happened between them, the signatures."""

    title: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    events: Sequence[tuple[str, str]] = ()
    signs: Sequence[str] = field(default_factory=tuple)
    words: dict[str, str] = field(default_factory=dict)


def docx(minutes: Minutes) -> bytes:
    """The minutes as a Word file."""
    paper = new_paper(minutes.title)
    add_table(paper, minutes.facts, columns=2)
    for part in minutes.parts:
        _part(paper, part, minutes.words)
    if minutes.events:
        paper.add_heading(minutes.words["events"], level=1)
        for at, words in minutes.events:
            paper.add_paragraph(f"{at}  {words}")
    for name in minutes.signs:
        paper.add_paragraph(f"{name}：____________________")
    return as_bytes(paper)


def _part(paper: Any, part: Part, words: dict[str, str]) -> None:
    paper.add_heading(part.heading, level=1)
    for line in part.before:
        paper.add_paragraph(line)
    for who, said in part.said:
        row = paper.add_paragraph(style="List Bullet")
        row.add_run(f"{who}：").bold = True
        row.add_run(said)
    if part.outcome:
        row = paper.add_paragraph()
        row.add_run(f"{part.outcome}：").bold = True
        row.add_run(part.resolution)
    if part.accountable:
        paper.add_paragraph(f"{words['accountable']}：{part.accountable}")
    for line in part.promises:
        paper.add_paragraph(line, style="List Bullet")
    if part.steps:
        paper.add_paragraph("  ".join(f"{name} {at}" for name, at in part.steps)).runs[0].italic = True
