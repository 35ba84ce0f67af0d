"""When a place moves its notices stay with it; when two become one, the notices hang at the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.notices.models import Notice, Spot
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.notices.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """The notices of the one are notices of the other, and hang there unless they hang there already."""
    Voice.objects.filter(notice__place=place).update(path=into.path)
    Notice.objects.filter(place=place).update(place=into)
    there = Spot.objects.filter(place=into).values("notice")
    Spot.objects.filter(place=place).exclude(notice__in=there).update(place=into)
