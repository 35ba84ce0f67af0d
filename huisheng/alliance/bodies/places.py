"""An outside body keeps the path of the place that it serves; when that place moves or merges, the path follows."""

from typing import Any

from django.dispatch import receiver

from huisheng.alliance.bodies.models import OutsideBody
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import within
from huisheng.territory.places.services import place_merging, place_moved, repath


@receiver(place_moved, dispatch_uid="bodies.place_moved")
def follow_move(sender: type, *, old_path: str, new_path: str, **_: Any) -> None:
    """Whoever serves the place, or a part of it, serves it where it lies now."""
    low, high = within(old_path)
    OutsideBody.objects.filter(path__gte=low, path__lt=high).update(path=repath(old_path, new_path))


@receiver(place_merging, dispatch_uid="bodies.place_merging")
def follow_merge(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """Whoever served the one serves the other."""
    OutsideBody.objects.filter(path=place.path).update(path=into.path)
