"""Who of a pasted list is new, and how a name is compared. Reading the list: collect/talks/names.py."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from huisheng.collect.talks import names


def plain_name(name: str) -> str:
    """A name as it is compared: full-width forms and spaces forgiven."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class Pasted:
    """What a pasted list holds: the new names in their order, those said twice or known, those that are no names."""

    names: list[str]
    twice: list[str]
    refused: list[str]


def read_names(text: str, *, known: Iterable[str] = ()) -> Pasted:
    """Names out of a list as it was typed or pasted; telephones are dropped unread (R13). `known`: who is written down."""
    read = names.read_names(text)
    seen, found = {plain_name(one) for one in known}, Pasted([], list(read.again), list(read.unclear))
    for name in read.names:
        (found.twice if plain_name(name) in seen else found.names).append(name)
        seen.add(plain_name(name))
    return found
