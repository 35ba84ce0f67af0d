"""M40 on Today: what a session waits for from whoever convenes it."""

from datetime import datetime, timedelta

import pytest

from huisheng.deliberate.councils.terms import State
from huisheng.deliberate.councils.waiting import waits_for

STARTS = datetime(2026, 3, 6, 19, 30)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "at", "words"),
    [
        (State.PLANNED, STARTS - 8 * DAY, ""),
        (State.PLANNED, STARTS - 7 * DAY, "还没有通知各方"),
        (State.PLANNED, STARTS + DAY, "日子过了还没有开"),
        (State.NOTIFIED, STARTS - DAY, ""),
        (State.NOTIFIED, STARTS - timedelta(hours=10), "今天开"),
        (State.NOTIFIED, STARTS + timedelta(hours=5), "日子过了还没有开"),
        (State.OPEN, STARTS + timedelta(hours=1), "正在开"),
        (State.OPEN, STARTS + DAY, "开过了，记录还没有公开"),
        (State.CLOSED, STARTS + DAY, ""),
        (State.CANCELLED, STARTS + DAY, ""),
    ],
)
def test_M40_a_session_is_prepared_held_and_published_or_called_off(state, at, words):
    assert waits_for(state, STARTS, at=at).startswith(words)
    assert bool(waits_for(state, STARTS, at=at)) == bool(words)
