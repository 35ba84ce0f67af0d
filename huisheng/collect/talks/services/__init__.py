"""What is done with talks: hold, capture, count who came, settle each point, close."""

from huisheng.collect.talks.services.capturing import capture, drop, reword
from huisheng.collect.talks.services.correcting import correct, gone_on
from huisheng.collect.talks.services.counting import (
    CountedIn,
    count_in,
    distinct_people,
    headcount,
    roles_of,
)
from huisheng.collect.talks.services.due import DateDue, dates_due, talks_due
from huisheng.collect.talks.services.finding import (
    known,
    later_words,
    points_in,
    points_of,
    standing,
    waiting_points,
)
from huisheng.collect.talks.services.holding import cancel, close, hold, move
from huisheng.collect.talks.services.repeating import begin_date, call_off, dates_of, remind, repeat, rhythm
from huisheng.collect.talks.services.settling import settle

__all__ = [
    "CountedIn",
    "DateDue",
    "begin_date",
    "call_off",
    "cancel",
    "capture",
    "close",
    "correct",
    "count_in",
    "dates_due",
    "dates_of",
    "distinct_people",
    "drop",
    "gone_on",
    "headcount",
    "hold",
    "known",
    "later_words",
    "move",
    "points_in",
    "points_of",
    "remind",
    "repeat",
    "reword",
    "rhythm",
    "roles_of",
    "settle",
    "standing",
    "talks_due",
    "waiting_points",
]
