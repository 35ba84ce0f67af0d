"""Who answers for a place: the nearest post upward, and what a post needs to be filled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from huisheng.echo.refusals import YES, because

TERM_REMINDER = timedelta(days=30)  # M17


@dataclass(frozen=True)
class Held:
    """A post held now, as far as choosing goes. `rank` counts upward from the door; `depth` is the length of its path."""

    id: int
    rank: int
    depth: int
    since: date


def nearest(posts: Iterable[Held], *, from_rank: int = 0) -> Held | None:
    """The post that answers: lowest rank from `from_rank` up, then the smallest area, then the longest in post.

    A vacancy needs no act: the post that is gone is not among `posts`, and the next one up answers (M03).
    """
    return min(
        (post for post in posts if post.rank >= from_rank),
        key=lambda post: (post.rank, -post.depth, post.since, post.id),
        default=None,
    )


def is_held(*, starts: date, ends: date | None, on: date) -> bool:
    """Whether a term runs on a day (both ends included)."""
    return starts <= on and (ends is None or on <= ends)


def why_not_term(*, starts: date, ends: date | None) -> str:
    """A term ends after it begins."""
    if ends is not None and ends < starts:
        return because("任期的结束日期早于开始日期。")
    return YES


def ends_soon(ends: date | None, *, on: date) -> bool:
    """M17: a term that ends within 30 days is on the to-do list."""
    return ends is not None and on <= ends <= on + TERM_REMINDER
