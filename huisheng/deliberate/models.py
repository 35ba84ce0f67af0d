"""The tables of the deliberate room."""

from huisheng.deliberate.ballots.models import (
    Assembly,
    Ballot,
    Clock,
    Delivery,
    OwnerLogin,
    Paper,
    PaperReading,
    Question,
    Receipt,
    Roll,
    RollObjection,
    RollOwner,
    RollUnit,
    Verdict,
    Vote,
)

__all__ = [
    "Assembly",
    "Ballot",
    "Clock",
    "Delivery",
    "OwnerLogin",
    "Paper",
    "PaperReading",
    "Question",
    "Receipt",
    "Roll",
    "RollObjection",
    "RollOwner",
    "RollUnit",
    "Verdict",
    "Vote",
]
