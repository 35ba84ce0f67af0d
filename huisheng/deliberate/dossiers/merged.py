"""When two places become one, their dossiers go on at the one that stays."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.dossiers.models import Dossier
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.dossiers.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """Dossiers of the one are the other's."""
    Voice.objects.filter(dossier__place=place).update(path=into.path)
    Dossier.objects.filter(place=place).update(place=into)
