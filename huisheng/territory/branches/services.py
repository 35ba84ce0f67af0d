"""Found a branch, change it, find those of a place and who leads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects

from huisheng.echo.refusals import refuse_if
from huisheng.people.permissions.rules import Role
from huisheng.territory.branches import rules
from huisheng.territory.branches.models import Branch
from huisheng.territory.places.models import LayerPart, Place
from huisheng.territory.posts.models import Appointment
from huisheng.territory.posts.services import held


@transaction.atomic
def keep(branch: Branch | None, *, home: Place, estates: Iterable[Place], **fields: Any) -> Branch:
    """Found a branch, or change one. Refused when it would serve nothing, or an estate outside its area."""
    places = list(estates)
    refuse_if(rules.why_not_serve(home.path, [place.path for place in places]))
    kept = branch or Branch()
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.home = home
    kept.save()
    kept.estates.set(places)
    return kept


def branches_of(place: Place) -> QuerySet[Branch]:
    """The branches that serve a place: its area's own, or for a community and above those of everything in it."""
    open_ones = Branch.objects.filter(closed_on=None)
    if place.area_id:
        return open_ones.filter(estates=place.area_id)
    return open_ones.filter(
        Q(home__path__startswith=place.path) | Q(estates__path__startswith=place.path)
    ).distinct()


@dataclass(frozen=True)
class Card:
    """A branch as a page shows it: with its estates and its secretaries (none is a vacancy)."""

    branch: Branch
    estates: list[Place]
    secretaries: list[Appointment]


def cards(branches: Iterable[Branch], *, on: date) -> list[Card]:
    """Each branch with whoever holds the post of secretary at one of its estates, or at a cluster that gathers one.

    Three queries however many branches, besides reading these; one that is named twice has one card.
    """
    found = list({one.pk: one for one in branches}.values())
    prefetch_related_objects(found, "estates")
    ids = {estate.pk for branch in found for estate in branch.estates.all()}
    layers = dict_of_sets(LayerPart.objects.filter(place__in=ids).values_list("place", "layer"))
    at = held(on).filter(kind__role=Role.SECRETARY, place__in=ids.union(*layers.values()))
    posts = list(at)
    return [Card(one, estates := list(one.estates.all()), _of(estates, posts, layers)) for one in found]


def _of(estates: list[Place], posts: list[Appointment], layers: dict[int, set[int]]) -> list[Appointment]:
    own = {pk for estate in estates for pk in (estate.pk, *layers.get(estate.pk, ()))}
    return [post for post in posts if post.place_id in own]


def dict_of_sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Pairs grouped by their first half."""
    groups: dict[int, set[int]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return groups
