"""The place that a position means, for programs that know no address."""

from typing import Any

from django.db.models import Q

from huisheng.territory.places.models import Place
from huisheng.territory.places.positions import FURTHEST, REACH, Position, box, nearest


def nearest_to(position: Position, *, street: Place) -> Place | None:
    """The nearest open place of a street: a building or an area, else a community, else the street itself
    (positions.REACH says how near); None when all lie further away. Two queries;
    homes, the most of a street, are not read: the index of positions or that of kinds serves."""
    wanted, every = Q(), [kind for kinds, _reach in REACH for kind in kinds]
    for kinds, reach in REACH:
        wanted |= Q(kind__in=kinds) & _inside(position, reach)
    there = Place.objects.filter(_inside(position, FURTHEST), street=street, kind__in=every, closed_on=None)
    rows: Any = there.filter(wanted).order_by("path").values_list("pk", "kind", "lat", "long")
    found = nearest(position, ((pk, kind, Position(lat, long)) for pk, kind, lat, long in rows))
    return Place.objects.select_related("street", "community", "area").get(pk=found) if found else None


def _inside(position: Position, reach: int) -> Q:
    south, north, west, east = box(position, reach)
    return Q(lat__gte=south, lat__lte=north, long__gte=west, long__lte=east)
