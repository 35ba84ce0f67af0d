"""A rule answers with a sentence. Empty means yes; anything else is shown on the button and by the server alike."""

from typing import Any


class Because(str):
    """A reason in Chinese that remembers its pattern and values, so that a page can say it in English.

    `str(reason)` is the Chinese sentence; `reason.pattern % reason.values` is what a page translates.
    """

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, values: dict[str, Any]) -> "Because":
        reason = super().__new__(cls, pattern % values if values else pattern)
        reason.pattern = pattern
        reason.values = values
        return reason


def because(pattern: str, **values: Any) -> Because:
    """A reason: `because("这件事由%(who)s负责。", who="周志远")`."""
    return Because(pattern, values)


YES = because("")


class Refused(Exception):
    """An act that a rule does not allow. Raised by services, caught in one place, shown in its own words."""

    def __init__(self, reason: str) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse_if(reason: str) -> None:
    """Raise Refused when the rule gave a reason; an empty reason is a yes."""
    if reason:
        raise Refused(reason)
