"""The place that is measured: some streets of communities of estates, everybody in office, through the services."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.catalogue.services import seed_catalogue
from huisheng.collect.models import Category
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place, PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, choose, posts_over, seed_kinds

STREETS, COMMUNITIES, ESTATES = 4, 6, 8
PASSWORD = "bench-bench"


@dataclass(frozen=True, eq=False)
class Spot:
    """A building with what a concern repeats of it, and who receives which category there."""

    place: int
    area: int
    community: int
    street: int
    path: str
    holders: dict[int, Appointment]


@dataclass(frozen=True)
class World:
    """Where concerns can be raised, and about what."""

    spots: list[Spot]
    categories: list[Category]


@transaction.atomic
def build(
    at: datetime, *, streets: int = STREETS, communities: int = COMMUNITIES, estates: int = ESTATES
) -> World:
    """Streets with an officer, communities with a clerk, estates with a building, a home and a neighbour head."""
    seed_kinds()
    seed_catalogue()
    here = _People(make_password(PASSWORD), {kind.code: kind for kind in PostKind.objects.all()}, at)
    for s in range(streets):
        street = here.put("street", f"试{s}街道", None)
        here.hold(f"officer{s}", "officer", street)
        for c in range(communities):
            community = here.put("community", f"试{s}-{c}社区", street)
            here.hold(f"clerk{s}-{c}", "clerk", community)
            for e in range(estates):
                here.estate(f"{s}-{c}-{e}", community)
    return look_around(at)


@dataclass(frozen=True)
class _People:
    password: str
    kinds: dict[str, PostKind]
    at: datetime

    def put(self, kind: str, name: str, parent: Place | None, **more: Any) -> Place:
        return add(kind=kind, name=name, parent=parent, by=None, at=self.at, **more)

    def hold(self, login: str, kind: str, place: Place) -> None:
        person = Person.objects.create(login=login, password=self.password, name=login, phone="13800000000")
        appoint(person, kind=self.kinds[kind], place=place, by=None, at=self.at)

    def estate(self, key: str, community: Place) -> None:
        estate = self.put("estate", f"试苑{key}", community)
        building = self.put("building", "1栋", estate)
        self.put("home", "101", building, occupied=True)
        self.hold(f"head{key}", "neighbour_head", building)


def look_around(at: datetime) -> World:
    """The world that `build` left in this database."""
    categories = list(Category.objects.filter(group__isnull=False).select_related("receiver").order_by("pk"))
    return World(
        [_spot(building, categories, at) for building in Place.objects.filter(kind="building")], categories
    )


def _spot(building: Place, categories: list[Category], at: datetime) -> Spot:
    posts = posts_over(building.path, on=localtime(at).date())
    holders = {
        category.pk: holder
        for category in categories
        if (holder := choose(posts, from_rank=category.receiver.rank if category.receiver else 0))
    }
    return Spot(
        building.pk, building.area_id, building.community_id, building.street_id, building.path, holders
    )  # type: ignore[arg-type]
