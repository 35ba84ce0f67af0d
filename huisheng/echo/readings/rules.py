"""When guessing at a door stops (issue: a phone tail guessed 20 times is locked, and told how to go on)."""

from datetime import datetime, timedelta

TRIES_A_NUMBER = 5
TRIES_AN_ADDRESS = 20
COUNTED_FOR = timedelta(hours=1)
LOCKED_FOR = timedelta(minutes=30)


def locks_at(kind: str) -> int:
    """How many failed tries within COUNTED_FOR lock a door of this kind."""
    return TRIES_AN_ADDRESS if kind == "address" else TRIES_A_NUMBER


def counted(fails: int, since: datetime, at: datetime) -> int:
    """How many of the failures still count."""
    return fails if at - since < COUNTED_FOR else 0
