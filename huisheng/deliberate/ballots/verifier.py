"""The verifier: the engine's own files joined to one, which any Python from 3.11 runs without anything installed.

It goes into every published bundle, so that an owner can count again at home: `python verify.py --roll … --ballots …`.
"""

import ast
from pathlib import Path

PARTS = ("law", "roll", "count", "told", "reading")
HERE = Path(__file__).parent
HEAD = '"""Count an owners\' vote again: python verify.py --roll roll.csv --ballots ballots.csv --questions questions.csv"""\n'


def source() -> str:
    """The text of verify.py: what every part imports from the standard library once, then the parts in order."""
    imports: dict[str, None] = {}
    bodies = []
    for part in PARTS:
        text = (HERE / f"{part}.py").read_text(encoding="utf-8")
        body, lines = [], text.splitlines(keepends=True)
        for node in ast.parse(text).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huisheng.")):
                    imports[ast.unparse(node)] = None
            elif not (isinstance(node, ast.Expr) and node.lineno == 1):
                first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
                body.append("".join(lines[first - 1 : node.end_lineno]))
        bodies.append("\n\n".join(one.rstrip() for one in body))
    return "\n\n".join([HEAD, "\n".join(imports), *bodies]) + "\n"
