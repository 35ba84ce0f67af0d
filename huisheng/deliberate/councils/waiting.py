"""What a session waits for from whoever convenes it; plain values, a reason in words, empty means nothing yet."""

from datetime import datetime, timedelta

from huisheng.deliberate.councils.terms import State
from huisheng.echo.refusals import YES, because

BEFORE, LASTS = timedelta(days=7), timedelta(hours=4)


def waits_for(state: State, starts: datetime, *, at: datetime) -> str:
    """Prepared a week before, held on its day, its minutes published when it is over; called off in words if it was not."""
    if state is State.OPEN:
        return because("开过了，记录还没有公开") if is_over(starts, at=at) else because("正在开")
    if state not in (State.PLANNED, State.NOTIFIED):
        return YES
    if is_over(starts, at=at):
        return because("日子过了还没有开：改期，或者写明为什么不开")
    if state is State.PLANNED:
        return because("还没有通知各方") if starts - at <= BEFORE else YES
    return because("今天开") if starts.date() == at.date() else YES


def is_over(starts: datetime, *, at: datetime) -> bool:
    """Whether the evening itself has passed."""
    return at - starts > LASTS
