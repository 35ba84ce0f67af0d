"""Wherever on the globe a place is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.territory.places.positions import FURTHEST, Position, box, heard, metres, told, why_not

degrees = st.builds(
    Position,
    st.floats(-90, 90).map(lambda one: round(one, 6)),
    st.floats(-180, 180).map(lambda one: round(one, 6)),
)


@given(degrees)
@settings(max_examples=40)
def test_what_a_table_writes_is_read_as_the_same_position(position):
    assert why_not(*position) or heard(*told(position)) == position


@given(degrees, st.floats(-0.03, 0.03), st.floats(-0.06, 0.06))
@settings(max_examples=60)
def test_whatever_is_near_enough_lies_in_the_box(here, north, east):
    there = Position(here.lat + north, here.long + east)
    if abs(there.lat) > 90 or abs(there.long) > 180 or metres(here, there) > FURTHEST:
        return
    around = box(here, FURTHEST)
    assert around.south <= there.lat <= around.north
    assert around.west <= there.long <= around.east
