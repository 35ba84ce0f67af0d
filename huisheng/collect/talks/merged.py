"""When two places become one, the talks of the one are talks of the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.collect.talks.models import Talk, TalkSeries
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="collect.talks.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """With everything that was said there."""
    Voice.objects.filter(talk__place=place).update(path=into.path)
    Voice.objects.filter(talk_point__talk__place=place).update(path=into.path)
    Talk.objects.filter(place=place).update(place=into)
    Voice.objects.filter(talk_series__place=place).update(path=into.path)
    TalkSeries.objects.filter(place=place).update(place=into)
