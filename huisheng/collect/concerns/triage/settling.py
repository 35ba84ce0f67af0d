"""Groups found by similarity of pairs, put right by what each group is about: its place and its issue.

A message stays in, or comes to, the group whose place it names and whose issue it tells; groups that would take
each other's members are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from huisheng.collect.concerns.triage.issues import Vectors

BLOCK = 2_000
ROUNDS = 4
PLACED = 0.4  # mean likeness of members' places from which a group has a place
SAME_PLACE = 0.25
WITH_PLACE = 0.11  # issue × place, for a message that names the group's place
WITHOUT_PLACE = 0.28  # issue alone, for a message that names no place
NO_PLACE = 0.28  # issue alone, in a group that has no place
ELSEWHERE = 0.4  # the same, for a message that names a place of its own
FLOOR = 0.1
MUTUAL = 0.5


@dataclass(frozen=True)
class Profile:
    """What groups are about: sums and unit vectors of their members' places and issues; whether they have a place."""

    sums: dict[str, csr_matrix]
    units: dict[str, csr_matrix]
    lengths: dict[str, np.ndarray]
    placed: np.ndarray


def settled(groups: Sequence[Sequence[int]], vectors: Vectors, *, least: int) -> list[list[int]]:
    """The groups after a few rounds of joining and reassigning; those that end below `least` members are dropped."""
    now = [list(group) for group in groups if len(group) >= least]
    for _ in range(ROUNDS):
        if not now:
            break
        now = _joined(now, vectors)
        after = _assigned(now, vectors, least=least)
        if after == now:
            break
        now = after
    return now


def _profile(groups: Sequence[Sequence[int]], vectors: Vectors) -> Profile:
    members = _members(groups, vectors.place.shape[0])
    sums = {name: members @ table for name, table in _tables(vectors)}
    lengths = {
        name: np.sqrt(np.asarray(each.multiply(each).sum(axis=1)).ravel()) for name, each in sums.items()
    }
    units = {name: normalize(each) for name, each in sums.items()}
    owner = _owners(groups, vectors.place.shape[0])
    rows = np.flatnonzero(owner >= 0)
    own = np.asarray(vectors.place[rows].multiply(units["place"][owner[rows]]).sum(axis=1)).ravel()
    sizes = np.array([len(group) for group in groups])
    mean = np.bincount(owner[rows], weights=own, minlength=len(groups)) / sizes
    return Profile(sums, units, lengths, mean >= PLACED)


def _tables(vectors: Vectors) -> list[tuple[str, csr_matrix]]:
    return [("place", vectors.place), ("issue", vectors.issue)]


def _members(groups: Sequence[Sequence[int]], n: int) -> csr_matrix:
    rows = [k for k, group in enumerate(groups) for _ in group]
    columns = [i for group in groups for i in group]
    return csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(groups), n))


def _owners(groups: Sequence[Sequence[int]], n: int) -> np.ndarray:
    owner = np.full(n, -1)
    for k, group in enumerate(groups):
        owner[list(group)] = k
    return owner


def _fits(profile: Profile, vectors: Vectors, owner: np.ndarray, start: int, end: int) -> np.ndarray:
    """How well each message of a block fits each group: 1 and more is well enough."""
    like = {}
    for name, table in _tables(vectors):
        like[name] = _likeness(table[start:end], owner[start:end], profile, name)
    place, issue = like["place"], like["issue"]
    names_one = np.array([bool(named) for named in vectors.named[start:end]])[:, None]
    there = np.where(place >= SAME_PLACE, issue * (FLOOR + place) / WITH_PLACE, 0)
    silent = np.where(names_one, 0, issue / WITHOUT_PLACE)
    anywhere = issue / np.where(names_one & (place < SAME_PLACE), ELSEWHERE, NO_PLACE)
    return np.where(profile.placed[None, :], np.maximum(there, silent), anywhere)


def _likeness(rows: csr_matrix, owner: np.ndarray, profile: Profile, name: str) -> np.ndarray:
    """Cosines with the groups; with its own group as if the message were not in it."""
    like = (rows @ profile.units[name].T).toarray()
    mine = np.flatnonzero(owner >= 0)
    length = profile.lengths[name][owner[mine]]
    itself = np.asarray(rows[mine].multiply(rows[mine]).sum(axis=1)).ravel()
    with_all = like[mine, owner[mine]] * length
    others = np.sqrt(np.maximum(length**2 - 2 * with_all + itself, 1e-9))
    like[mine, owner[mine]] = np.maximum(with_all - itself, 0) / np.maximum(others, 1e-3)
    return like


def _joined(groups: list[list[int]], vectors: Vectors) -> list[list[int]]:
    """Groups that would each take half of the other's members become one."""
    taken = _taken(groups, vectors)
    sizes = np.array([len(group) for group in groups], dtype=float)
    share = taken / sizes[:, None]
    mutual = (share >= MUTUAL) & (share.T >= MUTUAL)
    root = list(range(len(groups)))
    for a, b in zip(*np.nonzero(np.triu(mutual, 1)), strict=True):
        root = [root[a] if each == root[b] else each for each in root]
    together: dict[int, list[int]] = {}
    for k, group in enumerate(groups):
        together.setdefault(root[k], []).extend(group)
    return sorted(sorted(group) for group in together.values())


def _taken(groups: list[list[int]], vectors: Vectors) -> np.ndarray:
    """How many members of each group every group would take."""
    n = vectors.place.shape[0]
    profile, owner = _profile(groups, vectors), _owners(groups, n)
    taken = np.zeros((len(groups), len(groups)))
    for start in range(0, n, BLOCK):
        fits = _fits(profile, vectors, owner, start, min(start + BLOCK, n)) >= 1
        mine = np.flatnonzero(owner[start : start + BLOCK] >= 0)
        np.add.at(taken, owner[start : start + BLOCK][mine], fits[mine])
    return taken


def _assigned(groups: list[list[int]], vectors: Vectors, *, least: int) -> list[list[int]]:
    """Every message to the group it fits best, if it fits one."""
    n = vectors.place.shape[0]
    profile, owner = _profile(groups, vectors), _owners(groups, n)
    after: list[list[int]] = [[] for _ in groups]
    for start in range(0, n, BLOCK):
        fits = _fits(profile, vectors, owner, start, min(start + BLOCK, n))
        best = fits.argmax(axis=1)
        for i in np.flatnonzero(fits.max(axis=1) >= 1):
            after[best[i]].append(start + int(i))
    return sorted(group for group in after if len(group) >= least)
