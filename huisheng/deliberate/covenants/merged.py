"""When two places become one, the covenants of the one are covenants of the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.covenants.models import Covenant
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.covenants.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """They go over with their whole history."""
    Voice.objects.filter(covenant__place=place).update(path=into.path)
    Covenant.objects.filter(place=place).update(place=into)
