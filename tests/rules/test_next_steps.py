"""What a resident is told comes next."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from huisheng.collect.concerns import next_steps
from huisheng.collect.concerns.next_steps import steps_of
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.asking import in_words
from huisheng.echo.workdays.rules import Calendar

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
KNOWN_YEAR = Calendar({date(2026, 1, 1): (False, "元旦")})


def concern(stage, **fields):
    lead = SimpleNamespace(fix_due=LATER)
    known = {
        "contact_due": LATER,
        "fix_due": LATER,
        "due_at": LATER,
        "lead": lead,
        "calls": 0,
        "finished_at": NOW,
    }
    return SimpleNamespace(stage=stage, **known | fields)


def next_step(concern, *, who="邻长周志恒", at=NOW, **more):
    return next_steps.next_step(concern, who=who, at=at, calendar=KNOWN_YEAR, **more)


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


# Said at 17:00 on Saturday 21 November.
IN_THREE_DAYS, TONIGHT, THREE_DAYS_AGO = (
    NOW + timedelta(days=3),
    NOW + timedelta(hours=1),
    NOW - timedelta(days=3),
)
DONE_SENTENCES = [
    (IN_THREE_DAYS, {}, "没有您的回音，社区会在周二（11 月 24 日）前打电话问您。",
     "If we do not hear from you, the community calls you by Tuesday (24 Nov)."),
    (LATER, {}, "没有您的回音，社区会在明天（11 月 22 日）17:00前打电话问您。",
     "If we do not hear from you, the community calls you by tomorrow (22 Nov) at 17:00."),
    (TONIGHT, {}, "没有您的回音，社区会在今天（11 月 21 日）18:00前打电话问您。",
     "If we do not hear from you, the community calls you by today (21 Nov) at 18:00."),
    (THREE_DAYS_AGO, {}, "社区本该在周三（11 月 18 日）前打电话问您，还没有打，对不起。您在这里说一声也一样。",
     "The community was to call you by Wednesday (18 Nov) and has not; we are sorry. A word from you here does as well."),
    (TONIGHT, {"calls": 1}, "社区打过电话，没有打通，会在今天（11 月 21 日）18:00前再打。",
     "The community called and did not reach you; it calls again by today (21 Nov) at 18:00."),
    (TONIGHT, {"calls": 3},
     "打了 3 次电话都没有打通，过了今天（11 月 21 日）18:00就按规则结束；没办好的话，结束以后也能重新办。",
     "We called 3 times and did not reach you. After today (21 Nov) at 18:00 the matter ends by rule; if it is not "
     "done, it can be opened again afterwards."),
]  # fmt: skip


@pytest.mark.parametrize(("due", "fields", "chinese", "english"), DONE_SENTENCES)
def test_what_waits_for_the_resident_says_in_one_sentence_who_calls_and_by_which_day(
    due, fields, chinese, english
):
    words = next_step(concern(Stage.DONE, due_at=due, **fields)).words
    assert words == chinese
    with override("en"):
        assert in_words(words) == english


@pytest.mark.parametrize(
    ("finished", "sentence"),
    [
        (NOW, "您没有留电话，我们问不到您；过了周六（11 月 28 日）就按规则结束，没办好的话，结束以后也能重新办。"),
        (NOW - timedelta(days=8),
         "您没有留电话，我们问不到您；到周五（11 月 20 日）为止没有您的回音，要按规则结束了，没办好的话，结束以后也能重新办。"),
    ],
)  # fmt: skip
def test_who_left_no_phone_reads_on_which_day_it_ends(finished, sentence):
    done = concern(Stage.DONE, finished_at=finished, due_at=finished + timedelta(days=2))
    assert next_step(done, reachable=False).words == sentence


LATE_SENTENCES = {
    Stage.HEARD: "邻长周志恒本该在周三（11 月 18 日）前联系您，晚了，对不起。您可以直接打电话催。",
    Stage.WORKING: "邻长周志恒在办，约定周三（11 月 18 日）前办好，已经晚了，对不起。您可以直接打电话催。",
    Stage.PAUSED: "周三（11 月 18 日）等的日子到了，该接着办了。您可以直接打电话催。",
    Stage.REFERRED: "已经转给燃气公司，该在周三（11 月 18 日）前答复，还没有答复，对不起。您可以直接打电话催。",
}


@pytest.mark.parametrize("stage", LATE_SENTENCES)
def test_what_is_late_says_since_which_day_and_that_one_is_sorry(stage):
    late = dict.fromkeys(("contact_due", "fix_due", "due_at"), THREE_DAYS_AGO)
    assert next_step(concern(stage, **late), body="燃气公司").words == LATE_SENTENCES[stage]
