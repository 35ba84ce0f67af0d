"""Where places are: the nearest one to a position, in two queries; what a merger and a register do with it."""

import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from huisheng.echo.tables import write_csv
from huisheng.territory.models import Place
from huisheng.territory.places import services
from huisheng.territory.places.positions import Position
from huisheng.territory.places.services import nearest_to
from huisheng.territory.places.services.importing import load

pytestmark = pytest.mark.django_db
AT = now()


def test_the_nearest_open_place_is_found_in_two_queries_without_reading_homes(street):
    building, here = street.tingyu3, street.street
    with CaptureQueriesContext(connection) as asked:
        assert nearest_to(building.position, street=here) == building
    assert len(asked) == 2
    sql = asked[0]["sql"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = str(cursor.fetchall())
        assert "place_by_position" in plan or "place_of_street (street_id=? AND kind=?" in plan


def test_a_closed_building_is_passed_over_and_far_away_is_nowhere(street):
    here = street.tingyu3.position
    services.close(street.tingyu3, by=street.lin, at=AT, why="拆了")
    assert nearest_to(here, street=street.street) != street.tingyu3
    assert nearest_to(here, street=street.street).area == street.tingyu
    assert nearest_to(Position(29.3, 113.01), street=street.street) == street.guihua
    assert nearest_to(Position(28.2, 112.9), street=street.street) is None


def test_the_places_of_another_street_are_not_found(street):
    other = services.add(
        kind="street", name="别处街道", parent=None, by=None, at=AT, lat=29.3, long=113.0, code="430199999"
    )
    assert nearest_to(street.tingyu3.position, street=other) == other


@pytest.mark.parametrize("half", [{"lat": 1.0}, {"long": 1.0}, {"lat": 91.0, "long": 0.0}])
def test_the_database_keeps_no_half_of_a_position(street, half):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=street.chuang.pk).update(**half)


def test_the_position_of_a_merged_place_is_kept_where_the_other_had_none(street):
    was = street.xincun3.position
    services.merge(street.xincun3, into=street.xincun4, by=street.yi, at=AT)
    assert Place.objects.get(pk=street.xincun4.pk).position == was
    here = street.xincun1.position
    services.merge(street.xincun2, into=street.xincun1, by=street.yi, at=AT)
    assert Place.objects.get(pk=street.xincun1.pk).position == here


def test_a_register_of_divisions_says_where_they_are_and_a_second_one_puts_it_right(street):
    def register(long):
        rows = [
            ("439901002", "荷塘街道", "street", "29.35", long),
            ("439901003", "竹园街道", "street", "", ""),
        ]
        return io.BytesIO(write_csv(("code", "name", "level", "纬度", "经度"), rows))

    assert load(register("29.35x"), by=None, at=AT).refused[0].number == 2
    first = load(register("113.05"), by=None, at=AT)
    assert (first.created, first.already, first.changed) == (1, 1, 0)
    again = load(register("113.06"), by=None, at=AT)
    assert (again.created, again.already, again.changed) == (0, 2, 1)
    found = Place.objects.get(code="439901002")
    assert found.position == (29.35, 113.06)
    assert found.changes.latest("pk").did == "located"
    assert Place.objects.get(code="439901003").position is None
