"""What is done with a concern: one verb an act. Every verb asks its rule, saves, counts, and says a Line."""

from huisheng.collect.concerns.services.closing import Report, exit_, finish
from huisheng.collect.concerns.services.correcting import add_own, correct
from huisheng.collect.concerns.services.handing_back import report_done
from huisheng.collect.concerns.services.handling import (
    contact,
    dispatch,
    extend,
    note,
    pause,
    resume,
    resume_overdue,
    return_,
    sort,
    visit,
)
from huisheng.collect.concerns.services.holding import hand_on_strays, successor
from huisheng.collect.concerns.services.joining import (
    answer,
    cosign,
    gather,
    join,
    part,
    recall,
    refer,
    scatter,
    why_not_answer,
)
from huisheng.collect.concerns.services.judging import (
    call_unanswered,
    judge,
    lapse,
    lapse_overdue,
    object_,
    reopen,
    thank,
    withdraw,
)
from huisheng.collect.concerns.services.keeping import matter_closed
from huisheng.collect.concerns.services.places import follow_merge, follow_move
from huisheng.collect.concerns.services.raising import raise_, receiver_for
from huisheng.collect.concerns.services.reminding import remind_late
from huisheng.collect.concerns.services.removing import remove

__all__ = [
    "Report",
    "add_own",
    "answer",
    "call_unanswered",
    "contact",
    "correct",
    "cosign",
    "dispatch",
    "exit_",
    "extend",
    "finish",
    "follow_merge",
    "follow_move",
    "gather",
    "hand_on_strays",
    "join",
    "judge",
    "lapse",
    "lapse_overdue",
    "matter_closed",
    "note",
    "object_",
    "part",
    "pause",
    "raise_",
    "recall",
    "receiver_for",
    "refer",
    "remind_late",
    "remove",
    "reopen",
    "report_done",
    "resume",
    "resume_overdue",
    "return_",
    "scatter",
    "sort",
    "successor",
    "thank",
    "visit",
    "why_not_answer",
    "withdraw",
]
