"""What every view about a place asks first: which one, and whether it lies in the reader's area."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from huisheng.people.permissions.rules import areas
from huisheng.territory.places.models import Place
from huisheng.territory.places.services import in_areas


def mine(request: HttpRequest, act: str) -> list[str]:
    """The paths under which the reader may do this."""
    return areas(act, request.hats)  # type: ignore[attr-defined]


def place_of(request: HttpRequest, act: str, pk: int | str) -> Place:
    """The place if it lies in the reader's area; whatever lies elsewhere is not there (404)."""
    found = Place.objects.filter(in_areas(mine(request, act)))
    return get_object_or_404(found.select_related("parent", "run_by", "community", "merged_into"), pk=pk)
