"""When two places become one, the branches of the one serve the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.territory.branches.models import Branch
from huisheng.territory.places.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="branches.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """A branch is at home in the place that stays, and serves it instead; one that served both serves it once."""
    Branch.objects.filter(home=place).update(home=into)
    for branch in Branch.objects.filter(estates=place):
        branch.estates.add(into)
        branch.estates.remove(place)
