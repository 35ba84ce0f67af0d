"""M03, M156 without a database: which homes have somebody."""

from datetime import date
from itertools import combinations

from huisheng.territory.coverage.rules import Count, answers_for, count
from huisheng.territory.posts.rules import Held

ESTATE, ONE, TWO = "aaaaa.bbbbb.", "aaaaa.bbbbb.ccccc.", "aaaaa.bbbbb.ddddd."
HOMES = [ONE + "h0001.", ONE + "h0002.", TWO + "h0003."]


def test_a_home_is_named_when_a_head_stands_anywhere_above_it():
    assert count(HOMES, {ONE})[ESTATE] == Count(occupied=3, named=2)
    assert count(HOMES, {ESTATE})[ESTATE] == Count(occupied=3, named=3)


def test_two_heads_over_one_home_count_it_once():
    assert count(HOMES, {ONE, ESTATE})[ONE] == Count(occupied=2, named=2)


def test_without_anybody_every_home_is_a_gap():
    assert count(HOMES, set())["aaaaa."] == Count(occupied=3, named=0)


def test_without_homes_there_is_nothing_to_count():
    assert count([], {ONE}) == {}


def test_the_whole_is_the_sum_of_its_buildings_whoever_stands_where():
    places = [ESTATE, ONE, TWO, "aaaaa.", *HOMES]
    for many in range(len(places) + 1):
        for covering in combinations(places, many):
            counts = count(HOMES, {*covering})
            assert counts[ESTATE].occupied == counts[ONE].occupied + counts[TWO].occupied
            assert counts[ESTATE].named == counts[ONE].named + counts[TWO].named


def test_a_vacancy_falls_upward_from_the_neighbour_head_to_the_group_head():
    head, group = Held(1, 10, len(ONE), date(2026, 1, 1)), Held(2, 20, len(ESTATE), date(2026, 1, 1))
    assert answers_for(HOMES[0], {ONE: [head], ESTATE: [group]}) == head
    assert answers_for(HOMES[0], {ESTATE: [group]}) == group
    assert answers_for(HOMES[0], {}) is None
