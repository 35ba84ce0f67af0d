"""What a machine may do with its opinion (R13.9), and how soon somebody must move (R2.4)."""

from datetime import datetime, timedelta

import pytest

from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.category import Guess
from huisheng.collect.concerns.triage.urgency import urgency

DAY = datetime(2026, 5, 6)


def guess(probability, telling=("灯",), like=()):
    return Guess("C2", probability, "E1", 1 - probability, telling, like)


def lessons(n, kind="C2", at=DAY):
    return [rules.Lesson(f"灯不亮{i}", kind, f"{kind}{i}", at) for i in range(n)]


def test_a_kind_that_was_decided_four_times_is_not_learned():
    known = rules.usable(lessons(40) + lessons(4, "E1"))
    assert {one.kind for one in known} == {"C2"}


@pytest.mark.parametrize(
    ("n", "m", "enough"), [(60, 60, True), (55, 5, True), (54, 5, False), (100, 0, False)]
)
def test_sixty_lessons_of_two_kinds_are_enough(n, m, enough):
    assert bool(rules.why_not_learn(lessons(n) + lessons(m, "E1"))) != enough


def test_the_examination_is_only_what_the_model_in_use_cannot_have_seen():
    old, fresh = lessons(50), lessons(50, "E1", DAY + timedelta(days=2))
    known, exam = rules.examined(fresh + old, since=DAY + timedelta(days=1))
    assert len(exam) == 25
    assert all(one.at > DAY for one in exam)
    assert not {one.ref for one in exam} & {one.ref for one in known}
    assert rules.examined(old, since=DAY) == (old, [])


def test_a_worse_one_is_refused_an_equal_one_is_not():
    assert "80.0%" in rules.why_not_better(0.8, 0.9)
    assert not rules.why_not_better(0.9, 0.9)
    assert not rules.why_not_better(0.1, None)


def test_a_suggestion_acts_by_itself_only_where_it_is_switched_on_and_sure_enough():
    assert rules.is_automatic(guess(0.99), switched_on=True, precision=0.98)
    assert not rules.is_automatic(guess(0.97), switched_on=True, precision=0.98)
    assert not rules.is_automatic(guess(1.0), switched_on=False, precision=0.98)


def test_what_has_no_reason_is_not_said_and_acts_on_nothing_however_sure_it_is():
    assert rules.is_worth_saying(guess(0.5))
    assert not rules.is_worth_saying(guess(0.2))
    assert rules.is_worth_saying(guess(0.99, telling=(), like=("7",)))
    assert not rules.is_worth_saying(guess(1.0, telling=()))
    assert not rules.is_automatic(guess(1.0, telling=(), like=("7",)), switched_on=True, precision=0.98)


def test_nothing_is_ever_a_hundred_per_cent_sure():
    assert [rules.in_percent(p) for p in (0.5, 0.97, 0.987, 0.9973, 1.0)] == [
        "50%",
        "97%",
        "99%",
        "99.7%",
        "99.9%",
    ]


@pytest.mark.parametrize(
    ("words", "level", "word"),
    [
        ("厨房着火了快来人", "emergency", "着火"),
        ("煤气漏了，味道很大", "emergency", "煤气漏"),
        ("家里进贼了", "emergency", "进贼"),
        ("路口撞车了有人受伤", "emergency", "撞车"),
        ("三栋墙上瓷砖要掉了", "today", "墙上瓷砖要掉"),
        ("门口井盖没了", "today", "井盖没"),
        ("整栋停水，做不了饭", "today", "整栋停水"),
        ("停电三天没人管", "today", "停电三天"),
        ("院墙要倒了", "today", "墙要倒"),
        ("楼道灯不亮", "", ""),
        ("请问物业费多少", "", ""),
    ],
)
def test_R2_4_urgency_names_the_word_that_told_it(words, level, word):
    found = urgency(words)
    assert (found.level, found.word) == (level, word)


def test_an_emergency_word_wins_and_says_whom_to_call():
    found = urgency("电线漏电，有人触电了")
    assert (found.level, found.dial) == ("emergency", "120")
