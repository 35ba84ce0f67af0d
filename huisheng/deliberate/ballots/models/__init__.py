"""What is remembered of owners' votes: the assembly, its rolls, the votes, the ballots."""

from huisheng.deliberate.ballots.models.casting import Ballot, Delivery, Paper, PaperReading, Receipt
from huisheng.deliberate.ballots.models.law import LawProfile, LawRule
from huisheng.deliberate.ballots.models.rolls import (
    Assembly,
    OwnerLogin,
    Roll,
    RollObjection,
    RollOwner,
    RollUnit,
)
from huisheng.deliberate.ballots.models.terms import Handover, HandoverThing, Term
from huisheng.deliberate.ballots.models.votes import Clock, Question, Verdict, Vote

__all__ = [
    "Assembly",
    "Ballot",
    "Clock",
    "Delivery",
    "Handover",
    "HandoverThing",
    "LawProfile",
    "LawRule",
    "OwnerLogin",
    "Paper",
    "PaperReading",
    "Question",
    "Receipt",
    "Roll",
    "RollObjection",
    "RollOwner",
    "RollUnit",
    "Term",
    "Verdict",
    "Vote",
]
