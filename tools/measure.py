"""The figures of the style budgets: lengths of files, functions, views and templates."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.imports import HOUSE, ROOT, parsed

OURS = ("huisheng", "stories", "bench", "tools", "tests")


@dataclass(frozen=True)
class Length:
    """How many lines something has."""

    lines: int
    what: str


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders or OURS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def file_lengths() -> list[Length]:
    return [Length(count_lines(path), where(path)) for path in [*python_files(), ROOT / "manage.py"]]


@cache
def template_lengths() -> list[Length]:
    return [Length(count_lines(path), where(path)) for path in sorted((HOUSE / "templates").rglob("*.*"))]


@cache
def function_lengths(*folders: str) -> list[Length]:
    """Lines from `def` to the last one, without the decorators, the docstring and blank lines."""
    return [Length(lines, name) for path in python_files(*folders) for lines, name in functions_of(path)]


def view_lengths() -> list[Length]:
    """Functions of views.py whose first argument is a request."""
    return [
        Length(lines, name)
        for path in python_files("huisheng")
        if path.name == "views.py" or path.parent.name == "views"
        for lines, name in functions_of(path, first_argument="request")
    ]


def functions_of(path: Path, first_argument: str = "") -> Iterator[tuple[int, str]]:
    source = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = [argument.arg for argument in node.args.posonlyargs + node.args.args]
        if not first_argument or arguments[:1] == [first_argument]:
            yield function_lines(node, source), f"{where(path)}:{node.lineno} {node.name}"


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    skipped: set[int] = set()
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        skipped.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    numbers = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return sum(1 for number in numbers if number not in skipped and source[number - 1].strip())


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def longer(lengths: Iterable[Length], most: int) -> list[str]:
    """What is longer than its budget, longest first."""
    return [f"{each.lines} lines: {each.what}" for each in sorted(lengths, key=by_lines) if each.lines > most]


def by_lines(each: Length) -> int:
    return -each.lines


def median(lengths: Iterable[Length]) -> float:
    return statistics.median([each.lines for each in lengths] or [0])


def within(lengths: list[Length], most: int) -> float:
    """The share, 0 to 1, of what keeps its budget."""
    return sum(each.lines <= most for each in lengths) / len(lengths) if lengths else 1.0


def uncommented_dependencies() -> list[str]:
    """Direct dependencies whose line in pyproject.toml does not say what they are for."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    named = settings["project"]["dependencies"] + sum(settings.get("dependency-groups", {}).values(), [])
    return [name for name in named if not re.search(rf'"{re.escape(name)}",?\s*#\s*\S', text)]


def figures() -> Iterator[str]:
    """One line per budget: what was measured."""
    functions, views = function_lengths("huisheng"), view_lengths()
    for title, lengths in [
        ("files", file_lengths()),
        ("functions", functions),
        ("views", views),
        ("templates", template_lengths()),
    ]:
        longest = max((each.lines for each in lengths), default=0)
        yield (
            f"{title:<10}{len(lengths):>6}   median {median(lengths):>4g}   longest {longest:>4}"
            f"   within 20 lines {within(lengths, 20):>6.1%}"
        )
    tests = sum(count_lines(path) for path in python_files("tests"))
    code = sum(count_lines(path) for path in python_files("huisheng"))
    yield f"test lines : code lines = {tests} : {code} = {tests / max(code, 1):.2f}"


if __name__ == "__main__":
    print("\n".join(figures()))
