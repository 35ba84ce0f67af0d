"""What is filed with the authorities after a vote: when it may be, and the figures in its papers (R5.11)."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import RollOwner, Vote
from huisheng.deliberate.ballots.told import square_metres
from huisheng.echo.audit.services import keep
from huisheng.echo.readings.services import open_several
from huisheng.echo.sealed.services import opened
from huisheng.people.models import Person


def why_not_file(vote: Vote) -> str:
    """Filed when it was counted and its result was posted."""
    posted = any(one.duty == "posted" for one in vote.clocks.all())
    return rules.why_not_file(decided=hasattr(vote, "verdict"), posted=posted)


@transaction.atomic
def open_roll(vote: Vote, *, by: Person, hat: str, at: datetime) -> dict[int, str]:
    """The owners' names by their row leave the house: who took them, and what for, is kept (I6)."""
    path, purpose = vote.assembly.estate.path, f"备案：{vote.title}"[:200]
    reading = open_several(what="owners", by=by, hat=hat, path=path, purpose=purpose, at=at)
    keep("exported", by=by, at=at, about=f"filing {vote.pk}", path=path)
    rows = RollOwner.objects.filter(unit__roll=vote.roll).values_list("pk", flat=True)
    return opened(RollOwner, "name", rows, reading=reading)


def sums(vote: Vote) -> list[tuple[str, int, str]]:
    """The roll by building: (building, units, m²)."""
    units: Counter[str] = Counter()
    area: Counter[str] = Counter()
    for building, cm2 in vote.roll.units.values_list("building", "area"):
        units[building] += 1
        area[building] += cm2
    return [(building, n, square_metres(area[building])) for building, n in units.items()]


def doors(vote: Vote) -> list[tuple[str, int]]:
    """How many doors stand where: (state's name, doors), by the last entry of each."""
    states: dict[int, Any] = dict(vote.deliveries.order_by("at", "id").values_list("unit", "state"))
    found = Counter(states.values())
    return [(name, found[state]) for state, name in rules.DELIVERY_NAMES.items()]
