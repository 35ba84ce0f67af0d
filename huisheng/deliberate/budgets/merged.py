"""When two places become one, the budgets of the one are budgets of the other."""

from typing import Any

from django.dispatch import receiver

from huisheng.deliberate.budgets.models import Budget
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging


@receiver(place_merging, dispatch_uid="deliberate.budgets.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """With their projects and their votes."""
    Voice.objects.filter(budget__place=place).update(path=into.path)
    Budget.objects.filter(place=place).update(place=into)
