"""What is done with promises: conclude an item with its first, make, pass on, move, keep; which of a council's are overdue."""

from huisheng.deliberate.promises.services.concluding import conclude
from huisheng.deliberate.promises.services.finding import (
    known,
    open_promises,
    overdue_promises,
    promises_of,
)
from huisheng.deliberate.promises.services.keeping import keep
from huisheng.deliberate.promises.services.making import pass_on, promise, promised
from huisheng.deliberate.promises.services.moving import move, promise_moved

__all__ = [
    "conclude",
    "keep",
    "known",
    "move",
    "open_promises",
    "overdue_promises",
    "pass_on",
    "promise",
    "promise_moved",
    "promised",
    "promises_of",
]
