"""What is done with councils: found, plan, table, notify, meet, decide, close; invite outside bodies; the gallery."""

from huisheng.deliberate.councils.services.agenda import attach, carry, set_parties, table, why_not_matter
from huisheng.deliberate.councils.services.attending import arrive, come_back, distinct_people, leave
from huisheng.deliberate.councils.services.extending import allow_extension
from huisheng.deliberate.councils.services.finding import (
    councils,
    day,
    hour,
    known,
    missing_parties,
    place_on_agenda,
    present,
    seats,
    standing,
    upcoming_of,
)
from huisheng.deliberate.councils.services.founding import change, excuse, found, seat, withdraw
from huisheng.deliberate.councils.services.inviting import answer, body_promised, why_not_answer
from huisheng.deliberate.councils.services.meeting import (
    begin,
    close,
    decide,
    draft,
    notify,
    open_,
    tick,
    write_down,
)
from huisheng.deliberate.councils.services.notifying import record_notice, register, told_by_hand
from huisheng.deliberate.councils.services.planning import cancel, move, plan, plan_series
from huisheng.deliberate.councils.services.reminding import remind_all

__all__ = [
    "allow_extension",
    "answer",
    "arrive",
    "attach",
    "begin",
    "body_promised",
    "cancel",
    "carry",
    "change",
    "close",
    "come_back",
    "councils",
    "day",
    "decide",
    "distinct_people",
    "draft",
    "excuse",
    "found",
    "hour",
    "known",
    "leave",
    "missing_parties",
    "move",
    "notify",
    "open_",
    "place_on_agenda",
    "plan",
    "plan_series",
    "present",
    "record_notice",
    "register",
    "remind_all",
    "seat",
    "seats",
    "set_parties",
    "standing",
    "table",
    "tick",
    "told_by_hand",
    "upcoming_of",
    "why_not_answer",
    "why_not_matter",
    "withdraw",
    "write_down",
]
