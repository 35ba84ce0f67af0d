"""Where a place is: two numbers that are degrees, and how far apart two places are. No database."""

import pytest

from huisheng.echo.refusals import Refused
from huisheng.territory.places.positions import (
    PLACED,
    Position,
    heard,
    metres,
    nearest,
    why_not,
)
from huisheng.territory.places.rules import Kind

HERE = Position(29.3, 113.0)


@pytest.mark.parametrize("position", [(0, 0), (90, -180), (-90, 180), (29.3, 113.0), (69.3, 18.9)])
def test_degrees_are_a_position(position):
    assert not why_not(*position)


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ((113.0, 29.3), "写反"),
        ((87.6, 43.8), "写反"),
        ((90.1, 0), "纬度"),
        ((0, 180.1), "经度"),
        ((float("nan"), 0), "纬度"),
        ((0, float("inf")), "经度"),
        ((float("inf"), float("nan")), "纬度"),
    ],
)
def test_what_is_no_position_is_refused_and_numbers_the_wrong_way_round_are_seen(position, words):
    assert words in why_not(*position)


@pytest.mark.parametrize("typed", [("1", ""), ("", "1"), ("北", "东"), ("1,2", "3"), ("nan", "0")])
def test_half_a_position_or_no_numbers_are_refused(typed):
    with pytest.raises(Refused):
        heard(*typed)


def test_full_width_digits_are_read_and_two_empty_cells_are_no_position():
    assert heard(" ２９.3 ", "１１３") == HERE
    assert heard("", " ") is None


def test_a_degree_of_latitude_is_111_kilometres_and_one_of_longitude_shrinks_with_the_cosine():
    assert metres(HERE, Position(30.3, 113.0)) == pytest.approx(111_195, rel=0.001)
    assert metres(Position(60, 10), Position(60, 11)) == pytest.approx(111_195 / 2, rel=0.001)
    assert metres(HERE, HERE) == 0


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"building": 0.004, "community": 0.001}, "building"),
        ({"building": 0.005, "community": 0.02}, "community"),
        ({"building": 0.005, "street": 0.02}, "street"),
        ({"building": 0.003, "estate": 0.002}, "estate"),
        ({"building": 0.005, "community": 0.03, "street": 0.03}, None),
        ({}, None),
    ],
)
def test_buildings_and_areas_go_before_communities_and_those_before_the_street(known, found):
    places = [(kind, kind, Position(HERE.lat + off, HERE.long)) for kind, off in known.items()]
    assert nearest(HERE, places) == found


def test_R1_homes_entrances_and_layers_have_no_position():
    assert {Kind.HOME, Kind.ENTRANCE, Kind.GRID, Kind.CLUSTER}.isdisjoint(PLACED)
