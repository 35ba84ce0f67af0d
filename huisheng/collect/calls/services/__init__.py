"""What is done with calls: open, extend, propose, support, merge, note, shortlist, answer, close, withdraw."""

from huisheng.collect.calls.services.answering import answer, each, note, shortlist, tell_authors
from huisheng.collect.calls.services.due import calls_due, second_looks
from huisheng.collect.calls.services.finding import (
    about,
    down_of,
    known,
    leads,
    leads_of,
    made_of,
    open_ones,
    people_for,
    standing,
    window,
)
from huisheng.collect.calls.services.hearing import propose
from huisheng.collect.calls.services.merging import alike_in, merge, part
from huisheng.collect.calls.services.opening import close, extend, open_, withdraw
from huisheng.collect.calls.services.removing import ask_again, keep_down, put_back, take_down
from huisheng.collect.calls.services.supporting import KEPT_FOR, forget_telephones, mark, prove, support

__all__ = [
    "KEPT_FOR",
    "about",
    "alike_in",
    "answer",
    "ask_again",
    "calls_due",
    "close",
    "down_of",
    "each",
    "extend",
    "keep_down",
    "forget_telephones",
    "known",
    "leads",
    "leads_of",
    "made_of",
    "mark",
    "merge",
    "note",
    "open_",
    "open_ones",
    "part",
    "people_for",
    "propose",
    "prove",
    "put_back",
    "second_looks",
    "shortlist",
    "standing",
    "support",
    "tell_authors",
    "take_down",
    "window",
    "withdraw",
]
