"""Places change with a history, and everything that hangs on them follows in the same transaction (M01, M02, M07)."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils.timezone import localtime, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.models import Concern, Tally
from huisheng.collect.concerns.rollup import STAMP
from huisheng.collect.concerns.services import regrid
from huisheng.collect.models import Category
from huisheng.echo.models import Voice
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.coverage.services import coverage_of
from huisheng.territory.models import Appointment, LayerPart, Place, PlaceChange, PostKind
from huisheng.territory.places import services
from huisheng.territory.posts.services import appoint, contact_of

pytestmark = pytest.mark.django_db
AT = now() - timedelta(minutes=5)


def said_at(place: Place, words: str = "楼道灯不亮", code: str = "C2") -> Concern:
    category = Category.objects.select_related("clock", "receiver").get(code=code)
    place = Place.objects.get(pk=place.pk)
    return concerns.raise_(
        words, place=place, category=category, said=Said(phone="13800000431"), channel="page", by=None, at=AT
    )


def raised(place: Place) -> int:
    return Tally.objects.filter(place=place, measure="raised").aggregate(n=Sum("n"))["n"] or 0


def history(place: Place) -> list[str]:
    return list(PlaceChange.objects.filter(place=place).order_by("pk").values_list("did", flat=True))


def test_M01_a_renamed_estate_is_called_so_in_every_address_inside(street):
    home = street["听雨苑 3栋 2单元-301"]
    services.rename(street.tingyu, name="听雨花苑", by=street.lin, at=AT)
    assert Place.objects.get(pk=home.pk).where == "听雨花苑 3栋 2单元 301"
    assert Place.objects.get(pk=street.north.pk).where == "北片"
    assert history(street.tingyu) == ["added", "renamed"]
    with pytest.raises(Refused, match="已经有"):
        services.rename(street.hefeng, name="听雨花苑", by=street.lin, at=AT)


def test_M01_a_moved_building_takes_its_homes_matters_and_figures_along(street):
    services.rename(street.tingyu3, name="听雨楼", by=street.guo, at=AT)  # 桂花新村 has a 3栋 of its own
    matter = said_at(street["听雨苑 3栋 2单元-302"])
    before = {
        key: raised(street[key]) for key in ("tingyu", "hefeng", "xincun", "lianchi", "guihua", "street")
    }
    services.move(street.tingyu3, under=street.xincun, by=street.guo, at=AT)
    building, home = street.tingyu3, street["听雨苑 3栋 2单元-302"]
    assert building.path.startswith(street.xincun.path)
    assert home.path.startswith(building.path)
    assert (home.where, home.area, home.community) == (
        "桂花新村 听雨楼 2单元 302",
        street.xincun,
        street.guihua,
    )
    matter.refresh_from_db()
    assert (matter.path, matter.area, matter.community) == (home.path, street.xincun, street.guihua)
    assert Voice.objects.get(pk=matter.voice_id).path == home.path
    inside = Concern.objects.filter(services.in_areas([building.path]))
    moved = inside.count()
    assert moved >= 1
    assert raised(street.tingyu) == before["tingyu"] - moved
    assert raised(street.xincun) == before["xincun"] + moved
    assert raised(street.guihua) == before["guihua"] + moved
    assert raised(street.street) == before["street"]
    for held in inside.filter(is_open=True, lead=None).select_related("holder__place"):
        assert held.path.startswith(held.holder.place.path), f"{held} is held by somebody else's post"


def test_M01_moving_there_and_back_leaves_every_figure_as_it_was(street):
    # 桂花新村 has a 1栋 of its own, so the name has to give way first.
    services.rename(street.hefeng1, name="荷风楼", by=None, at=AT)
    tallies = {(t.place_id, t.measure, t.bucket, t.month): t.n for t in Tally.objects.exclude(measure=STAMP)}
    homes = dict(Place.objects.values_list("pk", "path"))
    services.move(street.hefeng1, under=street.xincun, by=None, at=AT)
    services.move(street.hefeng1, under=street.hefeng, by=None, at=AT)
    assert dict(Place.objects.values_list("pk", "path")) == homes
    after = {(t.place_id, t.measure, t.bucket, t.month): t.n for t in Tally.objects.exclude(measure=STAMP)}
    after = {key: n for key, n in after.items() if n}
    assert after == {key: n for key, n in tallies.items() if n}


def test_M03_coverage_follows_a_moved_building(street):
    services.rename(street.hefeng1, name="荷风楼", by=None, at=AT)
    from_, to, building = (coverage_of(street[key]).occupied for key in ("hefeng", "xincun", "hefeng1"))
    services.move(street.hefeng1, under=street.xincun, by=None, at=AT)
    assert coverage_of(street.hefeng).occupied == from_ - building
    assert coverage_of(street.xincun).occupied == to + building


def test_M01_merged_buildings_share_homes_posts_and_matters_and_the_old_name_remains(street):
    matter = said_at(street.hefeng2)
    mo = Appointment.objects.get(place=street.hefeng2, kind__code="neighbour_head", ended_at=None)
    concerns.dispatch(matter, to=mo, by=street.lin, at=AT)
    homes = Place.objects.filter(**services.under(street.hefeng2), kind="home").count()
    services.merge(street.hefeng2, into=street.hefeng1, by=street.lin, at=AT)
    old = street.hefeng2
    assert old.closed_on
    assert old.merged_into == street.hefeng1
    matter.refresh_from_db()
    assert (matter.place, matter.path) == (street.hefeng1, street.hefeng1.path)
    assert matter.holder.place == street.hefeng1
    assert not Appointment.objects.filter(place=old, ended_at=None).exists()
    entrances = Place.objects.filter(parent=street.hefeng1, closed_on=None)
    assert entrances.count() == 1, "both had a 1单元, and it is one now"
    doors = Place.objects.filter(**services.under(street.hefeng1), kind="home", closed_on=None)
    assert doors.count() == homes, "the same door numbers are the same doors"
    assert history(old)[-1] == "merged"


def test_a_resident_of_a_merged_home_lives_in_the_other_one(street):
    services.merge(street.wang_home, into=street["听雨苑 3栋 2单元-302"], by=None, at=AT)
    assert street.wang.homes.get().home == street["听雨苑 3栋 2单元-302"]


def test_R8_3_a_street_coded_in_one_district_and_run_by_another_lies_on_the_path_of_who_runs_it():
    coded = services.add(kind="county", name="岳麓区", code="430104", parent=None, by=None, at=AT)
    runs = services.add(kind="county", name="湘江新区", parent=None, by=None, at=AT)
    place = services.add(kind="street", name="华盛街道", code="430104099", parent=coded, by=None, at=AT)
    community = services.add(kind="community", name="华盛社区", parent=place, by=None, at=AT)
    services.hand_over(place, run_by=runs, by=None, at=AT)
    place.refresh_from_db()
    community.refresh_from_db()
    assert (place.parent, place.run_by, place.code) == (coded, runs, "430104099")
    assert place.path.startswith(runs.path)
    assert community.path.startswith(place.path)
    assert list(Place.objects.filter(services.parts_of(runs))) == [place]
    assert not Place.objects.filter(services.parts_of(coded)).exists()
    services.hand_over(place, run_by=None, by=None, at=AT)
    place.refresh_from_db()
    assert place.path.startswith(coded.path)


def test_a_closed_place_takes_no_new_matters_and_keeps_its_history(street):
    services.close(street.plaza, by=street.lin, at=AT, why="改建为停车场")
    with pytest.raises(Refused, match="停用"):
        said_at(street.plaza)
    assert history(street.plaza) == ["added", "closed"]
    with pytest.raises(Refused, match="已经停用"):
        services.close(street.plaza, by=street.lin, at=AT, why="再停一次")


def test_only_a_home_is_lived_in_and_coverage_hears_of_it(street):
    home, before = street["听雨苑 3栋 2单元-302"], coverage_of(street.street).occupied
    services.occupy(home, occupied=False, by=street.lin, at=AT)
    assert coverage_of(street.street).occupied == before - 1
    with pytest.raises(Refused, match="户"):
        services.occupy(street.tingyu3, occupied=True, by=street.lin, at=AT)


def test_a_new_label_makes_the_old_one_void(street):
    old = street.tingyu3.token
    assert services.relabel(street.tingyu3, by=street.lin, at=AT) != old
    assert not Place.objects.filter(token=old).exists()


def test_M02_a_pothole_in_a_lane_is_filed_routed_and_counted_without_a_building(street):
    before = raised(street.luxi)
    pothole = said_at(street.luxi, "巷口路面塌了个坑")
    assert pothole.place == pothole.area == street.luxi
    assert pothole.holder is not None
    assert raised(street.luxi) == before + 1


def test_M02_clusters_overlap_and_cut_across_estates(street):
    south = services.add(kind="cluster", name="南片", parent=street.lianchi, by=None, at=AT)
    services.gather(south, [street.hefeng, street.tingyu1], by=None, at=AT)
    gathering = LayerPart.objects.filter(place=street.hefeng).values_list("layer__name", flat=True)
    assert set(gathering) == {"北片", "南片"}


# M07


@pytest.fixture
def grids(street):
    """Two grids of 莲池社区, each with a worker: 一网格 has 荷风里 3栋 and 4栋, 二网格 has 听雨苑."""
    kind, _ = PostKind.objects.get_or_create(
        code="grid_worker", defaults={"name": "网格员", "role": "head", "rank": 12, "is_contact": True}
    )
    found = []
    drawn = [("一网格", "沈雁", [street.hefeng3, street.hefeng4]), ("二网格", "邱禾", [street.tingyu])]
    for name, worker, gathers in drawn:
        grid = services.add(kind="grid", name=name, parent=street.lianchi, by=None, at=AT)
        services.redraw(grid, gathers, by=None, at=AT)
        person = Person.objects.create(name=worker)
        found.append((grid, appoint(person, kind=kind, place=grid, by=None, at=AT)))
    return found


def test_M07_changing_a_border_reassigns_open_requests_after_a_preview(street, grids):
    (first, shen), (second, qiu) = grids
    matter, beside = said_at(street.hefeng4, "下水道堵了"), said_at(street.hefeng4, "四栋门口积水")
    concerns.dispatch(matter, to=shen, by=street.lin, at=AT)
    concerns.dispatch(
        beside, to=street.lin_post, by=street.lin, at=AT
    ) if beside.holder != street.lin_post else 0
    wanted = [street.tingyu, street.hefeng4]

    expected = regrid.preview(second, wanted, on=localtime(AT).date())
    assert (matter, shen, qiu) in [(one.concern, one.old, one.new) for one in expected]
    matter.refresh_from_db()
    assert matter.holder == shen, "a preview changes nothing"
    assert list(services.gathered(first)) == [street.hefeng3, street.hefeng4]

    done = regrid.apply(second, wanted, by=street.lin, at=AT)
    assert [(one.concern, one.new) for one in done] == [(one.concern, one.new) for one in expected]
    for one in done:
        one.concern.refresh_from_db()
        assert one.concern.holder == one.new
    beside.refresh_from_db()
    assert beside.holder == street.lin_post, "what the clerk holds stays with the clerk"
    assert list(services.gathered(first)) == [street.hefeng3], "grids lie beside each other"
    line = matter.voice.lines.order_by("-pk").first()
    assert "二网格的边界改了" in line.says
    assert "邱禾" in line.says


def test_M07_a_home_finds_its_grid_worker_after_the_border_moved(street, grids):
    (_first, shen), (second, qiu) = grids
    today = localtime(AT).date()
    assert contact_of(street.hefeng4, on=today) == shen
    regrid.apply(second, [street.tingyu, street.hefeng4], by=street.lin, at=AT)
    assert contact_of(street.hefeng4, on=today) == qiu


def test_M07_part_of_what_another_grid_holds_whole_has_to_be_drawn_there_first(street, grids):
    (first, _), (_second, _) = grids
    with pytest.raises(Refused, match="听雨苑重叠"):
        services.border(first, [street.tingyu3])


def test_M07_a_grid_does_not_reach_into_another_community(street, grids):
    with pytest.raises(Refused, match="一个社区之内"):
        services.redraw(grids[0][0], [street.xincun], by=None, at=AT)


def test_M07_a_place_leaves_the_grids_of_the_community_that_it_left(street, grids):
    services.move(street.tingyu, under=street.guihua, by=None, at=AT)
    assert not LayerPart.objects.filter(place=street.tingyu).exists()
    assert LayerPart.objects.get(place=street.tingyu4).layer == street.north, "a cluster may cut across"
