"""Read the import statements of every module of the house, without running any of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "huisheng"
ROOMS = ("people", "echo", "territory", "alliance", "collect", "deliberate", "resolve", "care", "square")
LEFT_TO_RIGHT = {"rules": 0, "models": 1, "services": 2, "views": 3, "forms": 3}


@dataclass(frozen=True)
class Import:
    """One imported module, with the line that names it."""

    target: str
    line: int
    relative: bool = False
    inside_function: bool = False


@dataclass
class Module:
    """One file: where it stands in the house and what it imports."""

    name: str
    path: Path
    imports: list[Import] = field(default_factory=list)
    words: list[tuple[str, int]] = field(default_factory=list)

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def room(self) -> str:
        return self.parts[1] if len(self.parts) > 2 and self.parts[1] in ROOMS else ""

    @property
    def mechanism(self) -> str:
        """The folder `huisheng.room.mechanism`, empty for a file that stands in the room itself."""
        return ".".join(self.parts[:3]) if len(self.parts) > 3 else ""

    @property
    def side(self) -> int | None:
        """0 rules, 1 models, 2 services, 3 views and forms (a file or a folder of them); None for any other."""
        return LEFT_TO_RIGHT.get(self.parts[3]) if self.mechanism else None

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


@cache
def modules() -> dict[str, Module]:
    """Every module of the house by its dotted name, migrations left out."""
    paths = [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]
    found = {}
    for path in paths:
        name = dotted(path)
        tree = parsed(path)
        found[name] = Module(name, path, list(imports_of(tree)), list(words_of(tree)))
    for module in found.values():
        module.imports = [precise(each, found) for each in module.imports]
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, inside: bool = False) -> Iterator[Import]:
    """Every import statement; `inside` becomes true below a function."""
    for node in getattr(tree, "body", []) + other_branches(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, False, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(f"{node.module or ''}.{alias.name}", node.lineno, node.level > 0, inside)
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from imports_of(node, inside or is_function(node))


def other_branches(node: ast.AST) -> list[ast.AST]:
    """The statements of a compound statement beside its body: else, except, finally, case."""
    return [each for name in ("orelse", "finalbody", "handlers", "cases") for each in getattr(node, name, [])]


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def words_of(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every string constant with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def precise(each: Import, found: dict[str, Module]) -> Import:
    """`from a.b import c` means the module a.b.c when there is one, else the module a.b."""
    if not each.target.startswith("huisheng.") or each.target in found:
        return each
    parent = each.target.rpartition(".")[0]
    return Import(parent, each.line, each.relative, each.inside_function) if parent in found else each


@cache
def uses_django(name: str) -> bool:
    """Whether a module needs Django, itself or through what it imports of the house."""
    return name in reaching_django()


@cache
def reaching_django() -> frozenset[str]:
    reached: set[str] = set()
    while True:
        more = {
            name
            for name, module in modules().items()
            if name not in reached
            and any(
                each.target.split(".")[0] == "django" or each.target in reached for each in module.imports
            )
        }
        if not more:
            return frozenset(reached)
        reached |= more


def rings(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of nodes that reach each other, by what remains when everything without a way on is taken off."""
    left = {node: {other for other in others if other != node} for node, others in graph.items()}
    while True:
        loose = {n for n in left if not left[n] & left.keys() or not any(n in left[m] for m in left)}
        if not loose:
            return [sorted(left)] if left else []
        left = {node: others - loose for node, others in left.items() if node not in loose}


def file_graph() -> dict[str, set[str]]:
    """Which module imports which module of the house."""
    found = modules()
    return {name: {each.target for each in module.imports} & found.keys() for name, module in found.items()}


def package_graph() -> dict[str, set[str]]:
    """Which room imports which room."""
    graph: dict[str, set[str]] = {}
    for name, targets in file_graph().items():
        here = modules()[name].room
        graph.setdefault(here, set()).update(modules()[target].room for target in targets)
    return {room: others - {""} for room, others in graph.items() if room}
