"""What a new version of a covenant changes, article by article, with the words marked. Plain values in and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from huisheng.echo.later import Later

rjieba = Later("rjieba")


@dataclass(frozen=True)
class Text:
    """An article: its key, the key of the article of the version before that it continues, and its words."""

    key: int
    was: int | None
    words: str


@dataclass(frozen=True)
class Change:
    """What became of one article. `kind`: same, added, changed, dropped. `parts`: (same, added or gone; the words).

    `number` counts in the new version, for a dropped one in the old.
    """

    kind: str
    number: int
    parts: list[tuple[str, str]]


def compare(old: Sequence[Text], new: Sequence[Text]) -> list[Change]:
    """Every article of the new version in its order, then those of the old that are in it no more."""
    before = {text.key: text for text in old}
    found = [_became(before.get(text.was or 0), text, number) for number, text in enumerate(new, 1)]
    kept = {text.was for text in new}
    gone = [(number, text) for number, text in enumerate(old, 1) if text.key not in kept]
    return found + [Change("dropped", number, [("gone", text.words)]) for number, text in gone]


def _became(old: Text | None, new: Text, number: int) -> Change:
    if old is None:
        return Change("added", number, [("added", new.words)])
    if old.words == new.words:
        return Change("same", number, [("same", new.words)])
    return Change("changed", number, marked(old.words, new.words))


def marked(old: str, new: str) -> list[tuple[str, str]]:
    """The words of both texts in one line: same, gone, added. Joined, same and gone are the old, same and added the new."""
    a, b = rjieba.cut(old), rjieba.cut(new)
    parts: list[tuple[str, str]] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            parts.append(("same", "".join(a[a1:a2])))
            continue
        parts += [("gone", "".join(a[a1:a2]))] if a2 > a1 else []
        parts += [("added", "".join(b[b1:b2]))] if b2 > b1 else []
    return parts
