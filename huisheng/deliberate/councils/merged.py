"""When two places become one, their councils go on meeting at the one that stays."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.councils.models import Blueprint, Council, Responsibility
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.councils.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """Councils, own kinds and the matrix of the one are the other's; what the other has already stays as it is."""
    Voice.objects.filter(council__place=place).update(path=into.path)
    Council.objects.filter(place=place).update(place=into)
    there = Responsibility.objects.filter(street=into).values("category")
    Responsibility.objects.filter(street=place, category__in=there).delete()
    Responsibility.objects.filter(street=place).update(street=into)
    names = set(Blueprint.objects.filter(street=into).values_list("name", flat=True))
    for one in Blueprint.objects.filter(street=place):
        one.street, one.name = into, f"{one.name[:30]}（{place.name[:8]}）" if one.name in names else one.name
        one.save(update_fields=["street", "name"])
