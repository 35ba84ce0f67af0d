"""What is done with calls: open, extend, propose, support, merge, note, shortlist, answer, close, withdraw."""

from huisheng.collect.calls.services.answering import answer, each, note, shortlist
from huisheng.collect.calls.services.finding import down_of, known, leads_of, open_ones, people_for, standing
from huisheng.collect.calls.services.hearing import mark, propose, support
from huisheng.collect.calls.services.merging import alike_in, merge, part
from huisheng.collect.calls.services.opening import close, extend, open_, withdraw
from huisheng.collect.calls.services.removing import ask_again, keep_down, put_back, take_down

__all__ = [
    "alike_in",
    "answer",
    "ask_again",
    "close",
    "down_of",
    "each",
    "extend",
    "keep_down",
    "known",
    "leads_of",
    "mark",
    "merge",
    "note",
    "open_",
    "open_ones",
    "part",
    "people_for",
    "propose",
    "put_back",
    "shortlist",
    "standing",
    "support",
    "take_down",
    "withdraw",
]
