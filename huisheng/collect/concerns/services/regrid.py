"""M07: another border of a grid, and the open requests that change hands with it; seen first, then done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.answering import Answering
from huisheng.collect.concerns.services.handling import dispatch
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import border, in_areas, redraw


@dataclass(frozen=True)
class Handover:
    """One open request that changes hands. `new` is None where nobody would answer: the border is not redrawn then."""

    concern: Concern
    old: Appointment | None
    new: Appointment | None


def preview(layer: Place, places: Iterable[Place], *, on: date) -> list[Handover]:
    """Which requests would change hands if the layer gathered exactly these places. Nothing is written.

    Those whose holder would answer for them no longer, and those that still lie with whoever received them first
    where that would be somebody else. What a person was given by hand stays. Refused as `border` refuses.
    """
    change = border(layer, places)
    paths = [place.path for place in change.touched]
    before = Answering(paths, on=on, also=[layer])
    after = Answering(paths, on=on, also=[layer])
    for place in change.came:
        after.layers[place.path].add(layer.pk)
    for place in change.went:
        after.layers[place.path].discard(layer.pk)
    for part in change.given_up:
        after.layers[part.place.path].discard(part.layer_id)
    handovers = (_handover(concern, before, after) for concern in _open_in(paths))
    return [handover for handover in handovers if handover]


def apply(layer: Place, places: Iterable[Place], *, by: Person | None, at: datetime) -> list[Handover]:
    """Redraw the border and hand over what changes hands, each with a line; all or nothing."""
    places = list(places)
    with transaction.atomic():
        handovers = preview(layer, places, on=localtime(at).date())
        redraw(layer, places, by=by, at=at)
        for one in handovers:
            hand_over(one, because_of=f"{layer.name}的边界改了", by=by, at=at)
    return handovers


def hand_over(one: Handover, *, because_of: str, by: Person | None, at: datetime) -> None:
    """Give it to whoever answers now, named to the resident. With nobody left, it stays where it is."""
    if one.new:
        says = f"{because_of}，现在由{one.new.kind.name}{one.new.person.name}负责，时限不变。"
        dispatch(one.concern, to=one.new, by=by, at=at, says=says)


def _handover(concern: Concern, before: Answering, after: Answering) -> Handover | None:
    heir = after.heir(concern)
    if heir == concern.holder and before.receiver(concern) == concern.holder:
        heir = after.receiver(concern)
    return Handover(concern, concern.holder, heir) if heir and heir != concern.holder else None


def _open_in(paths: list[str]) -> Iterable[Concern]:
    """What is worked on by itself there; what is joined goes with its lead."""
    found = Concern.objects.filter(in_areas(paths), is_open=True, lead=None)
    return found.select_related(
        "voice", "speaker", "place", "category__receiver", "holder__person", "holder__kind", "holder__place"
    ).order_by("due_at", "pk")
