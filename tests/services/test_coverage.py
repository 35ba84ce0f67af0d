"""M03, M156: coverage is kept in the same transaction as the posts and homes that it counts."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime

from huisheng.echo.refusals import Refused
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.coverage.services import by_building, coverage_of, gaps, keep_up, parts_of, recount
from huisheng.territory.models import Appointment, Place, PostKind
from huisheng.territory.places.services import add, close, gather, occupy
from huisheng.territory.posts.services import appoint, contact_of, end, held

NOW = localtime()


def kind(code):
    return PostKind.objects.get(code=code)


def figures(place):
    tally = coverage_of(place)
    return tally.named, tally.occupied


def test_M03_removing_one_neighbour_head_shows_the_group_head_at_once_and_drops_coverage(street):
    home, before = street.wang_home, figures(street.street)
    assert contact_of(home, on=localdate()).person == street.zhou
    lost = Place.objects.filter(kind="home", occupied=True, path__startswith=street.tingyu3.path).count()
    end(street.zhou_post, by=street.lin, at=NOW, why="搬家了")
    assert contact_of(home, on=localdate()).kind.code == "group_head"
    assert contact_of(home, on=localdate()).person == street.liu
    assert figures(street.street) == (before[0] - lost, before[1])
    assert figures(street.lianchi)[0] == sum(part.named for part in parts_of(street.lianchi))


def test_M156_a_community_is_covered_wholly_only_if_every_occupied_home_has_an_active_head(street):
    assert coverage_of(street.guihua).percent == 100.0
    home = add(kind="home", name="703", parent=street.shuyuan, by=None, at=NOW, occupied=True)
    assert coverage_of(street.guihua).percent < 100.0
    assert [gap.home for gap in gaps(street.guihua, on=localdate())] == [home]


def test_M03_the_roll_up_is_what_counting_from_the_start_gives(street):
    kept = list(CoverageTally.objects.order_by("place").values_list("place", "occupied", "named"))
    CoverageTally.objects.all().delete()
    recount(street.street, at=NOW)
    counted = list(CoverageTally.objects.order_by("place").values_list("place", "occupied", "named"))
    assert [row for row in kept if row[1]] == [row for row in counted if row[1]]


def test_M03_an_ended_post_that_is_refused_leaves_the_figures_as_they_were(street):
    before = figures(street.street)
    with pytest.raises(Refused):
        end(street.zhou_post, by=street.lin, at=NOW, why=" ")
    assert figures(street.street) == before


def test_M03_homes_that_empty_fill_or_close_are_counted_at_once(street):
    home, (named, occupied) = street.wang_home, figures(street.tingyu)
    occupy(home, occupied=False, by=None, at=NOW)
    assert figures(street.tingyu) == (named - 1, occupied - 1)
    occupy(home, occupied=True, by=None, at=NOW)
    close(home, by=None, at=NOW, why="合并")
    assert figures(street.tingyu) == (named - 1, occupied - 1)


def test_M03_a_head_of_a_layer_covers_what_the_layer_gathers(street):
    assert figures(street.tingyu6)[0] == 0
    layer = add(kind="grid", name="听雨苑一网格", parent=street.lianchi, by=None, at=NOW)
    gather(layer, [street.tingyu6], by=None, at=NOW)
    appoint(street.tan, kind=kind("building_head"), place=layer, by=None, at=NOW)
    named, occupied = figures(street.tingyu6)
    assert named == occupied > 0
    assert not gaps(street.tingyu6, on=localdate())


def test_M03_a_term_that_begins_tomorrow_counts_from_tomorrow_on(street):
    tomorrow = NOW + timedelta(days=1)
    appoint(
        street.tan, kind=kind("neighbour_head"), place=street.tingyu6, by=None, at=NOW, starts=tomorrow.date()
    )
    assert figures(street.tingyu6)[0] == 0
    assert keep_up(at=tomorrow) == 1
    assert figures(street.tingyu6)[0] > 0
    assert keep_up(at=tomorrow) == 0


def test_I1_every_occupied_home_has_a_named_contact_or_is_listed_as_a_gap(street):
    Appointment.objects.filter(kind__is_contact=True, place=street.lianchi).update(ended_at=NOW)
    Appointment.objects.filter(place=street.tingyu).update(ended_at=NOW)
    recount(street.street, at=NOW)
    listed = {gap.home.pk: gap.instead for gap in gaps(street.street, on=localdate())}
    for home in Place.objects.filter(kind="home", occupied=True):
        contact = contact_of(home, on=localdate())
        if home.pk in listed:
            assert listed[home.pk] == contact
        else:
            assert contact is not None
    assert None in listed.values()


def test_gaps_are_grouped_by_building_and_say_who_answers_instead(street):
    groups = dict(by_building(gaps(street.tingyu, on=localdate())))
    assert list(groups) == ["听雨苑 6栋 1单元", "听雨苑 6栋 2单元"]
    assert {gap.instead.person for gap in groups["听雨苑 6栋 2单元"]} == {street.liu}


def test_one_post_costs_few_queries_however_many_homes_it_covers(street, django_assert_max_num_queries):
    post = held(localdate()).filter(place=street.tingyu3).first()
    with django_assert_max_num_queries(14):
        recount(post.place, at=NOW)
    whole = street.street
    with django_assert_max_num_queries(5):
        gaps(whole, on=localdate())
