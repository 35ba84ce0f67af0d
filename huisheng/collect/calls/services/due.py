"""What is due for whoever keeps calls: one that ends in three days, opinions unanswered, words to be looked at again."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from huisheng.collect.calls.models import Call, TakenDown
from huisheng.collect.calls.rules import Kind
from huisheng.collect.calls.services.finding import ASKS, known
from huisheng.people.models import Person
from huisheng.territory.places.services import in_areas

SOON = timedelta(days=3)
AT_MOST = 20


def calls_due(person: Person, paths: Iterable[str], *, on: date) -> list[Call]:
    """Calls under these paths or opened by this person that end within three days or wait for answers. One query."""
    ends = Q(closes__gte=on, closes__lte=on + SOON, opens__lte=on)
    waits = Q(waits__gt=0) & (Q(kind=Kind.DRAFT) | Q(closes__lt=on))
    bare = Q(closes__lt=on)  # its days are over, and nobody has closed it
    mine = in_areas(paths, "place__path") | Q(by=person)
    return list(known().filter(ends | waits | bare, mine, end=None).order_by("closes", "pk")[:AT_MOST])


def second_looks(person: Person, paths: Iterable[str]) -> list[TakenDown]:
    """Words whose author asked for another person than who took them down: this one. One query."""
    there = in_areas(paths, "proposal__call__place__path")
    found = TakenDown.objects.filter(there, ASKS, up_at=None).exclude(by=person)
    return list(found.select_related("proposal__call__place").order_by("asked_at", "pk")[:AT_MOST])
