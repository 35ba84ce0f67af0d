"""Proposals that may say the same are found by what few others say."""

from huisheng.collect.calls.alike import alike


def test_what_says_the_same_in_other_words_is_suggested_and_the_rest_is_not():
    found = alike(
        {1: "单元门口装扶手，老人上台阶稳当", 2: "门口台阶装个扶手", 3: "换一座滑梯", 4: "滑梯旧了，换一座"}
    )
    assert found == {1: [2], 2: [1], 3: [4], 4: [3]}


def test_nothing_is_like_itself_alone():
    assert alike({}) == {}
    assert alike({7: "装扶手"}) == {7: []}
