"""A database that took a room's steps one by one, before they became one step (decision 0013), is brought up like any other."""

from pathlib import Path

import pytest

from huisheng.echo.steps import AT_ONCE, taken_one_by_one, unknown, why_between
from tests.scratch import python, scratch
from tests.services.test_backup import BEGIN, LOOK, house, manage

OLD = [(room, last) for room, (last, _new) in AT_ONCE.items()]
NEW = [(room, new) for room, (_last, new) in AT_ONCE.items()]
AS_BEFORE = f"""
import django; django.setup()
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
steps = MigrationRecorder(connection)
for one in {NEW!r}: steps.record_unapplied(*one)
for one in {OLD!r}: steps.record_applied(*one)
"""
BETWEEN = """
import django; django.setup()
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
steps = MigrationRecorder(connection)
steps.record_unapplied("collect", "0019_cheaper_tokens")
steps.record_applied("collect", "0018_feedback_channel")
"""


def test_old_steps_count_as_the_new_one_and_a_backup_of_such_a_database_is_put_back(tmp_path: Path) -> None:
    with scratch(tmp_path) as own:
        env = house(own, tmp_path)
        python("-c", BEGIN, env=env)
        python("-c", AS_BEFORE, env=env)
        file = str(tmp_path / "house.backup")
        assert manage("backup", file, env=env).returncode == 0
        raised = manage("migrate", "-v0", env=env)
        assert raised.returncode == 0, raised.stderr
        assert manage("migrate", "--check", env=env).returncode == 0
        done = manage("restore", file, "--replace", env=env)
        assert done.returncode == 0, done.stderr
        assert python("-c", LOOK, env=env).strip() == "['莫小满'] b'a photo' 0 restore True"


def test_a_database_between_the_old_steps_reads_which_version_brings_it_on(tmp_path: Path) -> None:
    with scratch(tmp_path) as env:
        python("-c", AS_BEFORE, env=env)
        python("-c", BETWEEN, env=env)
        stopped = manage("migrate", "-v0", env=env)
        assert stopped.returncode == 1
        assert "2026 年 11 月 22 日的版本" in stopped.stderr
        assert "Traceback" not in stopped.stderr


def test_a_new_database_and_an_empty_one_owe_nothing():
    assert not taken_one_by_one(NEW)
    assert not why_between(NEW)
    assert not taken_one_by_one([])
    assert not why_between([])


@pytest.mark.parametrize(
    ("step", "known"),
    [
        (("collect", "0001_initial"), True),
        (("collect", "0019_cheaper_tokens"), True),
        (("collect", "9999_of_tomorrow"), False),
        (("astrology", "0001_initial"), False),
    ],
)
def test_a_step_that_became_part_of_another_is_known_and_one_of_tomorrow_is_not(step, known):
    assert (unknown([step], NEW) == []) is known
