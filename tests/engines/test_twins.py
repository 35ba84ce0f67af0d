"""Who speaks of the same thing (M35): words, place, time."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huisheng.collect.concerns.triage.twins import SAME, Told, nearness, twins

NOON = datetime(2026, 5, 6, 12)


def told(words, path="a/b/c/", ref="new", days=0, kind=""):
    return Told(ref, words, path, NOON - timedelta(days=days), kind)


LAMP = "三楼楼道灯不亮，晚上老人上下楼看不见"
OTHERS = [
    told("楼道的灯坏了，三楼一片黑，看不见路", ref="lamp", days=1, kind="C2"),
    told("楼下烧烤店半夜油烟大，窗户都不敢开", ref="fumes", days=1, kind="F1"),
    told("电梯又停了，困了十分钟", ref="lift", days=2, kind="B1"),
    told("车位被别人占了，物业不管", ref="parking", days=3, kind="D1"),
]


def test_the_same_lamp_in_the_same_building_is_found_first_and_says_why():
    found = twins(told(LAMP, kind="C2"), OTHERS)
    assert [one.ref for one in found][:1] == ["lamp"]
    assert found[0].shared == ("看不见", "三楼", "楼道")
    assert (found[0].same_place, found[0].days) == (True, 1)


def test_word_for_word_in_the_same_building_is_the_same():
    assert twins(told(LAMP), [told(LAMP, ref="again"), *OTHERS])[0].score >= SAME


def test_the_same_words_far_away_and_long_ago_are_not_called_the_same():
    there = told(LAMP, path="x/y/z/", ref="far", days=300)
    assert not any(one.is_same for one in twins(told(LAMP), [there, *OTHERS]))


def test_the_same_estate_with_another_issue_stays_apart():
    noise = told("半夜施工噪音太大，孩子睡不着", kind="E1")
    assert not any(one.is_same for one in twins(noise, OTHERS))


def test_place_and_kind_alone_are_worth_a_look_but_never_the_same():
    short = told("灯", kind="C2")
    assert not any(one.is_same for one in twins(short, OTHERS))


def test_nearness_counts_the_steps_that_are_shared():
    assert nearness("a/b/c/", "a/b/c/") == nearness("a/b/", "a/b/c/") == 1
    assert nearness("a/b/c/", "a/b/d/") == 2 / 3
    assert nearness("a/b/", "x/y/") == nearness("", "a/") == 0


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=60), st.randoms())
def test_any_words_are_compared_and_the_order_never_matters(words, mine, random):
    others = [told(each, ref=str(i), days=i) for i, each in enumerate(words)]
    found = twins(told(mine), others, least=0.0)
    random.shuffle(others)
    assert twins(told(mine), others, least=0.0) == found
    assert all(0 <= one.score <= 1 for one in found)
