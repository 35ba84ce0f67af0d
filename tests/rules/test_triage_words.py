"""A message becomes the same words however it was written."""

import pytest

from huisheng.collect.concerns.triage.words import words


def test_cut_and_uncut_text_become_the_same_words():
    raw = "我们小区的路灯又不亮了，物业一直不管，希望尽快维修"
    cut = "小区 路灯 不亮 物业 一直 希望 维修"
    assert words(raw) == words(cut)


def test_function_words_marks_figures_and_masks_say_nothing():
    assert words("A3区的！？ 12.5 0000-00000000 和 *******") == ["区"]


@pytest.mark.parametrize("nothing", ["", "   ", "！！！？？", "😀😀😀", "12345", "的了吗", "_x000D_"])
def test_a_message_without_words_has_none(nothing):
    assert words(nothing) == []


def test_traditional_and_wide_characters_are_read_as_plain_ones():
    assert words("電梯壞了，ＫＴＶ太吵") == words("电梯坏了，KTV太吵")


def test_english_is_read_in_words():
    assert words("The lift is broken") == ["the", "lift", "is", "broken"]


def test_a_very_long_message_is_read_from_its_start():
    assert words("电梯又坏了，" + "修" * 100_000)[:1] == ["电梯"]
