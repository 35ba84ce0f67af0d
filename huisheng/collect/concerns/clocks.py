"""The two clocks of a concern, from the policy table (R2.13): contact and fix. Plain values in, moments out."""

from dataclasses import dataclass
from datetime import datetime

from huisheng.echo.workdays.rules import Calendar, Term, due

CONFIRM = Term(2, "working_days", "window")
CONFIRM_LATER = Term(1, "working_days", "window")


@dataclass(frozen=True)
class Clocks:
    """When contact is due and when the fix is due."""

    contact_due: datetime
    fix_due: datetime


def clocks(*, contact: Term, fix: Term, start: datetime, calendar: Calendar) -> Clocks:
    """Both clocks of a matter raised at `start`. The fix is never due before the contact."""
    contact_due = due(start, contact, calendar)
    return Clocks(contact_due, max(contact_due, due(start, fix, calendar)))


def confirm_due(finished_at: datetime, calendar: Calendar) -> datetime:
    """Until when the resident is waited for before somebody calls (R2.8)."""
    return due(finished_at, CONFIRM, calendar)


def next_call_due(called_at: datetime, calendar: Calendar) -> datetime:
    """When to try again after a call that nobody answered."""
    return due(called_at, CONFIRM_LATER, calendar)
