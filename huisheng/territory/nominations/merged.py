"""When two places become one, who is proposed at the one is proposed at the other, and its trainings are there."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from huisheng.territory.nominations.models import Nomination, Training
from huisheng.territory.places.models import Place
from huisheng.territory.places.services import place_merging

RUNNING = Q(decided_at=None) | Q(post__isnull=False, post__ended_at=None)


@receiver(place_merging, dispatch_uid="nominations.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """What is not decided yet, or led to a post that is held, goes over; what is over stays for the record."""
    Nomination.objects.filter(RUNNING, place=place).update(place=into)
    Training.objects.filter(place=place).update(place=into)
