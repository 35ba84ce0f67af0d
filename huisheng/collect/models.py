"""The tables of the collect room."""

from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.collect.concerns.letters import Letter
from huisheng.collect.concerns.models import Batch, Concern, Pause, Referral, Tally, Verdict

__all__ = [
    "Batch",
    "Category",
    "ClockPolicy",
    "Concern",
    "Letter",
    "Pause",
    "PauseReason",
    "Referral",
    "Tally",
    "Verdict",
]
