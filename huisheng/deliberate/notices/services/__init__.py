"""What is done with notices: publish, correct, put up, object, answer, close, withdraw; and how long each must hang."""

from huisheng.deliberate.notices.services.answering import answer, object_
from huisheng.deliberate.notices.services.finding import known, missing_spots, standing
from huisheng.deliberate.notices.services.lengths import keep_length, length_of, lengths, seed_lengths
from huisheng.deliberate.notices.services.posting import leave_out, post_up
from huisheng.deliberate.notices.services.publishing import close, correct, places_for, publish, withdraw

__all__ = [
    "answer",
    "close",
    "correct",
    "keep_length",
    "known",
    "leave_out",
    "length_of",
    "lengths",
    "missing_spots",
    "object_",
    "places_for",
    "post_up",
    "publish",
    "seed_lengths",
    "standing",
    "withdraw",
]
