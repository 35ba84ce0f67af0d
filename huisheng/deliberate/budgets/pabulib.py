"""Elections in the format of Pabulib (pabulib.org): .pb files, packed or not, as cities really publish them.

Taken as it comes: a byte-order mark, CRLF, blank lines, padding, quoted `;`, columns and sections that we do not know,
missing `selected`, decimals with a point or a comma, a project twice on one ballot, empty ballots. Told in `notes`:
counts in META that do not agree. Refused with a sentence: what could change the result.
"""

import csv
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path

from huisheng.deliberate.budgets.election import Ballot, Election, Project
from huisheng.echo.refusals import Refused, because, refuse_if

SECTIONS = ("META", "PROJECTS", "VOTES")
TITLE = re.compile(r"[A-Z][A-Z_ ]+")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
# Cumulative, scoring and ordinal ballots count as approval of what they name (docs/budgets.md).
LISTS = ("approval", "choose-1", "ordinal")
POINTS = ("cumulative", "scoring")
Rows = list[list[str]]


def read_pabulib(path: str | Path) -> Election:
    """The election in the file. Refused: missing, not UTF-8, not a .pb, or with contents that cannot be counted."""
    return parse_pabulib(_text(Path(path)))


def parse_pabulib(text: str) -> Election:
    """The election in a text of the format."""
    found, notes = _sections(text)
    for title in SECTIONS:
        refuse_if(
            "" if title in found else because("这不是 Pabulib 文件：没有 %(title)s 这一段。", title=title)
        )
    meta = {row[0].strip().lower(): ";".join(row[1:]).strip() for row in found["META"][1:] if row[0].strip()}
    projects = _projects(found["PROJECTS"])
    budget = _money(meta.get("budget", ""), "META", "budget")
    votes = found["VOTES"]
    ballots = _ballots(votes, meta, {each.id: 1 << place for place, each in enumerate(projects)})
    refuse_if("" if ballots else because("文件里一张选票也没有。"))
    election = Election(budget, projects, ballots, meta, notes)
    notes.extend(_differences(election, votes))
    return election


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        reason = because("找不到文件：%(path)s。", path=str(path))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = because("压缩文件不完整，请重新下载。")
    except OSError as error:
        reason = because("打不开文件 %(path)s：%(error)s。", path=str(path), error=error.strerror)
    except UnicodeDecodeError:
        reason = because("文件不是 UTF-8 文字。")
    raise Refused(reason)


def _sections(text: str) -> tuple[dict[str, Rows], list[str]]:
    """The rows of the three sections, headers first, blank rows left out; and the titles of others, passed over."""
    found: dict[str, Rows] = {}
    notes: list[str] = []
    rows: Rows = []
    for row in _rows(text):
        title = row[0].strip().upper() if row else ""
        if title in SECTIONS and not any(row[1:]):
            refuse_if(because("%(title)s 这一段出现了两次。", title=title) if title in found else "")
            rows = found[title] = []
        elif len(row) == 1 and TITLE.fullmatch(row[0].strip()):
            notes.append(because("不认识的一段没有读：%(title)s。", title=title))
            rows = []
        elif any(row):
            rows.append(row)
    return found, notes


def _rows(text: str) -> Iterable[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=";")
    except csv.Error:
        raise Refused(because("文件里有一处引号没有合上，后面的内容读不出来。")) from None


def _columns(rows: Rows, title: str, needed: Sequence[str]) -> dict[str, int]:
    """Where each column of a section stands."""
    columns = {name.strip().lower(): at for at, name in enumerate(rows[0])} if rows else {}
    for name in needed:
        refuse_if(
            "" if name in columns else because("%(title)s 里没有 %(name)s 这一列。", title=title, name=name)
        )
    return columns


def _projects(rows: Rows) -> list[Project]:
    columns = _columns(rows, "PROJECTS", ("project_id", "cost"))
    projects: dict[str, Project] = {}
    for row in rows[1:]:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        each = _project(cells)
        refuse_if(because("项目编号 %(id)s 出现了两次。", id=each.id) if each.id in projects else "")
        projects[each.id] = each
    refuse_if("" if projects else because("PROJECTS 里一个项目也没有。"))
    return list(projects.values())


def _project(cells: Mapping[str, str]) -> Project:
    id_ = cells.get("project_id", "")
    refuse_if("" if id_ else because("PROJECTS 里有一行没有项目编号。"))
    return Project(
        id=id_,
        cost=_money(cells.get("cost", ""), id_, "cost"),
        name=cells.get("name", ""),
        district=cells.get("district") or cells.get("subunit") or cells.get("neighborhood", ""),
        won={"1": True, "0": False}.get(cells.get("selected", "")),
    )


def _money(text: str, where: str, column: str) -> Fraction:
    """An amount, exact. Spaces between digits are let go; one comma is a decimal comma, as in Poland."""
    plain = "".join(text.split())
    refuse_if("" if plain else because("%(where)s 没有金额（%(column)s）。", where=where, column=column))
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    if not NUMBER.fullmatch(plain):
        raise Refused(
            because("%(where)s 的金额（%(column)s）不是数：%(text)s。", where=where, column=column, text=text)
        )
    amount = Fraction(plain)
    if amount < 0:
        raise Refused(
            because("%(where)s 的金额（%(column)s）是负数：%(text)s。", where=where, column=column, text=text)
        )
    return amount


def _ballots(rows: Rows, meta: Mapping[str, str], bit: Mapping[str, Ballot]) -> dict[tuple[Ballot, str], int]:
    """Every distinct row is understood once, however many voters wrote it."""
    kind = meta.get("vote_type", "approval").lower()
    refuse_if(
        "" if kind in LISTS + POINTS else because("不认识的投票方式（vote_type）：%(kind)s。", kind=kind)
    )
    pointed = kind in POINTS
    columns = _columns(rows, "VOTES", ("vote", "points") if pointed else ("vote",))
    _refuse_default_score(meta, kind)
    ballots: Counter[tuple[Ballot, str]] = Counter()
    for (vote, district, points), voters in _alike(rows, columns, pointed).items():
        names = _named(vote, bit)
        if pointed:
            names = _with_points(names, points)
        ballots[_ballot(names, bit), district.strip()] += voters
    return ballots


def _refuse_default_score(meta: Mapping[str, str], kind: str) -> None:
    score = meta.get("default_score", "0") or "0"
    if kind == "scoring" and _points(score) > 0:
        raise Refused(
            because("没有写到的项目也得分（default_score 为 %(score)s），不能当作赞成票来数。", score=score)
        )


def _alike(rows: Rows, columns: Mapping[str, int], pointed: bool) -> Counter[tuple[str, str, str]]:
    """How many rows say the same: (vote, district, points), with an empty text for what is not asked or not there."""
    at, district = columns["vote"], columns.get("district")
    points = columns["points"] if pointed else None
    try:
        if points is None and district is None:
            plain = Counter([row[at] for row in rows[1:]])
            return Counter({(vote, "", ""): voters for vote, voters in plain.items()})
        return Counter([(row[at], _cell(row, district), _cell(row, points)) for row in rows[1:]])
    except IndexError:
        short = next(row for row in rows if len(row) <= at)
        raise Refused(because("VOTES 里 %(voter)s 这一行缺少选票。", voter=short[0].strip())) from None


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _named(vote: str, bit: Mapping[str, Ballot]) -> list[str]:
    """The projects on a ballot, in its order."""
    names = vote.split(",")
    if all(map(bit.__contains__, names)):
        return names
    names = [name.strip() for name in names]
    return [] if names in ([""], ["None"]) else [name for name in names if name]


def _with_points(names: Sequence[str], points: str) -> list[str]:
    """Those of the projects that got more than 0 points."""
    given = [each for each in points.split(",") if each.strip()]
    if len(given) != len(names):
        raise Refused(because("一张选票上有 %(n)d 个项目，却有 %(m)d 个分数。", n=len(names), m=len(given)))
    return [name for name, each in zip(names, given, strict=True) if _points(each) > 0]


def _points(text: str) -> Fraction:
    plain = text.strip()
    if not NUMBER.fullmatch(plain):
        raise Refused(because("分数不是数：%(text)s。", text=text))
    return Fraction(plain)


def _ballot(names: Iterable[str], bit: Mapping[str, Ballot]) -> Ballot:
    ballot = 0
    try:
        for name in names:
            ballot |= bit[name]
    except KeyError as error:
        raise Refused(because("有选票投给了不存在的项目：%(id)s。", id=error.args[0])) from None
    return ballot


def _differences(election: Election, votes: Rows) -> Iterable[str]:
    """Where the file contradicts itself without changing what is counted: every row of VOTES is one ballot."""
    counted = {"num_votes": election.voters, "num_projects": len(election.projects)}
    for name, number in counted.items():
        said = election.meta.get(name, "")
        if said and said != str(number):
            yield because(
                "%(name)s 写的是 %(said)s，实际是 %(number)d。", name=name, said=said, number=number
            )
    columns = _columns(votes, "VOTES", ())
    if (at := columns.get("voter_id")) is not None:
        repeated = len(votes) - 1 - len({row[at] for row in votes[1:]})
        if repeated:
            yield because("有 %(n)d 行的 voter_id 与别的行相同，每行都算一张选票。", n=repeated)
