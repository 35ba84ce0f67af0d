"""Fill a post, end it, and find who answers for a place. A vacancy falls upward at once (M03, I1)."""

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils.timezone import localtime

from huisheng.echo.refusals import YES, Refused, because, refuse_if
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role
from huisheng.territory.places.models import LayerPart, Place
from huisheng.territory.places.rules import prefixes
from huisheng.territory.posts import rules
from huisheng.territory.posts.models import Appointment, HouseholdLink, PostKind

# The ground floor announces; later rooms hand on what the post held (collect/concerns), in the same transaction.
post_filled = Signal()
post_ended = Signal()


@transaction.atomic
def appoint(
    person: Person,
    *,
    kind: PostKind,
    place: Place,
    by: Person | None,
    at: datetime,
    starts: date | None = None,
    ends: date | None = None,
    phone: str = "",
    public: bool = False,
) -> Appointment:
    """Let a person hold a post at a place. `public`: the person agreed to have name and phone shown (R13.4)."""
    starts = starts or localtime(at).date()
    refuse_if(rules.why_not_term(starts=starts, ends=ends))
    taken = Appointment.objects.filter(person=person, kind=kind, place=place, ended_at=None).exists()
    refuse_if(because("%(who)s已经是%(what)s。", who=person.name, what=kind.name) if taken else YES)
    post = Appointment.objects.create(
        person=person,
        kind=kind,
        place=place,
        starts=starts,
        ends=ends,
        phone=phone or person.phone,
        public=public,
        appointed_by=by,
    )
    post_filled.send(Appointment, post=post, by=by, at=at)
    return post


@transaction.atomic
def end(post: Appointment, *, by: Person | None, at: datetime, why: str) -> None:
    """The person no longer holds the post; what it held goes to the next one up before this returns."""
    refuse_if(YES if why.strip() else because("请写一句卸任的原因。"))
    refuse_if(because("这个岗位已经卸任了。") if post.ended_at else YES)
    post.ended_at, post.ended_by, post.ended_why = at, by, why.strip()
    post.save(update_fields=["ended_at", "ended_by", "ended_why"])
    post_ended.send(Appointment, post=post, by=by, at=at)


def end_terms(*, at: datetime) -> int:
    """Every term that ran out ends as if by hand, once; returns how many."""
    over = Appointment.objects.filter(ended_at=None, ends__lt=localtime(at).date())
    ended = 0
    for post in list(over.select_related("person", "kind", "place")):
        with suppress(Refused):  # nobody left to take what it holds: it stays accountable, and doctor says so
            end(post, by=None, at=at, why="任期届满")
            ended += 1
    return ended


def held(on: date) -> QuerySet[Appointment]:
    """The posts held on a day."""
    running = Appointment.objects.filter(Q(ends=None) | Q(ends__gte=on), ended_at=None, starts__lte=on)
    return running.select_related("person", "kind", "place")


def posts_over(path: str, *, on: date) -> list[Appointment]:
    """Every post held on the way from a place to the top, layers that gather any of it included. One query."""
    above = prefixes(path)
    layers = LayerPart.objects.filter(place__path__in=above).values("layer")
    return list(held(on).filter(Q(place__path__in=above) | Q(place__in=layers), kind__rank__gt=0))


def choose(posts: Iterable[Appointment], *, from_rank: int = 0) -> Appointment | None:
    """The post that answers among these (rules.nearest)."""
    by_id = {post.pk: post for post in posts}
    chosen = rules.nearest(
        (rules.Held(post.pk, post.kind.rank, len(post.place.path), post.starts) for post in by_id.values()),
        from_rank=from_rank,
    )
    return by_id[chosen.id] if chosen else None


def contact_of(place: Place, *, on: date) -> Appointment | None:
    """M03: the named contact of a place: 邻长 → 组长 → 片长 → community; None is a gap."""
    return choose(post for post in posts_over(place.path, on=on) if post.kind.is_contact)


def hats_of(person: Person, *, on: date) -> list[Hat]:
    """Everything the person may act as today (M09), a resident first. One query each for posts and links."""
    hats = [Hat(Role.ANYONE), Hat(Role.RESIDENT)]
    for post in held(on).filter(person=person):
        hats.append(Hat(Role(post.kind.role), post.place.path, post.title, post.pk))
    return hats


def linked_homes(person: Person, *, on: date) -> QuerySet[Place]:
    """M05: the homes that a linked member keeps contact with."""
    links = HouseholdLink.objects.filter(Q(until=None) | Q(until__gte=on), person=person, since__lte=on)
    return Place.objects.filter(pk__in=links.values("home"))


def seed_kinds() -> None:
    """The kinds of post to start from (posts/kinds.csv). Safe to run twice; what was changed stays changed."""
    with (Path(__file__).parent / "kinds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = {flag: row.pop(flag) == "1" for flag in ("is_contact", "covers")}
            PostKind.objects.get_or_create(code=row.pop("code"), defaults={**row, **flags})
