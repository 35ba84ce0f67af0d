"""What a program may read in lists: each kind of thing once, with its act, where it lies, and its fields.

A list holds what lies under the places of the reader's posts (and what the posts themselves hold), the newest first;
`mine` holds what the reader said, with or without a post.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from huisheng.alliance.models import OutsideBody
from huisheng.collect.catalogue.models import Category
from huisheng.collect.models import Call, Concern, Talk
from huisheng.deliberate.models import (
    Assembly,
    Budget,
    Council,
    CouncilSession,
    Covenant,
    Notice,
    Promise,
    Vote,
)
from huisheng.people.permissions.rules import Hat, areas
from huisheng.resolve.models import Project, Task
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.services import linked_homes

Text, Moment, Day = str, datetime | None, date | None


@dataclass(frozen=True)
class Resource:
    """One list. `path`: the field with the place's path, "" for what all streets share. `fields`: name → (type, where
    it is read: a field of the model, over relations with dots). `own`: what is the reader's wherever it lies. `beside`:
    what a name in words needs besides.
    """

    name: str
    act: str
    model: type[Model]
    path: str
    fields: dict[str, tuple[Any, str]]
    own: Callable[[list[Hat], Any], Q] | None = None
    narrow: Q | None = None
    beside: tuple[str, ...] = ()

    def rows(self, hats: list[Hat], person: Any) -> QuerySet[Any]:
        """Everything of it that this reader may list. One query, the newest first."""
        everything = self.model._default_manager.filter(self.narrow or Q())
        paths = areas(self.act, hats) if self.path else []
        there, own = in_areas(paths, self.path) if self.path else Q(), self.own and self.own(hats, person)
        # A few of a million are found by themselves, not by looking through all from the newest.
        if own and not paths:
            there = Q(pk__in=self.model._default_manager.filter(own).values("pk"))
        elif own:
            there |= own
        found = everything.filter(there)
        related = {
            where.rpartition(".")[0].replace(".", "__")
            for _type, where in self.fields.values()
            if "." in where
        }
        return found.select_related(*sorted(related), *self.beside).order_by("-pk")


def read(resource: Resource, row: Any) -> dict[str, Any]:
    """One row as the list shows it."""
    return {name: _at(row, where) for name, (_type, where) in resource.fields.items()}


def _at(row: Any, where: str) -> Any:
    for step in where.split("."):
        if row is None:
            return None
        row = getattr(row, step)
    return row() if callable(row) else row


def _by_posts(name: str) -> Callable[[list[Hat], Any], Q]:
    return lambda hats, person: Q(**{f"{name}__in": [hat.post for hat in hats if hat.post]})


def _my_matters(hats: list[Hat], person: Any) -> Q:
    return Q(holder__in=[hat.post for hat in hats if hat.post]) | Q(
        path__in=linked_homes(person, on=localdate()).values("path")
    )


ID: dict[str, tuple[Any, str]] = {"id": (int, "pk")}
PLACE: dict[str, tuple[Any, str]] = {"place": (Text, "place.where"), "place_token": (Text, "place.token")}
RESOURCES = [
    Resource("concerns", "concern.see", Concern, "path", {
        "number": (Text, "speaker.number"), "title": (Text, "voice.title"), "stage": (Text, "stage"),
        "is_open": (bool, "is_open"), "category": (Text, "category.code"), "channel": (Text, "channel"), **PLACE,
        "holder": (Text | None, "holder.title"), "urgent": (bool, "urgent"), "raised_at": (Moment, "raised_at"),
        "due_at": (Moment, "due_at"), "contact_due": (Moment, "contact_due"), "fix_due": (Moment, "fix_due"),
        "closed_at": (Moment, "closed_at"), "closed_as": (Text, "closed_as"), "rating": (Text, "rating"),
        "outside_number": (Text, "outside_number"), "version": (int, "version"),
    }, own=_my_matters, beside=("holder__kind", "holder__place")),
    Resource("mine", "mine.see", Concern, "", {
        "number": (Text, "speaker.number"), "title": (Text, "voice.title"), "stage": (Text, "stage"),
        "is_open": (bool, "is_open"), "category": (Text, "category.code"), **PLACE, "raised_at": (Moment, "raised_at"),
        "fix_due": (Moment, "fix_due"), "closed_at": (Moment, "closed_at"),
    }, own=lambda hats, person: Q(speaker__person=person)),
    Resource("places", "place.see", Place, "path", ID | {
        "token": (Text, "token"), "kind": (Text, "kind"), "name": (Text, "name"), "where": (Text, "where"),
        "code": (Text | None, "code"), "parent": (int | None, "parent_id"), "phone": (Text, "phone"),
        "lat": (float | None, "lat"), "long": (float | None, "long"), "closed_on": (Day, "closed_on"),
    }),
    Resource("posts", "post.see", Appointment, "place__path", ID | {
        "title": (Text, "title"), "kind": (Text, "kind.code"), "person": (Text, "person.name"), **PLACE,
        "starts": (Day, "starts"), "ends": (Day, "ends"), "ended_at": (Moment, "ended_at"),
    }),
    Resource("categories", "concern.see", Category, "", ID | {
        "code": (Text, "code"), "name": (Text, "name"), "name_en": (Text, "name_en"), "group": (Text, "group.code"),
        "clock": (Text | None, "clock_id"), "is_active": (bool, "is_active"),
    }, narrow=Q(group__isnull=False)),
    Resource("bodies", "body.see", OutsideBody, "path", ID | {
        "name": (Text, "name"), "kind": (Text, "kind"), "competence": (Text, "competence"),
        "answers_in": (int, "answers_in"), "is_active": (bool, "is_active"),
    }, own=lambda hats, person: Q(path="")),
    Resource("tasks", "task.see", Task, "place__path", ID | {
        "words": (Text, "words"), "stage": (Text, "stage"), "due": (Day, "due"), **PLACE,
        "post": (Text | None, "post.title"), "body": (Text | None, "body.name"), "at": (Moment, "at"),
    }, own=_by_posts("post"), beside=("post__kind", "post__place")),
    Resource("talks", "talk.edit", Talk, "place__path", ID | {
        "token": (Text, "token"), "title": (Text, "title"), "spot": (Text, "spot"), "starts": (Moment, "starts"), **PLACE,
    }, own=lambda hats, person: Q(by=person)),
    Resource("calls", "call.edit", Call, "place__path", ID | {
        "token": (Text, "token"), "kind": (Text, "kind"), "title": (Text, "title"), **PLACE,
        "opens": (Day, "opens"), "closes": (Day, "closes"),
    }),
    Resource("councils", "council.found", Council, "place__path", ID | {
        "token": (Text, "token"), "name": (Text, "name"), **PLACE, "ended_on": (Day, "ended_on"),
    }),
    Resource("sessions", "council.found", CouncilSession, "council__place__path", ID | {
        "token": (Text, "token"), "council": (int, "council_id"), "number": (int, "number"), "starts": (Moment, "starts"),
        "opened_at": (Moment, "opened_at"), "closed_at": (Moment, "closed_at"), "cancelled_at": (Moment, "cancelled_at"),
    }),
    Resource("promises", "council.found", Promise, "item__session__council__place__path", ID | {
        "words": (Text, "words"), "due": (Day, "due"), "item": (int, "item_id"), "post": (Text | None, "post.title"),
        "body": (Text | None, "body.name"), "at": (Moment, "at"),
    }, beside=("post__kind", "post__place")),
    Resource("notices", "notice.edit", Notice, "place__path", ID | {
        "token": (Text, "token"), "kind": (Text, "kind"), "about": (Text | None, "about.code"), **PLACE, "days": (int, "days"),
        "at": (Moment, "at"),
    }),
    Resource("covenants", "covenant.edit", Covenant, "place__path", ID | {
        "title": (Text, "title"), **PLACE, "at": (Moment, "at"),
    }),
    Resource("assemblies", "assembly.edit", Assembly, "estate__path", ID | {
        "estate": (Text, "estate.where"), "place_token": (Text, "estate.token"),
    }),
    Resource("votes", "assembly.edit", Vote, "assembly__estate__path", ID | {
        "assembly": (int, "assembly_id"), "title": (Text, "title"), "opens": (Moment, "opens"),
        "closes": (Moment, "closes"), "announced_at": (Moment, "announced_at"),
    }),
    Resource("budgets", "budget.edit", Budget, "place__path", ID | {
        "token": (Text, "token"), "title": (Text, "title"), "year": (int, "year"), "fen": (int, "fen"), **PLACE,
        "opens": (Moment, "opens"), "closes": (Moment, "closes"), "announced_at": (Moment, "announced_at"),
    }),
    Resource("projects", "project.begin", Project, "place__path", ID | {
        "token": (Text, "token"), "title": (Text, "title"), "year": (int, "year"), "stage": (Text, "stage"),
        "percent": (int, "percent"), "fen": (int, "fen"), "spent": (int | None, "spent"), **PLACE,
    }, own=_by_posts("post")),
]  # fmt: skip
BY_NAME = {one.name: one for one in RESOURCES}
