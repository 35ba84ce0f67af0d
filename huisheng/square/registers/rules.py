"""What a table that is handed in would do, row by row. Plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.tables import Table

MOST_ROWS = 3000


@dataclass(frozen=True)
class Told:
    """A row as the spreadsheet counts it, and what is said of it; `person`: whose page it is about."""

    number: int
    words: Any
    person: int = 0


@dataclass
class Outcome:
    """What came, or would come, of a table. `changes`: in words, row by row; `open`: what is left for a page of its own."""

    read: int = 0
    created: int = 0
    changed: int = 0
    already: int = 0
    changes: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    open: list[Told] = field(default_factory=list)

    def note(self, number: int, words: Any, *, new: bool) -> None:
        self.created += new
        self.changed += not new
        self.changes.append(Told(number, words))


@dataclass(frozen=True)
class Doing:
    """Who hands it in, when, and under which paths."""

    by: Any
    at: datetime
    paths: Sequence[str]
    hats: Sequence[Any]
    name: str = ""
    dry_run: bool = False


@dataclass(frozen=True)
class Register:
    """One kind of table: its columns, who may hand it in, an example, what its drop-downs offer, how it is taken in, and
    what stands now under some paths, in the same columns. `personal`: taken out only for a purpose that is kept (I6);
    `hint`: what the columns do not say themselves; `placed`: of one's area, or of a part of it."""

    key: str
    name: str
    may: str
    headers: Sequence[str]
    needed: Sequence[str]
    example: Sequence[Sequence[str]]
    choices: Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
    load: Callable[[Table, Outcome, Doing], None]
    now: Callable[[Sequence[str]], Sequence[Sequence[Any]]] | None = None
    hint: str = ""
    personal: bool = False
    placed: bool = False

    @property
    def goes_out(self) -> bool:
        """Whether what stands can be taken out (a template would call `now` itself)."""
        return self.now is not None

    def check_header(self, headers: Sequence[str]) -> None:
        """Refused when it is another table."""
        missing = [name for name in self.needed if name not in headers]
        told = because("少了这些列：%(missing)s。请下载模板对照。", missing="、".join(missing))
        refuse_if(told if missing else "")


def refuse_long(read: int) -> None:
    """One page takes so many rows at once."""
    refuse_if(because("一次最多 %(most)s 行，请分成几份。", most=MOST_ROWS) if read > MOST_ROWS else "")


def why_not_out(rows: int) -> str:
    """No more goes out at once than can come in again."""
    most = because("一共 %(rows)s 行，一次最多 %(most)s 行，请先选小一点的地方。", rows=rows, most=MOST_ROWS)
    return most if rows > MOST_ROWS else YES
