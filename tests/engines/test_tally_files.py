"""Owners' votes from files: the command and the single-file verifier print the same (M51)."""

import json
import subprocess
import sys

import pytest

from huisheng.deliberate.ballots import verifier
from huisheng.deliberate.ballots.reading import run
from tests.rules.test_tally import many, unit, units


def write(folder, name, rows):
    path = folder / f"{name}.csv"
    head = list(rows[0])
    path.write_text(
        "\n".join([",".join(head), *(",".join(row[key] for key in head) for row in rows)]),
        encoding="utf-8-sig",
    )
    return str(path)


@pytest.fixture
def files(tmp_path):
    asked = [{"question": "q", "text": "用维修资金换水泵", "matter": "5"}]
    return ["--roll", write(tmp_path, "roll", units(6)), "--ballots", write(tmp_path, "ballots", many(1, 5)),
            "--questions", write(tmp_path, "questions", asked)]  # fmt: skip


def test_the_single_file_verifier_runs_without_anything_installed_and_agrees(files, tmp_path, capsys):
    alone = tmp_path / "verify.py"
    alone.write_text(verifier.source(), encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-I", "-S", str(alone), *files, "--json"], capture_output=True, check=True
    )
    assert run([*files, "--json"]) == 0
    ours = json.loads(capsys.readouterr().out)
    assert json.loads(found.stdout) == ours
    assert ours[0]["passed"] is True


def test_a_file_that_cannot_be_used_is_one_sentence(files, capsys):
    assert run([*files[:-1], "/nowhere.csv"]) == 1
    assert "打不开" in capsys.readouterr().err
    assert run([*files, "--profile", "mars"]) == 1
    assert "没有“mars”这套规则" in capsys.readouterr().err


def test_a_roll_with_a_mistake_is_counted_without_it_and_warned_about(files, tmp_path, capsys):
    bad = write(tmp_path, "roll2", [*units(5), unit(6, area="约80")])
    assert run(["--roll", bad, *files[2:]]) == 2
    printed = capsys.readouterr()
    assert "约80" in printed.out
    assert "先改正" in printed.err
