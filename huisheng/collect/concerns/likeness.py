"""How sure it is that two matters are one, as a page says it (M35); learned by likening.py."""

from dataclasses import replace
from functools import lru_cache
from time import monotonic

from huisheng.collect.concerns.alike import Alike
from huisheng.collect.concerns.triage.likeness import Likeness
from huisheng.collect.concerns.triage.models import Joining
from huisheng.collect.concerns.triage.rules import in_percent

KEPT_SECONDS = 300


def with_sure(alike: list[Alike], street: int | None) -> list[Alike]:
    """The same list, each with its probability in percent where the street has taught enough."""
    known = likeness_at(street) if alike else None
    return [replace(one, sure=in_percent(known.sure(one.score))) for one in alike] if known else alike


def likeness_at(street: int | None) -> Likeness | None:
    """How sure a score is at a street; None while too little was joined there. One query at most every five minutes."""
    return _load(int(monotonic() // KEPT_SECONDS)).get(street) if street else None


def forget() -> None:
    """Read the table again the next time."""
    _load.cache_clear()


@lru_cache(maxsize=1)
def _load(five_minutes: int) -> dict[int, Likeness]:
    known = Joining.objects.exclude(pairs=0)
    return {
        one.street_id: Likeness(tuple((x, y) for x, y in one.knots), one.pairs, one.joined, one.error)
        for one in known
    }
