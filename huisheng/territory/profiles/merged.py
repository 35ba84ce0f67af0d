"""When two communities become one, no figure of either is the figure of both."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.territory.places.models import Place
from huisheng.territory.places.services import place_merging
from huisheng.territory.profiles.models import ProfileFigure
from huisheng.territory.profiles.rules import LONGEST_SOURCE, What


@receiver(place_merging, dispatch_uid="profiles.place_merging")
def go_over(sender: type, *, place: Place, into: Place, at: datetime, **_: Any) -> None:
    """Those of the merged place are history of the other, by name; the other's own are due at once."""
    for one in ProfileFigure.objects.filter(place=place):
        one.place, one.replaced_at = into, one.replaced_at or at
        one.source = f"{place.name}：{one.source}"[:LONGEST_SOURCE]
        one.save(update_fields=["place", "replaced_at", "source"])
    standing = ProfileFigure.objects.filter(place=into, replaced_at=None)
    standing.filter(~Q(what=What.FOUNDED)).update(due_on=localtime(at).date())
