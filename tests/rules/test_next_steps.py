"""What a resident is told comes next."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from huisheng.collect.concerns.next_steps import next_step, steps_of
from huisheng.collect.concerns.stages import Stage

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def concern(stage, **fields):
    lead = SimpleNamespace(fix_due=LATER)
    known = {"contact_due": LATER, "fix_due": LATER, "due_at": LATER, "lead": lead}
    return SimpleNamespace(stage=stage, **known | fields)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_says_what_is_next_and_shows_four_steps(stage):
    assert str(next_step(concern(stage), who="邻长周志恒", at=NOW).words)
    assert len(steps_of(concern(stage))) == 4


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.SETTLED, Stage.EXITED)])
def test_every_open_stage_says_by_when(stage):
    assert next_step(concern(stage), who="邻长周志恒", at=NOW).by == LATER


def test_a_late_step_knows_that_it_is_late():
    late = concern(Stage.HEARD, contact_due=NOW - timedelta(hours=1))
    assert next_step(late, who="邻长周志恒", at=NOW).late
    assert not next_step(concern(Stage.HEARD), who="邻长周志恒", at=NOW).late


def test_who_left_no_phone_is_not_promised_a_call():
    done = concern(Stage.DONE)
    assert "打电话" in next_step(done, who="", at=NOW).words
    assert "打电话" not in next_step(done, who="", at=NOW, reachable=False).words


def test_the_last_step_waits_for_the_resident():
    assert [step.state for step in steps_of(concern(Stage.DONE))] == ["done", "done", "done", "here"]
    assert {step.state for step in steps_of(concern(Stage.SETTLED))} == {"done"}
