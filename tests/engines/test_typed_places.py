"""A place found by typing: by its name, by the first letters of its pinyin, by a part of either."""

import pytest

from huisheng.territory.typed import letters, rank


@pytest.mark.parametrize(
    ("name", "short"), [("听雨苑 3栋", "tyy3d"), ("长沙路 2号", "csl2h"), ("A区 5栋", "aq5d")]
)
def test_a_name_has_its_first_letters(name, short):
    assert letters(name) == short


@pytest.mark.parametrize(
    ("typed", "found"),
    [("tyy3", 0), ("听雨苑3", 0), ("ＴＹＹ 3", 0), ("3d", 1), ("雨苑", 2), ("xyz", None), ("", None)],
)
def test_what_begins_so_comes_before_what_only_has_it(typed, found):
    assert rank(typed, "听雨苑 3栋") == found
