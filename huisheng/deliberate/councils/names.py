"""Names out of a list as it was typed or pasted. Telephones are never kept (R13)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


def plain_name(name: str) -> str:
    """A name as it is compared: full-width forms and spaces forgiven."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class Pasted:
    """What a pasted list holds: the names in their order, those said twice, those that cannot be names."""

    names: list[str]
    twice: list[str]
    refused: list[str]


def read_names(text: str, *, known: Iterable[str] = ()) -> Pasted:
    """Names out of a list as it was pasted: one a line, or parted by commas, tabs, numbers in front.

    Telephone numbers are dropped, never kept (R13): only the name is read. `known`: who is written down already.
    """
    seen = {plain_name(one) for one in known}
    found = Pasted([], [], [])
    for piece in re.split(r"[\n\r,，、;；\t|]+", unicodedata.normalize("NFKC", text).replace("、", ",")):
        for name in _names_in(piece):
            if len(name) > 40 or not re.search(r"[^\W\d_]", name):
                found.refused.append(name[:40])
            elif plain_name(name) in seen:
                found.twice.append(name)
            else:
                seen.add(plain_name(name))
                found.names.append(name)
    return found


def _names_in(piece: str) -> list[str]:
    """One name, or several Chinese names parted by spaces; numbers in front and telephones are dropped."""
    found = []
    for part in piece.split(","):
        plain = re.sub(r"(?<!\d)(?:\+?86[- ]?)?(?:1\d{10}|0\d{2,3}[- ]?\d{7,8})(?!\d)", " ", part)
        plain = re.sub(r"^\s*\d{1,4}(?:[.)]\s*|\s+)", "", plain).strip(" .:-")
        several = plain.split()
        if len(several) > 1 and all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", one) for one in several):
            found += several
        elif several:
            found.append(" ".join(several))
    return found
