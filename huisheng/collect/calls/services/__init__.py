"""What is done with calls: open, extend, propose, support, merge, note, shortlist, answer, close, withdraw."""

from huisheng.collect.calls.services.answering import answer, each, note, shortlist, tell_authors
from huisheng.collect.calls.services.finding import known, leads_of, people_for, standing
from huisheng.collect.calls.services.hearing import mark, propose, support
from huisheng.collect.calls.services.merging import alike_in, merge, part
from huisheng.collect.calls.services.opening import close, extend, open_, withdraw

__all__ = [
    "alike_in",
    "answer",
    "close",
    "each",
    "extend",
    "known",
    "leads_of",
    "mark",
    "merge",
    "note",
    "open_",
    "part",
    "people_for",
    "propose",
    "shortlist",
    "standing",
    "support",
    "tell_authors",
    "withdraw",
]
