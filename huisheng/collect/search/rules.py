"""How words are found: folded to one way of writing, cut into single characters and pairs, every occurrence kept.

A text contains what was typed if and only if the folded text contains the folded word. The index narrows by pairs of
characters; whatever it offers is looked at again, so it may offer too much, never too little.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from operator import add

from huisheng.echo.later import Later
from huisheng.echo.refusals import YES, because
from huisheng.echo.simplified import simplified
from huisheng.territory.places.rules import prefixes

pypinyin = Later("pypinyin")
LONGEST, MOST_TERMS = 100, 8
A_PAGE = 20
SAYS, INNER, SOUNDS, UNDER, WHO = "a", "b", "c", "u", "w"  # the letter before a token: where it stands
Tokens = dict[str, set[str]]  # of a matter: under the letter of where they stand, without it


class _Folded(dict[int, str]):
    """Each character by itself, so that a part of a text folds to a part of the folded text."""

    def __missing__(self, code: int) -> str:
        plain = "".join(one.lower() for one in unicodedata.normalize("NFKC", chr(code)))
        self[code] = "" if not code else plain if plain.strip() else " "
        return self[code]


_FOLDED = _Folded()


def folded(text: str) -> str:
    """Full-width as half-width, capitals as small letters, any white space as a space; no NUL."""
    return text.translate(_FOLDED)


def both(text: str) -> str:
    """The folded text as it was written and, where that differs, in Simplified characters too."""
    written, plain = folded(text), simplified(text)
    simple = written if plain == text else folded(plain)
    return written if written == simple else f"{written}\n{simple}"


@dataclass(frozen=True)
class Term:
    """One word of what was typed, as it was typed and in Simplified characters."""

    written: str
    simple: str

    @property
    def spellings(self) -> list[str]:
        return [one for one in dict.fromkeys((self.written, self.simple)) if one]


def why_not_look(typed: str) -> str:
    """Why this cannot be looked for."""
    words = folded(typed).split()
    if not words:
        return because("请写要找的字，一个字也行。")
    if len(typed) > LONGEST:
        return because("写得太长了，请在 %(most)s 字以内，挑几个字就够。", most=LONGEST)
    if len(words) > MOST_TERMS:
        return because("一次最多找 %(most)s 个词。", most=MOST_TERMS)
    return YES


def terms_of(typed: str) -> list[Term]:
    """The words of what was typed; a matter is found when it has all of them."""
    return [Term(word, folded(simplified(word))) for word in folded(typed).split()]


@dataclass(frozen=True)
class Words:
    """What of a matter is found: `says` residents may read, `inner` staff only; `sounds` is the pinyin of its title and place."""

    says: str
    inner: str
    sounds: str

    def has(self, terms: list[Term], *, inner: bool = True) -> bool:
        """The plain scan that the index must agree with."""
        fields = {"says": self.says, "inner": self.inner if inner else "", "sounds": self.sounds}
        return all(
            any(one in fields[name] for one in term.spellings for name in where_of(one)) for term in terms
        )


def where_of(spelling: str) -> dict[str, str]:
    """Where a word can stand, and the letter of its tokens there; only letters, two at least, are a sound."""
    heard = len(spelling) > 1 and spelling.isascii() and spelling.isalpha()
    return {"says": SAYS, "inner": INNER} | ({"sounds": SOUNDS} if heard else {})


def words_of(*, title: str, place: str, says: list[str], inner: list[str], outside: str = "") -> Words:
    """What is kept of a matter to be found by."""
    named = f"{title}\n{place}"
    return Words(
        both("\n".join([named, outside, *says])), both("\n".join(filter(None, inner))), sounds_of(named)
    )


@lru_cache(maxsize=20_000)
def sounds_of(text: str) -> str:
    """楼道灯 → `ldd loudaodeng`: initials and whole, so that either can be typed."""
    runs = [_heard(run) for run in _RUNS.findall(simplified(text))]
    return folded(
        " ".join(
            ["".join(initials for initials, _whole in runs), "".join(whole for _initials, whole in runs)]
        )
    )


_RUNS = re.compile("[^\x00-\x7f]+|[\x00-\x7f]+")


@lru_cache(maxsize=20_000)
def _heard(run: str) -> tuple[str, str]:
    """Kinds and places come again and again in titles that differ in a number."""
    heard = [run] if run.isascii() else pypinyin.lazy_pinyin(run)
    return "".join(one[0] for one in heard if one.strip()), "".join(heard)


def tokens_of(words: Words, path: str, who: str) -> Tokens:
    """Under which tokens a matter stands in the index. `who`: its digests with a space between them."""
    return {
        SAYS: cut(words.says),
        INNER: cut(words.inner),
        SOUNDS: cut(words.sounds),
        UNDER: {under(one)[1:] for one in prefixes(path)},
        WHO: {one[1:] for one in who.split()},
    }


def under(path: str) -> str:
    """The token of everything that lies under a path."""
    return UNDER + path.replace(".", "z")


def cut(text: str) -> set[str]:
    """Every character and every two neighbours of a text."""
    plain = text.translate(_PLAIN)
    found = set(plain)
    for run in plain.split():
        found.update(map(add, run, run[1:]))
    found.difference_update(" \n")
    return found


def wanted_of(spelling: str, field: str) -> set[str]:
    """The tokens that a text with this spelling must have; for a single character itself."""
    plain = spelling.translate(_PLAIN)
    return behind(field, map(add, plain, plain[1:]) if len(plain) > 1 else plain)


def behind(letter: str, cuts: Iterable[str]) -> set[str]:
    """Tokens: cuts behind the letter of where they stand."""
    return {letter + one for one in cuts}


# FTS5 cuts at the signs of ASCII (its `ascii` tokenizer): each is written as a character that nobody writes.
_PLAIN = {
    code: chr(0xE000 + code) for code in range(128) if not chr(code).isalnum() and chr(code) not in " \n"
}


def digits_of(typed: str) -> str:
    """What was typed as (the end of) a number, dashes and full-width forgiven; "" when it is something else."""
    plain = re.sub(r"[\s\-–—]+", "", unicodedata.normalize("NFKC", typed))
    return plain if 3 <= len(plain) <= 10 and re.fullmatch(r"[0-9]+", plain) else ""


def piece(text: str, terms: list[Term], *, around: int = 22) -> tuple[str, str, str] | None:
    """What stands before, is, and stands after the first word found in a text; None when none of them is there."""
    for term in terms:
        for plain, spelling in ((folded(text), term.written), (folded(simplified(text)), term.simple)):
            at = plain.find(spelling)
            if at >= 0 and len(plain) == len(text):
                end = at + len(spelling)
                start = max(0, at - around)
                before = ("…" if start else "") + text[start:at]
                return before, text[at:end], text[end : end + around] + ("…" if text[end + around :] else "")
    return None


def who_tokens(name: str, phone: str, key: bytes) -> set[str]:
    """Whose matter it is, as keyed digests of characters, pairs, the phone and its last four: no name lies in the index."""
    digits = re.sub(r"\D", "", phone)
    parts = {digits, digits[-4:]} if len(digits) >= 7 else set()
    return {digest(one, key) for one in (behind(WHO, cut(both(name))) | {WHO + "t" + part for part in parts})}


def who_wanted(typed: str, key: bytes) -> list[set[str]]:
    """The tokens of a name or a phone as typed; one set for each way to write it."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", typed))
    if digits:
        return [{digest(WHO + "t" + (digits[2:] if len(digits) == 13 else digits), key)}]
    name = "".join(folded(typed).split())
    return [
        {digest(one, key) for one in wanted_of(spelling, WHO)}
        for spelling in {name, folded(simplified(name))}
    ]


def digest(token: str, key: bytes) -> str:
    return WHO + blake2b(token.encode(), key=key, digest_size=6).hexdigest()
