"""Hot spots: messages of several people about the same matter at the same place, the hottest first (docs/hotspots.md).

A topic is a place × an issue: the same estate with another issue is another topic. Plain values in and out; the order
of the messages never matters.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from scipy.sparse import csr_matrix, vstack

from huisheng.collect.concerns.triage.heat import heat_of
from huisheng.collect.concerns.triage.issues import Vectors, vectors
from huisheng.collect.concerns.triage.linking import average_link
from huisheng.collect.concerns.triage.settling import settled
from huisheng.echo.voices.masking import masked

LEAST = 3  # messages that make a topic
LINK = 0.12
FAINT = 0.04
ELSEWHERE, DISCOUNT = 0.1, 0.2  # two messages that name places without likeness are less alike
SILENT = 0.9  # how much the issue alone counts when one of two messages names no place
NEIGHBOURS = 150
CELLS = 4_000_000  # of a block of similarities in memory
TELLING = 5
SHARED = 0.4  # of the members name the topic's place


@dataclass(frozen=True)
class Message:
    """One message. `at`: a local time; `place`: where the platform knows it, its path or name; `cosigns`: people who
    signed it without writing, those against counted against."""

    id: str
    user: str
    title: str
    text: str
    at: datetime
    place: str = ""
    cosigns: int = 0


@dataclass(frozen=True)
class Topic:
    """A hot spot; `reason`: the telling words, strongest first; `members`: from the most to the least typical."""

    rank: int
    heat: float
    first: date
    last: date
    place: str
    summary: str
    reason: tuple[str, ...]
    people: int
    cosigns: int
    members: tuple[Message, ...]


def topics(messages: Sequence[Message], *, least: int = LEAST) -> list[Topic]:
    """The topics of at least `least` messages, the hottest first; nothing when there are fewer messages."""
    known = sorted(set(messages), key=lambda each: (each.id, each.at, each.user, each.title, each.text))
    if len(known) < least:
        return []
    read = vectors(
        [each.title for each in known],
        [each.text for each in known],
        [each.user or each.id for each in known],
        [each.place for each in known],
    )
    groups = settled(average_link(_alike(read), least=LINK), read, least=least)
    today = max(each.at for each in known).date()
    found = [_topic(group, known, read, today) for group in groups]
    found.sort(key=lambda topic: (-topic.heat, -topic.people, -len(topic.members), topic.members[0].id))
    return [_ranked(topic, rank) for rank, topic in enumerate(found, 1)]


def heat(members: Sequence[Message], *, today: date) -> float:
    """By its people, messages and co-signs, and how long ago the last of them was (triage.heat)."""
    return heat_of(
        people=len({each.user or each.id for each in members}),
        messages=len(members),
        cosigns=sum(each.cosigns for each in members),
        days=(today - max(each.at for each in members).date()).days,
    )


def _alike(read: Vectors) -> csr_matrix:
    """How alike two messages are: half by their words, half by place × issue. Only near neighbours are kept."""
    n = read.whole.shape[0]
    block = max(CELLS // n, 1)
    rows = [_nearest(_similar(read, start, min(start + block, n)), start) for start in range(0, n, block)]
    alike = vstack(rows).tocsr()
    return alike.maximum(alike.T).tocsr()


def _similar(read: Vectors, start: int, end: int) -> np.ndarray:
    def cosines(table: csr_matrix) -> np.ndarray:
        return (table[start:end] @ table.T).toarray()

    words, place = (cosines(read.whole) + cosines(read.title)) / 4, cosines(read.place)
    names_one = np.array([bool(each) for each in read.named])
    elsewhere = names_one[start:end, None] & names_one[None, :] & (place < ELSEWHERE)
    issue = cosines(read.issue)
    silent = ~(names_one[start:end, None] & names_one[None, :])
    matter = np.maximum(np.sqrt(np.maximum(place * issue, 0)), np.where(silent, SILENT * issue, 0))
    return words * np.where(elsewhere, DISCOUNT, 1) + matter / 2


def _nearest(similar: np.ndarray, start: int) -> csr_matrix:
    """The nearest neighbours of each row of a block."""
    similar = similar.round(5)
    similar[np.arange(len(similar)), np.arange(start, start + len(similar))] = 0
    if similar.shape[1] > NEIGHBOURS:
        bar = np.partition(similar, -NEIGHBOURS, axis=1)[:, [-NEIGHBOURS]]
        similar[similar < bar] = 0
    similar[similar < FAINT] = 0
    return csr_matrix(similar)


def _topic(group: Sequence[int], known: Sequence[Message], read: Vectors, today: date) -> Topic:
    order = _typical(group, read)
    members = tuple(known[i] for i in order)
    place = _place(group, read)
    days = [each.at.date() for each in members]
    return Topic(
        rank=0,
        heat=heat(members, today=today),
        first=min(days),
        last=max(days),
        place=place,
        summary=_summary(members, place),
        reason=_telling(group, read),
        people=len({each.user or each.id for each in members}),
        cosigns=sum(each.cosigns for each in members),
        members=members,
    )


def _typical(group: Sequence[int], read: Vectors) -> list[int]:
    """The members, the one nearest to all others first."""
    near = sum(
        np.asarray(table[group] @ np.asarray(table[group].sum(axis=0)).ravel())
        for table in (read.title, read.whole, read.issue)
    )
    return [group[k] for k in np.lexsort((np.array(group), -np.asarray(near).round(4)))]


def _place(group: Sequence[int], read: Vectors) -> str:
    """The name that most titles share; of names that are parts of one another the longest."""
    named = Counter(name for i in group for name in sorted(set(read.named[i])))
    if not named:
        return ""
    held = {name: sum(any(name in each for each in read.named[i]) for i in group) for name in named}
    shared = [name for name in named if held[name] >= SHARED * len(group)]
    return max(shared, key=lambda name: (held[name] * (5 + min(len(name), 8)), name), default="")


def _summary(members: Sequence[Message], place: str) -> str:
    """The most typical title that names the place, without phones and names of people."""
    titles = [masked(" ".join(each.title.split())) for each in members if each.title.strip()]
    telling = [title for title in titles if place and place in title.lower()] or titles
    return telling[0] if telling else place


def _telling(group: Sequence[int], read: Vectors) -> tuple[str, ...]:
    weight = np.asarray(read.issue[group].sum(axis=0)).ravel()
    order = np.lexsort((np.arange(len(weight)), -weight.round(5)))[:TELLING]
    return tuple(str(read.terms[k]) for k in order if weight[k] > 0)


def _ranked(topic: Topic, rank: int) -> Topic:
    return Topic(**{**topic.__dict__, "rank": rank})
