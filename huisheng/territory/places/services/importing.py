"""One door for every register of places: which kind of file it is stands in its header."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from huisheng.echo.refusals import Refused, because
from huisheng.echo.tables import read_table, write_csv, write_xlsx
from huisheng.people.models import Person
from huisheng.territory.places.reports import Report
from huisheng.territory.places.services.homes import HEADERS, YES_NO, load_homes
from huisheng.territory.places.services.loading import Progress, load_divisions, seed_rows

DIVISIONS, SEED, HOMES = {"code", "name"}, {"code12", "name"}, {"房号", "常住"}


def load(
    source: str | Path | BinaryIO,
    *,
    name: str = "",
    by: Person | None,
    at: datetime,
    dry_run: bool = False,
    progress: Progress = lambda read: None,
    areas: Iterable[str] | None = None,
) -> Report:
    """Read a register and load it; with `dry_run` only say what would happen.

    `progress(read)` is called after every row. `areas`: whoever uploads a register of homes loads into these
    paths only, and no divisions. Refused when the file cannot be read, or its header is of no known kind.
    """
    table = read_table(source, name)
    headers = set(table.headers)
    if headers & HOMES and {"社区", "社区代码"} & headers:
        return load_homes(table, by=by, at=at, dry_run=dry_run, progress=progress, areas=areas)
    if areas is None and headers >= SEED:
        return load_divisions(seed_rows(table), by=by, at=at, dry_run=dry_run, progress=progress)
    if areas is None and headers >= DIVISIONS:
        return load_divisions(table, by=by, at=at, dry_run=dry_run, progress=progress)
    wanted = "、".join(HEADERS[:6])
    raise Refused(
        because("看不懂这个文件的表头。住户登记表的第一行应当是：%(wanted)s。请下载模板对照。", wanted=wanted)
    )


def template(communities: Sequence[str], *, kind: str = "xlsx") -> bytes:
    """The empty register of homes to fill in, .xlsx with drop-downs or .csv, with two rows to show how."""
    name = communities[0] if communities else "莲池社区"
    rows = [
        [name, "听雨苑", "3栋", "2单元", "301", "是", ""],
        [name, "听雨苑", "3栋", "2单元", "302", "否", ""],
    ]
    if kind == "csv":
        return write_csv(HEADERS, rows)
    choices = {"社区": list(chain(communities)) or [name], "常住": list(YES_NO)}
    return write_xlsx(HEADERS, rows, choices, title="住户登记表")
