"""The reading of import statements, on which the direction of the house rests."""

import ast

from tools.imports import Module, imports_of, rings


def test_an_import_inside_a_function_is_seen_as_such():
    tree = ast.parse("import os\ndef f():\n    from a import b\n")
    assert [(each.target, each.inside_function) for each in imports_of(tree)] == [
        ("os", False),
        ("a.b", True),
    ]


def test_a_relative_import_is_seen_as_such():
    assert [each.relative for each in imports_of(ast.parse("from . import models"))] == [True]


def test_a_ring_is_what_remains_when_all_loose_ends_are_taken_off():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}
    assert rings(graph) == [["b", "c"]]
    assert rings({"a": {"a", "b"}, "b": set()}) == []


def test_a_folder_of_services_stands_where_services_stand(tmp_path):
    assert Module("huisheng.collect.concerns.services.raising", tmp_path).side == 2
    assert Module("huisheng.collect.concerns.stages", tmp_path).side is None
    assert Module("huisheng.collect.models", tmp_path).side is None
