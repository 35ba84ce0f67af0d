"""M01: when two places become one, everything that points at the one follows to the other, in every room."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Tally
from huisheng.territory.branches.services import keep as found_branch
from huisheng.territory.estates.services import mark
from huisheng.territory.models import (
    CoverageTally,
    EstateBody,
    LayerPart,
    Place,
)
from huisheng.territory.places import services
from tests.services.pointing import ESTATES, FOLLOWS, STAYS, TODAY, place_of


def relations() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model is Place
    }


def test_every_relation_to_a_place_in_any_room_either_follows_or_says_why_it_stays():
    assert relations() == set(FOLLOWS) | set(STAYS), (
        "let the new one listen to place_merging, and add it here"
    )


@pytest.mark.parametrize("keys", sorted({keys for keys, _make in FOLLOWS.values()}))
def test_M01_what_points_at_a_merged_place_points_at_the_one_that_stays(street, keys):
    place, into = (place_of(street, key) for key in keys)
    made = {name: make(street, place) for name, (wanted, make) in FOLLOWS.items() if wanted == keys}
    services.merge(place, into=into, by=street.guo, at=now())
    left = {name: points_at(name, one) for name, one in made.items()}
    assert left == dict.fromkeys(made, [into])


def points_at(relation: str, one) -> list[Place]:
    value = getattr(type(one).objects.get(pk=one.pk), relation.rpartition(".")[2])
    return list(value.all()) if relation == "territory.Branch.estates" else [value]


def two_of(street, *, homes: int) -> tuple[Place, Place]:
    """Two estates that were registered twice, each with so many homes behind one entrance."""
    made = []
    for name in (f"甲园{homes}", f"乙园{homes}"):
        estate = services.add(kind="estate", name=name, parent=street.lianchi, by=None, at=now())
        building = services.add(kind="building", name="1栋", parent=estate, by=None, at=now())
        entrance = services.add(kind="entrance", name="1单元", parent=building, by=None, at=now())
        for number in range(homes):
            services.add(kind="home", name=f"{101 + number}", parent=entrance, by=None, at=now())
        made.append(estate)
    return made[0], made[1]


def test_homes_at_which_nothing_points_go_over_together_however_many(street):
    counts = []
    for homes in (3, 9):
        place, into = two_of(street, homes=homes)
        Place.objects.filter(path__startswith=place.path, kind="home").update(occupied=True)
        Place.objects.filter(path__startswith=into.path, kind="home").update(occupied=False)
        with CaptureQueriesContext(connection) as asked:
            services.merge(place, into=into, by=street.guo, at=now())
        counts.append(len(asked))
        closed = Place.objects.filter(path__startswith=place.path, kind="home")
        assert {one.merged_into.name == one.name and bool(one.closed_on) for one in closed} == {True}
        assert CoverageTally.objects.get(place=into).occupied == homes
        assert not CoverageTally.objects.get(place=place).occupied
    assert counts[0] == counts[1]


def test_M02_a_merged_cluster_leaves_what_it_gathered_to_the_other_one(street):
    south = services.add(kind="cluster", name="南片", parent=street.lianchi, by=None, at=now())
    services.gather(south, [street.tingyu2, street.hefeng], by=None, at=now())
    before = set(services.gathered(street.north))
    services.merge(south, into=street.north, by=street.guo, at=now())
    assert set(services.gathered(street.north)) == before | {street.tingyu2}
    assert not services.gathered(south).exists()


def test_M02_what_gathered_the_merged_place_gathers_the_other_one(street):
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    assert LayerPart.objects.filter(layer=street.north, place=street.tingyu).exists()
    assert not LayerPart.objects.filter(place=street.hefeng).exists()


def test_M03_M151_the_figures_of_the_merged_place_go_over_whole(street):
    homes = sum(CoverageTally.objects.get(place=street[key]).occupied for key in ESTATES)
    raised = Tally.objects.filter(measure="raised")
    said = raised.filter(place__in=[street[key] for key in ESTATES]).aggregate(n=Sum("n"))["n"]
    twins = Place.objects.filter(path__startswith=street.hefeng.path, kind="home", occupied=True)
    there = Place.objects.filter(path__startswith=street.tingyu.path, kind="home", occupied=True)
    shared = {home.where.partition(" ")[2] for home in twins} & {
        home.where.partition(" ")[2] for home in there
    }
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    assert CoverageTally.objects.get(place=street.hefeng).occupied == 0
    assert CoverageTally.objects.get(place=street.tingyu).occupied == homes - len(shared)
    assert raised.filter(place=street.tingyu).aggregate(n=Sum("n"))["n"] == said
    assert not raised.filter(place=street.hefeng).aggregate(n=Sum("n"))["n"]


@pytest.mark.parametrize("days", [-40, 0])
def test_M10_of_two_statements_about_one_body_the_newer_one_holds(street, days):
    day = TODAY + timedelta(days=days)  # what is known of the other estate is thirty days old
    mark(street.hefeng, "committee", present=False, as_of=day, by=None, at=now())
    before = EstateBody.objects.filter(body="committee", replaced_at__isnull=False).count()
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    held = EstateBody.objects.get(estate=street.tingyu, body="committee", replaced_at=None)
    assert held.present is (days < 0)
    assert EstateBody.objects.filter(body="committee", replaced_at__isnull=False).count() == before + 1


def test_M06_a_branch_that_served_both_serves_the_one_once(street):
    branch = found_branch(None, home=street.lianchi, estates=[street.hefeng, street.tingyu], name="两苑支部")
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    assert list(branch.estates.all()) == [street.tingyu]


def test_M15_an_outside_body_serves_the_place_where_it_lies_now(street):
    body = OutsideBody.objects.create(name="荷风里物业", path=street.hefeng.path)
    services.move(street.hefeng, under=street.guihua, by=street.guo, at=now())
    body.refresh_from_db()
    assert body.path == street.hefeng.path
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    body.refresh_from_db()
    assert body.path == street.tingyu.path


def test_the_office_phone_of_the_merged_place_is_kept_where_the_other_had_none(street):
    services.publish_phone(street.hefeng, phone="0731-5550 1210", by=street.lin, at=now())
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    assert street.tingyu.phone == "0731-5550 1210"
    services.merge(street.guihua, into=street.lianchi, by=street.guo, at=now())
    assert street.lianchi.phone == "0731-5550 1201"
