"""When two estates become one, the assembly goes along, unless the other has one: then each keeps its own record."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.ballots.models import Assembly
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.ballots.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """The assembly of the one is the other's."""
    one = Assembly.objects.filter(estate=place).first()
    if one and not Assembly.objects.filter(estate=into).exists():
        voices = [one.voice_id, *one.votes.values_list("voice", flat=True)]
        Voice.objects.filter(pk__in=voices).update(path=into.path)
        Assembly.objects.filter(pk=one.pk).update(estate=into)
