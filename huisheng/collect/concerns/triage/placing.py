"""Where a message is about, read from its own words: names of estates, roads, companies, mined from the messages.

No list of places is needed. A string is taken for the name of a place when it ends like one (小区, 苑, 路 …) or stands
right behind an administrative name (A5区, 长沙市 …), and when at least two people wrote it. Aliases need no table:
places are compared by the pairs and triples of characters in them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import rjieba

from huisheng.collect.concerns.triage.placewords import EVERYDAY, GENERIC, PROPER, STOP, SUFFIX

ADMINISTRATIVE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省)?[a-z]\d*(?:市|区|县)+|[\u4e00-\u9fff]{2,3}省"
    r"|[\u4e00-\u9fff]{2}(?<![小社城地片辖景园校院厂全本该我超门都夜菜股学库老新])(?:市|区|县)(?!场|民|政)"
)
RUN = re.compile(r"[\u4e00-\u9fffa-z0-9]+")
LONGEST_NAME = 10
LEAD = 400
LEAST_WRITERS = 2
COMMONEST = 0.035  # of all messages: what more of them name tells no place from another
Names = list[list[str]]


def places(titles: Sequence[str], texts: Sequence[str], writers: Sequence[str]) -> tuple[Names, Names]:
    """The names of places in each title and in the beginning of each text.

    `titles`, `texts`: plain and without blanks (see `bare`); `writers`: who wrote each, to count people, not messages.
    """
    names = _names(titles, texts, writers)
    if not names:
        return [[] for _ in titles], [[] for _ in titles]
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
    return [pattern.findall(title) for title in titles], [pattern.findall(text[:LEAD]) for text in texts]


def bare(text: str) -> str:
    """Text in which names can be found: administrative names are a blank, dots inside names are gone."""
    return ADMINISTRATIVE.sub(" ", re.sub(r"[\s·.]+", "", text))


def without(text: str, names: Sequence[str]) -> str:
    """The text without these names: what is left tells the issue."""
    for name in sorted(set(names), key=lambda each: (-len(each), each)):
        text = text.replace(name, " ")
    return text


def _names(titles: Sequence[str], texts: Sequence[str], writers: Sequence[str]) -> set[str]:
    read = [
        (list(_ending_like_places(title)), list(_ending_like_places(text[:LEAD])))
        for title, text in zip(titles, texts, strict=True)
    ]
    spread = Counter[str]()
    for in_title, in_text in read:
        spread.update({name for nested in in_title + in_text for name in nested})
    by: dict[str, set[str]] = defaultdict(set)
    in_some_title = set[str]()
    for (in_title, in_text), title, writer in zip(read, titles, writers, strict=True):
        entitled = {_widest(nested, spread) for nested in in_title} | set(_behind_administrative(title))
        in_some_title |= entitled
        for name in entitled | {name for nested in in_text for name in nested}:
            by[name].add(writer)
    most = max(COMMONEST * len(titles), 12)
    return {
        name
        for name, who in by.items()
        if name in in_some_title
        and len(who) >= LEAST_WRITERS
        and spread[name] <= most
        and not EVERYDAY.search(name)
        and name not in GENERIC
    }


def _ending_like_places(text: str) -> Iterator[list[str]]:
    """For each word that ends like a place: the names it may end, from the shortest to the longest."""
    for run in RUN.findall(text):
        cut = rjieba.cut(run)
        for end, word in enumerate(cut):
            if not SUFFIX.search(word):
                continue
            alone = len(word) > 1 and word not in GENERIC
            nested = list(_leftwards(cut[: end + 1], alone=alone))
            if nested:
                yield nested


def _leftwards(cut: list[str], *, alone: bool) -> Iterator[str]:
    name = cut[-1]
    if alone and 3 <= len(name) <= LONGEST_NAME:
        yield name
    for word in reversed(cut[-6:-1]):
        name = word + name
        if word in STOP or len(name) > LONGEST_NAME:
            return
        if len(name) >= 3 and name not in GENERIC:
            yield name


def _widest(nested: list[str], spread: Counter[str]) -> str:
    """The longest name that is about as common as what it ends with."""
    best = nested[0]
    for name in nested[1:]:
        if spread[name] >= max(2, 0.4 * spread[best]):
            best = name
    return best


def _behind_administrative(title: str) -> Iterator[str]:
    """What stands right behind A5区: it need not end like a place."""
    for part in title.split(" ")[1:]:
        run = RUN.match(part)
        if run:
            yield from _beginnings(run[0][:16])


@lru_cache(maxsize=100_000)
def _beginnings(run: str) -> tuple[str, ...]:
    tagged = [(word, tag) for word, tag in rjieba.tag(run)][:4]
    kept = next((i for i, (word, _) in enumerate(tagged) if word in STOP), len(tagged))
    names = list(accumulate(word for word, _ in tagged[:kept]))
    return tuple(
        name
        for i, name in enumerate(names)
        if 3 <= len(name) <= 8 and _is_name(name, [tag for _, tag in tagged[: i + 1]])
    )


def _is_name(name: str, tags: list[str]) -> bool:
    """Whether the words have a proper name among them, or make together what no dictionary knows."""
    if len(tags) == 1:
        return tags[0] in {"nr", "ns", "nz", "nt"} or not rjieba.has_word(name)
    if not PROPER.isdisjoint(tags):
        return True
    return not rjieba.has_word(name) and tags[0] not in {"r", "v", "vn", "m", "t"}
