"""What is done with promises: make, pass on, keep; and which of a council's are overdue."""

from huisheng.deliberate.promises.services.finding import (
    known,
    open_promises,
    overdue_promises,
    promises_of,
)
from huisheng.deliberate.promises.services.keeping import keep
from huisheng.deliberate.promises.services.making import pass_on, promise, promised

__all__ = [
    "keep",
    "known",
    "open_promises",
    "overdue_promises",
    "pass_on",
    "promise",
    "promised",
    "promises_of",
]
