"""The tables of the collect room."""

from huisheng.collect.calls.models import (
    Call,
    CallEnd,
    Feasibility,
    Proposal,
    ProposalAnswer,
    Shortlisted,
    Support,
    TakenDown,
)
from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.collect.concerns.hot.models import HotReading, HotTopic
from huisheng.collect.concerns.letters import Letter
from huisheng.collect.concerns.models import Batch, Concern, Pause, Referral, Tally, Verdict
from huisheng.collect.concerns.triage.models import Allowance, Drift, Joining, Learned, Sorting, Switch
from huisheng.collect.search.models import Findable, Unread
from huisheng.collect.sensitive.models import SensitiveNote
from huisheng.collect.talks.models import (
    Attendee,
    PastFate,
    PointFate,
    Talk,
    TalkEnd,
    TalkOff,
    TalkPoint,
    TalkSeries,
)
from huisheng.collect.visits.models import Visit

__all__ = [
    "Allowance",
    "Attendee",
    "Batch",
    "Call",
    "CallEnd",
    "Category",
    "ClockPolicy",
    "Concern",
    "Drift",
    "Feasibility",
    "Findable",
    "HotReading",
    "HotTopic",
    "Joining",
    "Learned",
    "Letter",
    "PastFate",
    "Pause",
    "PauseReason",
    "PointFate",
    "Proposal",
    "ProposalAnswer",
    "Referral",
    "SensitiveNote",
    "Shortlisted",
    "Sorting",
    "Support",
    "Switch",
    "TakenDown",
    "Talk",
    "TalkEnd",
    "TalkOff",
    "TalkPoint",
    "TalkSeries",
    "Tally",
    "Unread",
    "Verdict",
    "Visit",
]
