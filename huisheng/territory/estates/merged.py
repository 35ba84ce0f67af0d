"""When two estates become one, what is known of the bodies of both is known of the one that stays."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from huisheng.territory.estates.models import EstateBody
from huisheng.territory.places.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="estates.place_merging")
def go_over(sender: type, *, place: Place, into: Place, at: datetime, **_: Any) -> None:
    """Of two statements about one body the newer one holds; the other stays for the record where it was made."""
    known = {one.body: one for one in EstateBody.objects.filter(estate=into, replaced_at=None)}
    for one in EstateBody.objects.filter(estate=place, replaced_at=None):
        other = known.get(one.body)
        older = other if other and other.as_of < one.as_of else one
        if other:
            EstateBody.objects.filter(pk=older.pk).update(replaced_at=at)
        if older is not one or not other:
            EstateBody.objects.filter(pk=one.pk).update(estate=into)
