"""Find places for the pages about them."""

from collections.abc import Iterable

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.places.rules import LAYERS, prefixes
from huisheng.territory.places.services.making import in_areas, parts_of


def listed(places: QuerySet[Place]) -> QuerySet[Place]:
    """Places with what a list shows of them: how many lie directly inside, and the figures of coverage."""
    inside = Place.objects.filter(parent=OuterRef("pk"), closed_on=None).order_by().values("parent")
    count = Subquery(inside.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return places.annotate(inside=Coalesce(count, 0)).select_related("coverage", "community")


def children(place: Place, *, closed: bool = False) -> QuerySet[Place]:
    """What lies directly in a place, as people count, layers last; the closed ones instead when asked."""
    found = Place.objects.filter(parts_of(place), closed_on__isnull=not closed)
    layers_last = ExpressionWrapper(Q(kind__in=LAYERS), output_field=BooleanField())
    return listed(found).order_by(layers_last, "kind", "order", "pk")


def search(typed: str, paths: Iterable[str]) -> QuerySet[Place]:
    """Open places under these paths: every word typed is in the full name or the community's, or begins the code."""
    wanted = in_areas(paths) & Q(closed_on=None)
    for word in typed.split():
        wanted &= Q(where__icontains=word) | Q(community__name__icontains=word) | Q(code__startswith=word)
    return listed(Place.objects.filter(wanted)).order_by("community__order", "where", "pk")


def ancestors(place: Place) -> list[Place]:
    """What it lies in, from the top."""
    above = Place.objects.filter(path__in=prefixes(place.path)[:-1])
    return sorted(above, key=lambda one: len(one.path))


def layers_of(place: Place) -> QuerySet[Place]:
    """The clusters and grids that gather the place, or anything that it lies in."""
    parts = LayerPart.objects.filter(place__path__in=prefixes(place.path))
    return Place.objects.filter(pk__in=parts.values("layer"), closed_on=None).order_by("kind", "order")


def is_layer(place: Place) -> bool:
    """Whether the place is a cluster or a grid."""
    return place.kind in LAYERS


def history(place: Place) -> QuerySet[PlaceChange]:
    """What was done to it, the latest first."""
    return place.changes.select_related("by").order_by("-at", "-pk")


def inside_count(place: Place) -> int:
    """How many open places lie in it at any depth."""
    return Place.objects.filter(in_areas([place.path]), closed_on=None).exclude(pk=place.pk).count()
