"""How long things may be (`python -m tools.measure` prints the figures)."""

import pytest

from tools.measure import (
    file_lengths,
    function_lengths,
    longer,
    median,
    template_lengths,
    uncommented_dependencies,
    view_lengths,
    within,
)


def test_no_file_is_longer_than_300_lines():
    assert longer(file_lengths(), 300) == []


@pytest.mark.parametrize("folder", ["huisheng", "stories", "bench", "tools", "tests"])
def test_no_function_is_longer_than_50_lines(folder):
    assert longer(function_lengths(folder), 50) == []


def test_functions_are_short():
    functions = function_lengths("huisheng")
    assert median(functions) <= 8
    assert within(functions, 20) >= 0.9


def test_nine_of_ten_views_are_within_20_lines_and_half_within_8():
    assert within(view_lengths(), 20) >= 0.9
    assert median(view_lengths()) <= 8


def test_no_template_is_longer_than_120_lines():
    assert longer(template_lengths(), 120) == []


def test_every_dependency_says_what_it_is_for():
    assert uncommented_dependencies() == []
