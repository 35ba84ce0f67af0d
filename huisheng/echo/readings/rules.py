"""When guessing at a door stops (issue: a phone tail guessed 20 times is locked, and told how to go on)."""

from datetime import datetime, timedelta

TRIES_A_NUMBER = 5
TRIES_AN_ADDRESS = 20
TRIES_A_LOGIN = (
    50  # from everywhere: few enough to stop guessing, too many for a rude neighbour to lock a clerk out
)
COUNTED_FOR = timedelta(hours=1)
LOCKED_FOR = timedelta(minutes=30)


def locks_at(kind: str) -> int:
    """How many failed tries within COUNTED_FOR lock a door of this kind."""
    return {"address": TRIES_AN_ADDRESS, "support": TRIES_AN_ADDRESS, "login": TRIES_A_LOGIN}.get(
        kind, TRIES_A_NUMBER
    )


def counted(fails: int, since: datetime, at: datetime) -> int:
    """How many of the failures still count."""
    return fails if at - since < COUNTED_FOR else 0
