"""A concern keeps a copy of where it lies; when places move or merge it follows, and so do the figures."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.collect.concerns.counting import counted_as, month_of
from huisheng.collect.concerns.models import Batch, Concern
from huisheng.collect.concerns.rollup import sorted_anew
from huisheng.collect.concerns.services.answering import Answering
from huisheng.collect.concerns.services.keeping import add_up
from huisheng.collect.concerns.services.regrid import Handover, hand_over
from huisheng.echo.models import Voice
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.rules import levels_from_above, within
from huisheng.territory.places.services import place_merging, place_moved, repath

LEVELS = ("street_id", "community_id", "area_id")
MOST_ROWS = 500  # of one statement


@receiver(place_moved, dispatch_uid="concerns.place_moved")
def follow_move(
    sender: type, *, place: Place, old_path: str, new_path: str, by: Person | None, at: datetime, **_: Any
) -> None:
    """Everything said inside the place lies where it lies now; whoever no longer answers for it hands it on."""
    low, high = within(old_path)
    there = {"path__gte": low, "path__lt": high}
    found = Concern.objects.filter(**there)
    levels = {f"{name}_id": getattr(place, f"{name}_id") for name in levels_from_above(place.kind)}
    _recount(found, levels)
    found.update(path=repath(old_path, new_path), **levels)
    Voice.objects.filter(**there).update(path=repath(old_path, new_path))
    _hand_on(new_path, because_of=f"{place.where}划到了别处", by=by, at=at)


@receiver(place_merging, dispatch_uid="concerns.place_merging")
def follow_merge(
    sender: type, *, place: Place, into: Place, by: Person | None, at: datetime, **_: Any
) -> None:
    """What was said at the one is now said at the other."""
    found = Concern.objects.filter(place=place)
    levels = {name: getattr(into, name) for name in LEVELS}
    _recount(found, levels)
    Voice.objects.filter(concern__place=place).update(path=into.path)
    found.update(place=into, path=into.path, **levels)
    Batch.objects.filter(street=place).update(street=into)
    _hand_on(into.path, because_of=f"{place.where}并入{into.where}", by=by, at=at)


def _recount(concerns: QuerySet[Concern], levels: dict[str, int | None]) -> None:
    """Take the concerns out of the figures of the places they leave, and into those of the places they come to."""
    change: Counter[tuple[Any, ...]] = Counter()
    touched: dict[tuple[Any, ...], None] = {}
    for concern in concerns.iterator(chunk_size=2000):
        left = {getattr(concern, name) for name in LEVELS}
        come = {levels.get(name, getattr(concern, name)) for name in LEVELS}
        month, batch = month_of(localtime(concern.raised_at)), concern.batch_id or 0
        touched |= dict.fromkeys((pk, batch, month) for pk in left | come if pk)
        for measure, bucket in counted_as(concern):
            change.update({(pk, batch, month, measure, bucket): 1 for pk in come - left if pk})
            change.subtract({(pk, batch, month, measure, bucket): 1 for pk in left - come if pk})
    rows = sorted((*key, n) for key, n in change.items() if n)
    for start in range(0, len(rows), MOST_ROWS):
        add_up(rows[start : start + MOST_ROWS])
    months = sorted(touched)
    for start in range(0, len(months), MOST_ROWS):
        add_up(sorted_anew(months[start : start + MOST_ROWS]))


def _hand_on(path: str, *, because_of: str, by: Person | None, at: datetime) -> None:
    low, high = within(path)
    here = Concern.objects.filter(path__gte=low, path__lt=high, is_open=True, lead=None)
    answering = Answering([path], on=localtime(at).date())
    for concern in list(here.select_related("holder__kind", "holder__person", "holder__place", "voice")):
        heir = answering.heir(concern)
        if heir != concern.holder:
            hand_over(Handover(concern, concern.holder, heir), because_of=because_of, by=by, at=at)
