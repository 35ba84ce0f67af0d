"""Straight lines between categories: weights for grams, and odds that hold for messages the lines had not seen."""

from collections.abc import Callable
from typing import NamedTuple
from warnings import catch_warnings

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from huisheng.collect.concerns.triage.examples import Examples
from huisheng.collect.concerns.triage.grams import Table, Weights

Indices = NDArray[np.int64]
FOLDS = 4
CLOSE_ENOUGH = 0.01  # where drawing stops; going on to a hundredth of it labelled no unseen message otherwise
ENOUGH_FOR_ODDS = 1_000  # confirmed messages; with fewer, one number for all classes is what they can carry
TELLING_AT_MOST = 1.5
DOUBT = 4  # a gram must occur more often than this before its classes are believed
STRONGEST = 40  # grams by which near duplicates are known
NEAR = 0.55  # how alike near duplicates are (cosine)


class Lines(NamedTuple):
    """Scores are `rows scaled by telling` @ weights + offset; a column for each label."""

    telling: Weights
    weights: Weights
    offset: Weights

    def scores(self, rows: csr_matrix, is_word: NDArray[np.bool_]) -> Weights:
        return np.asarray(scaled(rows, is_word, self.telling) @ self.weights + self.offset)


Teacher = Callable[[csr_matrix, Indices, Indices], Lines]


def scaled(rows: csr_matrix, is_word: NDArray[np.bool_], telling: Weights) -> csr_matrix:
    """Rows weighted by how telling each gram is; the words of a row have length 1, and so have its runs."""
    words = normalize(rows @ diags(telling * is_word))
    return (words + normalize(rows @ diags(telling * ~is_word))).tocsr().astype(np.float32)


def telling_of(rows: csr_matrix, numbers: Indices, count: int) -> Weights:
    """1 for a gram that occurs in all classes alike, up to 2.5 for one that gives its class away."""
    there = rows.copy()
    there.data = np.ones_like(there.data)
    counts = np.stack([np.asarray(there[numbers == each].sum(0)).ravel() for each in range(count)], 1)
    usual = (np.bincount(numbers, minlength=count) + 0.5) / (len(numbers) + 0.5 * count)
    share = (counts + DOUBT * usual) / (counts.sum(1, keepdims=True) + DOUBT)
    gained = (share * np.log(share / usual)).sum(1)
    return (1 + np.minimum(gained, TELLING_AT_MOST)).astype(np.float32)


def drawn(rows: csr_matrix, numbers: Indices, count: int, is_word: NDArray[np.bool_]) -> Lines:
    """One line for each label against all others, from labelled rows."""
    telling = telling_of(rows, numbers, count)
    balance = "balanced" if len(numbers) < ENOUGH_FOR_ODDS else None
    fitted = LinearSVC(C=1.0, random_state=0, class_weight=balance, tol=CLOSE_ENOUGH)
    return Lines(telling, *both_ways(fitted.fit(scaled(rows, is_word, telling), numbers)))


def both_ways(fitted: LinearSVC) -> tuple[Weights, Weights]:
    """Weights and offsets with a column for each label, also for two labels."""
    weights, offset = fitted.coef_.T, fitted.intercept_
    if len(offset) == 1:
        weights, offset = np.hstack([-weights, weights]), np.array([-offset[0], offset[0]])
    return weights.astype(np.float32), offset.astype(np.float32)


def unseen_scores(
    rows: csr_matrix,
    numbers: Indices,
    count: int,
    is_word: NDArray[np.bool_],
    is_single: NDArray[np.bool_],
    teacher: Teacher,
    parts: int = FOLDS,
) -> Weights:
    """The scores of every row by lines drawn without it and without its near duplicates, and, in further columns, the
    votes of its most similar examples among the same rows. Rows too few or too much alike to be parted score alike."""
    scores = np.full((len(numbers), count), -1.0, np.float32)
    votes = np.full((len(numbers), count), -np.log(count), np.float32)
    alike = near_duplicates(rows)
    parts = min(parts, int(np.bincount(numbers).max()), len(np.unique(alike)))
    if parts < 2:
        return np.hstack([scores, votes])
    part = dealt(numbers, alike, parts)
    for each in range(parts):
        seen, unseen = np.flatnonzero(part != each), np.flatnonzero(part == each)
        present, renumbered = np.unique(numbers[seen], return_inverse=True)
        if len(present) > 1 and len(unseen):
            lines = teacher(rows[seen], renumbered, seen)
            scores[np.ix_(unseen, present)] = lines.scores(rows[unseen], is_word)
            examples = Examples.of(table_of(rows[seen]), is_single, numbers[seen])
            asked = table_of(scaled(rows[unseen], is_word, lines.telling))
            votes[unseen] = [examples.votes(examples.alike(*row), count) for row in asked.rows()]
    return np.hstack([scores, votes])


def dealt(numbers: Indices, alike: Indices, parts: int) -> Indices:
    """The part of each row: rows that are alike share one, and each label is dealt out evenly."""
    _, first, group = np.unique(alike, return_index=True, return_inverse=True)
    shuffled = np.random.default_rng(0).permutation(len(first))
    order = shuffled[np.argsort(numbers[first[shuffled]], kind="stable")]
    part = np.empty(len(first), np.int64)
    part[order] = np.arange(len(first)) % parts
    return part[group]


def table_of(rows: csr_matrix) -> Table:
    return Table(rows.indptr, rows.indices, rows.data)


def near_duplicates(rows: csr_matrix) -> Indices:
    """A group number for each row; rows that say nearly the same share it."""
    strongest = rows.copy()
    for start, end in zip(rows.indptr, rows.indptr[1:], strict=False):
        if end - start > STRONGEST:
            weak = np.argpartition(rows.data[start:end], -STRONGEST)[:-STRONGEST]
            strongest.data[start + weak] = 0
    strongest.eliminate_zeros()
    alike = normalize(strongest) @ normalize(strongest).T
    alike.data[alike.data < NEAR] = 0
    alike.eliminate_zeros()
    return np.asarray(connected_components(alike, directed=False)[1], np.int64)


def odds_of(scores: Weights, numbers: Indices, count: int) -> tuple[Weights, Weights]:
    """(mixing, odds): `scores @ mixing + odds` are log odds that hold. Few messages cannot teach what votes are worth."""
    if len(numbers) < ENOUGH_FOR_ODDS or len(np.unique(numbers)) < max(count, 3):
        mixing = np.zeros((scores.shape[1], count), np.float32)
        mixing[:count] = np.eye(count) * _steepness(scores[:, :count], numbers)
        return mixing, np.zeros(count, np.float32)
    # Where every message is right the library looks for a solution another way and says so; a clerk need not know.
    with catch_warnings(action="ignore"):
        fitted = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=50).fit(scores, numbers)
    return fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)


def _steepness(scores: Weights, numbers: Indices) -> np.float32:
    """The one number for which the probabilities fit best what came true, and one message more for each label that came
    out otherwise: few messages, all of them right, are no proof of certainty (docs/decisions/0008)."""
    doubt = (scores.shape[1] - 1) / (len(numbers) + scores.shape[1])

    def surprise(steep: float) -> float:
        odds = scores.astype(np.float64) * steep
        top = odds.max(axis=1)
        mass = np.log(np.exp(odds - top[:, None]).sum(axis=1)) + top
        true = odds[np.arange(len(numbers)), numbers]
        others = (odds.sum(axis=1) - true) / (odds.shape[1] - 1)
        return float((mass - (1 - doubt) * true - doubt * others).mean())

    return np.float32(min(np.geomspace(0.2, 20, 40), key=surprise))
