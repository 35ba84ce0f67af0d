"""The pages of docs/ that are written by the code.

    python -m tools.docs [--check]

`--check` writes nothing and fails when a page is not what the code says today.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db.models import Field, Model

from huisheng.collect.concerns import exits, stages
from huisheng.people.permissions import rules as permissions
from tools.imports import ROOMS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOTE = "<!-- Written by `make fix` from the code; do not edit. -->"


def main(check: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huisheng.settings")
    django.setup()
    stale = [name for name, write in PAGES.items() if not is_fresh(DOCS / name, page(write))]
    for name in stale:
        if check:
            print(f"docs/{name} is not what the code says: run `make fix`.")
        else:
            (DOCS / name).write_text(page(PAGES[name]), encoding="utf-8")
            print(f"docs/{name} is written anew.")
    return int(check and bool(stale))


def page(write: Callable[[], Iterator[str]]) -> str:
    return "\n".join([NOTE, *write()]).rstrip() + "\n"


def is_fresh(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def header(*cells: str) -> list[str]:
    return [row(*cells), row(*["---"] * len(cells))]


def permissions_page() -> Iterator[str]:
    yield "# Who may what\n"
    yield "From `huisheng/people/permissions/rules.py`. A role that has no word in a line may not do it.\n"
    yield from header("role", "谁")
    yield from (row(f"`{role}`", name) for role, name in permissions.ROLE_NAMES.items())
    yield ""
    yield from header("act", *permissions.ROLE_NAMES)
    for act in permissions.MAY:
        reaches = [permissions.reach_of(act, role) for role in permissions.ROLE_NAMES]
        yield row(f"`{act}`", *(permissions.REACH_NAMES[reach] for reach in reaches))


def states_page() -> Iterator[str]:
    yield "# Where a concern stands\n"
    yield "From `huisheng/collect/concerns/stages.py`. The diagram leaves out acts that change no stage.\n"
    yield from diagram()
    yield ""
    yield from header("stage", "阶段", "act", "办理动作", "leads to")
    for stage, acts in stages.LEADS_TO.items():
        for act, target in acts.items():
            where = "stays" if target == stage else f"{stages.STAGE_NAMES[target]} `{target}`"
            yield row(f"`{stage}`", stages.STAGE_NAMES[stage], f"`{act}`", stages.ACT_NAMES[act], where)
    yield "\n## The six lawful exits\n"
    yield from header("exit", "去处")
    yield from (row(f"`{exit_}`", name) for exit_, name in exits.EXIT_NAMES.items())


def diagram() -> Iterator[str]:
    yield "```mermaid\nstateDiagram-v2"
    for stage, name in stages.STAGE_NAMES.items():
        yield f'    state "{name}" as {stage}'
    yield f"    [*] --> {next(iter(stages.LEADS_TO))}: {stages.ACT_NAMES[stages.Act.RAISED]}"
    for stage, acts in stages.LEADS_TO.items():
        arrows = defaultdict(list)
        for act, target in acts.items():
            if target != stage:
                arrows[target].append(stages.ACT_NAMES[act])
        yield from (f"    {stage} --> {target}: {'、'.join(names)}" for target, names in arrows.items())
    yield "```"


def glossary_page() -> Iterator[str]:
    yield "# Words of the house\n"
    yield "Every table and column with the word that people on the street use for it, room by room."
    for room in ROOMS:
        if apps.is_installed(f"huisheng.{room}"):
            models = sorted(apps.get_app_config(room).get_models(), key=lambda model: model._meta.db_table)
            if models:
                yield f"\n## {room}\n"
                yield from header("word", "in code", "what it is", "columns")
                yield from (glossary_row(model) for model in models)


def glossary_row(model: type[Model]) -> str:
    columns = [field for field in model._meta.get_fields() if is_own_column(field)]
    told = ", ".join(f"{column.verbose_name} `{column.name}`" for column in columns)
    promise = (model.__doc__ or "").strip().splitlines()[0]
    mechanism = model.__module__.removeprefix("huisheng.").removesuffix(".models")
    return row(model._meta.verbose_name, f"`{mechanism}.{model.__name__}`", promise, told)


def is_own_column(field: Any) -> bool:
    return isinstance(field, Field) and not field.auto_created and not field.primary_key


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "permissions.md": permissions_page,
    "states.md": states_page,
    "glossary.md": glossary_page,
}

if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
