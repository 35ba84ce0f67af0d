"""When two places become one, the calls of the one are calls of the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.collect.calls.models import Call
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="collect.calls.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """With everything that was proposed there."""
    Voice.objects.filter(call__place=place).update(path=into.path)
    Voice.objects.filter(proposal__call__place=place).update(path=into.path)
    Call.objects.filter(place=place).update(place=into)
