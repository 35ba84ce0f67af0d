"""The figures of guesses, on cases that can be counted by hand."""

from typing import NamedTuple

import pytest

from huisheng.collect.concerns.triage.judging import coverage, judge


class Said(NamedTuple):
    label: str
    probability: float


def test_figures_of_four_guesses():
    said = [Said("灯", 0.9), Said("灯", 0.8), Said("水", 0.7), Said("水", 0.6)]
    judgement = judge(said, ["灯", "水", "水", "水"])
    assert judgement.accuracy == 0.75
    water, lamp = judgement.classes
    assert (water.label, water.precision, water.count) == ("水", 1.0, 3)
    assert (lamp.precision, lamp.recall) == (0.5, 1.0)
    assert judgement.macro_f1 == pytest.approx((2 / 3 + 0.8) / 2)


def test_coverage_is_the_largest_share_of_the_surest_that_is_right_often_enough():
    assert coverage([0.9, 0.8, 0.7, 0.6], [True, False, True, True], 0.75) == (1.0, 0.6)
    assert coverage([0.9, 0.8, 0.7, 0.6], [True, False, True, True], 0.98) == (0.25, 0.9)
    assert coverage([0.9, 0.8], [False, False], 0.5) == (0.0, 1.0)


def test_equally_sure_guesses_are_taken_together():
    assert coverage([0.9, 0.9], [True, False], 0.98) == (0.0, 1.0)


def test_probabilities_are_held_against_what_came_true():
    judgement = judge([Said("灯", 0.92), Said("灯", 0.94), Said("灯", 0.2)], ["灯", "水", "水"])
    assert [(each.low, each.right, each.count) for each in judgement.reliability] == [
        (0.0, 0.0, 1),
        (0.9, 0.5, 2),
    ]


def test_labels_that_were_never_learned_count_as_wrong_and_are_named():
    judgement = judge([Said("灯", 0.9)], ["电梯"], known=["灯", "水"])
    assert judgement.accuracy == 0
    assert judgement.unknown == ("电梯",)


def test_nothing_to_judge_is_no_error():
    assert judge([], []).count == 0
