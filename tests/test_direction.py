"""Who may import whom.

Rooms: read the list from the top; a room imports only rooms above it.
Inside a mechanism: rules ← models ← services ← views (forms count with views); a file imports only files to its
left, in its own folder or another's. Any other file of a mechanism is an engine: rules may import it only when
it needs no Django, and nothing may make a ring. `settings`, `urls` and `wsgi` stand outside the rooms; `stories`
is told by a command of the square; bench, stories, tests and tools may import anything.
"""

import re

import pytest
from django.apps import apps

from tools.imports import HOUSE, ROOMS, ROOT, Module, file_graph, modules, package_graph, rings, uses_django

OUTSIDE = {"bench", "stories", "tests", "tools"}
TEMPLATES = HOUSE / "templates"
REFERENCE = re.compile(r"""\{%\s*(?:url\s+['"](\w+):|(?:include|extends)\s+['"](\w+)/)""")
URL_NAME = re.compile(r"(\w+):\w[\w-]*")


def later(room: str, than: str) -> bool:
    return room in ROOMS and ROOMS.index(room) > ROOMS.index(than)


def in_rooms() -> list[Module]:
    return [module for module in modules().values() if module.room]


def nothing(wrong: list[str]) -> None:
    assert not wrong, "\n" + "\n".join(sorted(wrong))


def test_a_room_imports_only_earlier_rooms():
    nothing(
        [
            f"{module.at(each.line)} imports {each.target}"
            for module in in_rooms()
            for each in module.imports
            if each.target.startswith("huisheng.")
            and (later(each.target.split(".")[1], than=module.room) or each.target.split(".")[1] not in ROOMS)
        ]
    )


def test_no_room_imports_tests_tools_or_bench_and_only_the_square_tells_stories():
    nothing(
        [
            f"{module.at(each.line)} imports {each.target}"
            for module in in_rooms()
            for each in module.imports
            if (top := each.target.split(".")[0]) in OUTSIDE
            and not (top == "stories" and module.name.startswith("huisheng.square.management."))
        ]
    )


def test_inside_a_mechanism_a_file_imports_only_files_to_its_left():
    nothing(
        [
            f"{module.at(each.line)} imports {each.target}"
            for module in in_rooms()
            for each in module.imports
            if (target := modules().get(each.target))
            and module.side is not None
            and target.side is not None
            and target.side > module.side
        ]
    )


def test_rules_need_no_django_not_even_through_what_they_import():
    rules = [module for module in in_rooms() if module.side == 0]
    nothing([str(module.path.relative_to(ROOT)) for module in rules if uses_django(module.name)])


def test_imports_are_absolute_and_stand_outside_functions():
    nothing(
        [
            f"{module.at(each.line)} imports {each.target}"
            for module in modules().values()
            for each in module.imports
            if each.relative or each.inside_function
        ]
    )


def test_no_file_and_no_room_is_in_an_import_ring():
    assert rings(file_graph()) == []
    assert rings(package_graph()) == []


@pytest.mark.parametrize("room", [room for room in ROOMS if (HOUSE / room).is_dir()])
def test_no_relation_points_to_a_later_room(room):
    relations = [
        (model._meta.label, each.related_model._meta)
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for each in model._meta.get_fields()
        if each.is_relation and not each.auto_created and each.related_model
    ]
    nothing([f"{label} → {meta.label}" for label, meta in relations if later(meta.app_label, than=room)])


def test_no_template_names_a_later_room():
    nothing(
        [
            f"{path.relative_to(ROOT)} names {match[0]}"
            for path in TEMPLATES.rglob("*.html")
            if (room := path.relative_to(TEMPLATES).parts[0]) in ROOMS
            for match in REFERENCE.finditer(path.read_text(encoding="utf-8"))
            if later(match[1] or match[2], than=room)
        ]
    )


def test_no_page_is_named_by_an_earlier_room():
    nothing(
        [
            f"{module.at(line)} names {word}"
            for module in in_rooms()
            for word, line in module.words
            if (match := URL_NAME.fullmatch(word)) and later(match[1], than=module.room)
        ]
    )
