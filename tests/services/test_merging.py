"""M01: when two places become one, everything that points at the one follows to the other, in every room."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Sum
from django.utils.timezone import localdate, now

from huisheng.alliance.models import OutsideBody
from huisheng.collect.calls.services import open_ as open_call
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Batch, Category, Learned, Sorting, Tally
from huisheng.collect.talks.services import hold, repeat
from huisheng.deliberate.ballots.services.rolls import found as found_assembly
from huisheng.deliberate.models import Blueprint, Covenant, Notice, NoticeLength, Spot
from huisheng.echo.voices.services import Said, begin
from huisheng.territory.branches.services import keep as found_branch
from huisheng.territory.estates.services import mark
from huisheng.territory.models import (
    Appointment,
    Branch,
    CoverageTally,
    EstateBody,
    HouseholdLink,
    LayerPart,
    Nomination,
    Place,
    Residence,
    Training,
)
from huisheng.territory.places import services
from tests.given import given_to_do
from tests.meeting import council_at, lights_at

TODAY = localdate()
# Which two places are merged for a relation, by their keys in the story.
ESTATES, COMMUNITIES, HOMES = ("hefeng", "tingyu"), ("guihua", "lianchi"), ("wang_home", "he_home")
STREETS = ("莲塘街道", "street")  # made where it is needed


def concern_at(street, place):
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    return concerns.raise_(
        "灯不亮", place=place, category=leaf, said=Said(), channel="page", by=None, at=now()
    )


def sorted_at(street, place):
    return Sorting.objects.create(voice=concern_at(street, place).voice, street=place, at=now())


def inside(kind, name, key=""):
    """A new part of the place, coded or run elsewhere when `key` says so (R8.3)."""

    def make(street, place):
        above = {"parent": place, "run_by": street[key] if key else None}
        return services.add(kind=kind, name=name, by=None, at=now(), **above)

    return make


def run_from_here(street, place):
    return services.add(kind="building", name="70栋", parent=street.lianchi, run_by=place, by=None, at=now())


def row(model: Any, field: str, **fixed: Any) -> Callable[..., Any]:
    """A maker of one row that points at the place; a text among its values is a key of the story."""

    def make(street, place):
        values = {name: street[value] if name == "person" else value for name, value in fixed.items()}
        return model.objects.create(**values, **{field: place})

    return make


def nominated(street, place):
    day = {"notice_from": TODAY, "notice_to": TODAY + timedelta(days=5)}
    return Nomination.objects.create(person=street.tan, kind=street.zhou_post.kind, place=place, **day)


def posted(street, place):
    return Appointment.objects.create(
        person=street.tan, kind=street.zhou_post.kind, place=place, starts=TODAY - timedelta(days=9)
    )


def branch_serving(street, place):
    return found_branch(None, home=street.lianchi, estates=[place], name="新支部")


def looked_at(street, place):
    return mark(place, "team", present=True, name="巡逻队", as_of=TODAY, by=None, at=now())


def assembled(street, place):
    return found_assembly(place, by=None, at=now())


def voice_at(kind, place):
    return begin(kind=kind, title="试一试", path=place.path, at=now())


def noticed(street, place):
    about = NoticeLength.objects.order_by("pk")[0]
    return Notice.objects.create(
        voice=voice_at("notice", place), kind=about.kind, about=about, place=place, publisher="社区",
        phone="0731-5550 1200", days=7, at=now(),
    )  # fmt: skip


def spotted(street, place):
    return Spot.objects.create(notice=noticed(street, street.north), place=place)


def agreed(street, place):
    return Covenant.objects.create(voice=voice_at("covenant", place), place=place, title="公约", at=now())


def talked(street, place):
    return hold(
        place=place, title="夜话", spot="树下", starts=now(), hosts=[street.lin_post], by=None, at=now()
    )


def talked_weekly(street, place):
    return repeat(
        place=place,
        title="晚饭后",
        spot="树下",
        first=TODAY,
        hour=time(19),
        hosts=[street.lin_post],
        by=None,
        at=now(),
    )


def asked_at(street, place):
    return open_call(
        kind="proposals", place=place, title="问一问", body="问什么", publisher="社区", phone="0731-5550 1200",
        opens=TODAY, closes=TODAY + timedelta(days=5), by=None, at=now(),
    )  # fmt: skip


FOLLOWS: dict[str, tuple[tuple[str, str], Callable[..., Any]]] = {
    "territory.Place.parent": (ESTATES, inside("building", "80栋", "luxi")),
    "territory.Place.run_by": (ESTATES, run_from_here),
    "territory.Place.street": (STREETS, inside("community", "新社区")),
    "territory.Place.community": (COMMUNITIES, inside("estate", "新小区")),
    "territory.Place.area": (ESTATES, inside("building", "90栋")),
    "territory.Branch.home": (COMMUNITIES, row(Branch, "home", name="新支部")),
    "territory.Branch.estates": (ESTATES, branch_serving),
    "territory.EstateBody.estate": (ESTATES, looked_at),
    "territory.Appointment.place": (ESTATES, posted),
    "territory.HouseholdLink.home": (HOMES, row(HouseholdLink, "home", person="tan", since=TODAY)),
    "territory.Residence.home": (HOMES, row(Residence, "home", person="zeng", since=TODAY)),
    "territory.Nomination.place": (ESTATES, nominated),
    "territory.Training.place": (COMMUNITIES, row(Training, "place", topic="消防", on=TODAY)),
    "collect.Batch.street": (STREETS, row(Batch, "street", name="热线", at=now())),
    "collect.Learned.street": (STREETS, row(Learned, "street", made_at=now(), content=b"")),
    "collect.Sorting.street": (STREETS, sorted_at),
    "collect.Concern.place": (ESTATES, concern_at),
    "collect.Concern.street": (STREETS, concern_at),
    "collect.Concern.community": (COMMUNITIES, concern_at),
    "collect.Concern.area": (ESTATES, concern_at),
    "collect.Talk.place": (ESTATES, talked),
    "collect.TalkSeries.place": (ESTATES, talked_weekly),
    "collect.Call.place": (ESTATES, asked_at),
    "deliberate.Notice.place": (ESTATES, noticed),
    "deliberate.Spot.place": (ESTATES, spotted),
    "deliberate.Covenant.place": (ESTATES, agreed),
    "deliberate.Council.place": (ESTATES, council_at),
    "deliberate.Blueprint.street": (STREETS, row(Blueprint, "street", name="本街的", sentence="试")),
    "deliberate.Responsibility.street": (STREETS, lights_at),
    "resolve.Task.place": (ESTATES, given_to_do),
    "deliberate.Assembly.estate": (("hefeng", "xincun"), assembled),
}
STAYS = {
    "territory.Place.merged_into": "which place took in which, as it was then",
    "territory.PlaceChange.place": "the history of the place itself",
    "territory.LayerPart.place": "is written anew for the place that stays (test below)",
    "territory.LayerPart.layer": "is written anew for the layer that stays (test below)",
    "territory.CoverageTally.place": "is counted anew (test below)",
    "collect.Tally.place": "is added up anew (test below)",
    "collect.HotTopic.street": "is found anew every day",
    "collect.HotReading.street": "is written anew every day",
    "collect.Allowance.street": "what the other street allowed is nothing that this one decided",
}


def place_of(street, key):
    """A place of the story; the second street is made when it is first asked for, with a clerk."""
    if key != "莲塘街道":
        return street[key]
    found = Place.objects.filter(name=key).first()
    if found is None:
        found = services.add(kind="street", name=key, parent=street.county, by=None, at=now())
        clerk = {"kind": street.lin_post.kind, "starts": TODAY, "public": True}
        Appointment.objects.create(person=street.tan, place=found, **clerk)
    return found


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
    services.merge(street.hefeng, into=street.tingyu, by=street.guo, at=now())
    held = EstateBody.objects.get(estate=street.tingyu, body="committee", replaced_at=None)
    assert held.present is (days < 0)
    assert EstateBody.objects.filter(body="committee", replaced_at__isnull=False).count() == 1


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
