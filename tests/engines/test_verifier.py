"""The single-file verifier: its parts are joined, so none may define what another defines (I5)."""

import ast
from collections import Counter

from huisheng.deliberate.ballots import verifier
from huisheng.deliberate.ballots.services.bundle import program


def defined(source):
    """What the file defines at its top."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (
                name.id for each in node.targets for name in ast.walk(each) if isinstance(name, ast.Name)
            )


def test_I5_no_part_of_the_verifier_takes_the_name_of_another():
    for source in (verifier.source(), program({}, {}, "")):
        assert [name for name, n in Counter(defined(source)).items() if n > 1] == []
