"""How addresses, names and codes are read the same way however they are typed (R8)."""

from types import SimpleNamespace

import pytest

from huisheng.territory.places import codes, rules
from huisheng.territory.places.rules import Kind


@pytest.mark.parametrize("typed", ["３ 幢", "3座", "3号楼", "3", "3栋", " 3 # "])
def test_R8_6_a_building_has_one_spelling(typed):
    assert rules.plain_building(typed) == "3栋"


def test_R8_6_a_building_with_a_name_of_its_own_keeps_it():
    assert rules.plain_building("甲3号") == "甲3号"
    assert rules.plain_building("g2栋") == "G2栋"


@pytest.mark.parametrize("typed", ["２门", "2", "2单元", "2 单元"])
def test_R8_6_an_entrance_has_one_spelling(typed):
    assert rules.plain_entrance(typed) == "2单元"


@pytest.mark.parametrize("typed", ["301室", "３０１", "301号", " 301 "])
def test_R8_6_a_room_has_one_spelling(typed):
    assert rules.plain_room(typed) == "301"


@pytest.mark.parametrize(
    "typed", ["荷晏社区居委会", "荷晏社区", "荷晏居民委员会", "荷晏社区居民委员会", "荷晏"]
)
def test_R8_8_a_community_has_one_name(typed):
    assert rules.plain_community(typed) == "荷晏"


def test_buildings_are_listed_as_people_count():
    names = ["10栋", "2栋", "1栋"]
    assert sorted(names, key=rules.order_of) == ["1栋", "2栋", "10栋"]


def test_R8_1_a_code_has_the_length_of_its_kind_and_begins_like_the_one_above():
    assert codes.why_not_code("430102014001", kind="community", above="430102014") == ""
    assert codes.why_not_code("", kind="estate") == ""
    assert "12 位" in codes.why_not_code("43010201", kind="community")
    assert "9 位" in codes.why_not_code("43010201a", kind="street")
    assert "430102014 开头" in codes.why_not_code("430103014001", kind="community", above="430102014")


def test_R8_2_an_unusual_number_is_a_warning_and_not_an_error():
    for usual in ("430102014001", "430102014201", "430102014401", "430102014501"):
        assert codes.why_odd(usual, kind="community") == ""
    for odd in ("430102014000", "430102014999"):
        assert codes.why_odd(odd, kind="community")
        assert codes.why_not_code(odd, kind="community") == ""


def test_codes_filled_up_with_zeros_are_the_shorter_ones():
    assert codes.plain_code("430102000000") == "430102"
    assert codes.plain_code("430102014000") == "430102014"
    assert codes.plain_code(" 430102014001 ") == "430102014001"
    assert codes.plain_code("４３０１０２０１４００１") == "430102014001"
    assert codes.above("430102014001") == ["430102014", "430102", "4301", "43"]


def test_M02_places_that_are_no_homes_have_their_place_in_the_tree():
    for kind in (Kind.BLOCK, Kind.PARK, Kind.LANE, Kind.SQUARE, Kind.STATION, Kind.CLUSTER):
        assert rules.why_not_in(kind, Kind.COMMUNITY) == ""
    assert rules.why_not_in(Kind.HOME, Kind.LANE) == ""
    assert rules.why_not_in(Kind.HOME, Kind.COMMUNITY)
    assert Kind.BUILDING in rules.kinds_in(Kind.PARK)


def test_M07_a_grid_stays_inside_its_community_and_a_cluster_may_cut_across():
    near = SimpleNamespace(kind="estate", path="aaaaa.bbbbb.ccccc.", where="听雨苑")
    far = SimpleNamespace(kind="estate", path="aaaaa.xxxxx.ddddd.", where="桂花新村")
    grid = SimpleNamespace(kind="grid", path="aaaaa.bbbbb.eeeee.", where="一网格")
    assert rules.why_not_gather(Kind.GRID, "aaaaa.bbbbb.", near) == ""
    assert "桂花新村" in rules.why_not_gather(Kind.GRID, "aaaaa.bbbbb.", far)
    assert rules.why_not_gather(Kind.CLUSTER, "aaaaa.bbbbb.", far) == ""
    assert rules.why_not_gather(Kind.CLUSTER, "aaaaa.bbbbb.", grid)


def test_a_place_never_moves_into_itself_nor_where_its_kind_cannot_lie():
    estate = place("estate", "a.", "b.", "听雨苑")
    building = place("building", "a.", "b.", "c.", "3栋")
    community = place("community", "a.", "别的社区")
    assert "自己里面" in rules.why_not_move(estate, under=building)
    assert "本来就在" in rules.why_not_move(building, under=estate)
    assert "户要放在" in rules.why_not_move(place("home", "a.", "b.", "c.", "d.", "301"), under=community)
    assert rules.why_not_move(building, under=None)


def test_only_two_open_places_of_one_kind_and_street_merge():
    one, other = place("building", "a.", "b.", "3栋"), place("building", "a.", "c.", "4栋")
    assert rules.why_not_merge(one, into=other) == ""
    assert "同一种" in rules.why_not_merge(one, into=place("estate", "a.", "d.", "听雨苑"))
    other.street_id = 2
    assert "同一个街道" in rules.why_not_merge(one, into=other)
    other.closed_on = "2026-01-01"
    assert "停用" in rules.why_not_merge(one, into=other)
    assert rules.why_not_merge(one, into=one)


def place(kind: str, *steps: str) -> SimpleNamespace:
    """An unsaved place: its way from the top in letters, its name last."""
    *letters, name = steps
    path = "".join(letter[0] * rules.SEGMENT + "." for letter in letters)
    return SimpleNamespace(pk=path, kind=kind, path=path, where=name, name=name, closed_on=None, street_id=1)
