"""When two places become one: an estate's assembly goes along, unless the other has one; a street's lists go along."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.ballots.models import Assembly, HandoverThing, LawProfile
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.ballots.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """The assembly of the one is the other's, what committees hand over, and the street's rules."""
    HandoverThing.objects.filter(street=place).update(street=into)
    LawProfile.objects.filter(street=place).update(street=into, usual=False)
    one = Assembly.objects.filter(estate=place).first()
    if one and not Assembly.objects.filter(estate=into).exists():
        voices = [one.voice_id, *one.votes.values_list("voice", flat=True)]
        Voice.objects.filter(pk__in=voices).update(path=into.path)
        Assembly.objects.filter(pk=one.pk).update(estate=into)
