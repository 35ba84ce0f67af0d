"""What staff find beside matters: places and posts of their area, by name or by its sound."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.timezone import localdate

from huisheng.collect.search.rules import Term, Words, both, sounds_of
from huisheng.echo.prepared import plain_rows
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, KIND_NAMES, LAYERS, Kind
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.services import held

NAMED: list[Any] = [Kind.STREET, Kind.COMMUNITY, *AREAS, *LAYERS]
SHOWN, MOST_NAMES = 8, 5000


def places(terms: list[Term], paths: Iterable[str]) -> list[dict[str, Any]]:
    """Places that people call by a name: everything but buildings, entrances and homes. One query."""
    here = Place.objects.filter(in_areas(paths), closed_on=None, kind__in=NAMED).order_by("path")
    rows = plain_rows(here.values_list("pk", "where", "name", "kind")[:MOST_NAMES])
    found = [row for row in rows if _heard(row[1], row[2]).has(terms)]
    return [
        {"pk": pk, "where": where, "kind": KIND_NAMES[Kind(kind)]} for pk, where, _name, kind in found[:SHOWN]
    ]


def posts(terms: list[Term], paths: Iterable[str]) -> list[dict[str, Any]]:
    """Who holds a post in the area, by the name of the person or of the post. One query."""
    here = held(localdate()).filter(in_areas(paths, "place__path")).order_by("kind__rank", "pk")
    rows = plain_rows(here.values_list("pk", "person__name", "kind__name", "place__where")[:MOST_NAMES])
    found = [row for row in rows if _heard(f"{row[1]} {row[2]}", row[1]).has(terms)]
    return [{"pk": pk, "name": name, "post": f"{where} {kind}"} for pk, name, kind, where in found[:SHOWN]]


@lru_cache(maxsize=20_000)
def _heard(whole: str, name: str) -> Words:
    """A name as it is found; the same names are looked through again and again."""
    return Words(both(whole), "", sounds_of(name))
