"""Few confirmed messages and many that nobody labelled: the many show which words go together.

Teachers know messages by their themes (the main directions of all texts), are also told the names of the classes, and
label the texts they are surest of; lines are drawn from these and from the confirmed messages, which count more.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC
from sklearn.utils.extmath import randomized_svd

from huisheng.collect.concerns.triage.grams import Weights
from huisheng.collect.concerns.triage.lines import Indices, Lines, Teacher, both_ways

FEW = 2_000  # confirmed messages; with more, unlabelled text was measured to make a model worse
MANY = 300  # texts without a label
FOLDS_OF_FEW = 3  # each draws lines through thousands of texts
THEMES = ((100, 0.0), (100, -0.5), (200, -0.5))  # how many, and how much the leading ones are held back
NAME_COUNTS = 2.0  # times as much as a confirmed message
TAKEN = 0.7  # of the texts that the teachers put into a class, the surest
CONFIRMED = 5.0  # times the weight of a text that only the teachers labelled
TOO_COMMON = 0.2  # words in more of the texts than this make no theme


def themes(rows: csr_matrix, is_single: NDArray[np.bool_], names: int) -> list[Weights]:
    """Every row by its themes, in three ways, length 1. `is_single` marks the grams that are single words; the last
    `names` rows are names of classes, which shape no theme."""
    words = rows[:, is_single]
    common = np.bincount(words.indices, minlength=words.shape[1]) > TOO_COMMON * rows.shape[0]
    words = normalize(words if common.all() else words[:, ~common])
    texts = words[: rows.shape[0] - names]
    most = max(min(max(count for count, _ in THEMES), *(side - 1 for side in texts.shape)), 1)
    _, strength, directions = randomized_svd(texts, most, n_iter=3, random_state=0)
    strength = np.maximum(strength, 1e-6)
    return [
        np.asarray(normalize(words @ (directions[:count].T * strength[:count] ** power)), np.float32)
        for count, power in THEMES
    ]


def teacher(
    confirmed: csr_matrix,
    numbers: Indices,
    others: csr_matrix,
    names: csr_matrix,
    is_single: NDArray[np.bool_],
) -> Teacher:
    """A way to draw lines from some of the confirmed rows with the help of all the others. `names`: the names of the
    classes, as rows."""
    every = themes(vstack([confirmed, others, names]).tocsr(), is_single, names.shape[0])
    first, last = confirmed.shape[0], confirmed.shape[0] + others.shape[0]
    whole = numbers

    def drawn(rows: csr_matrix, numbers: Indices, seen: Indices) -> Lines:
        present = np.unique(whole[seen])
        shown = np.concatenate([seen, last + present])
        labels = np.concatenate([numbers, np.arange(len(present))])
        count = np.concatenate([np.ones(len(seen)), np.full(len(present), NAME_COUNTS)])
        guides = [
            LogisticRegression(C=10, class_weight="balanced", max_iter=300)
            .fit(theme[shown], labels, sample_weight=count)
            .predict_proba(theme[first:last])
            for theme in every
        ]
        return _student(rows, numbers, others, np.mean(guides, axis=0))

    return drawn


def _student(rows: csr_matrix, numbers: Indices, others: csr_matrix, chances: NDArray[np.float64]) -> Lines:
    taken, labels, sure = _surest(chances)
    fitted = LinearSVC(C=0.1, class_weight="balanced", random_state=0).fit(
        vstack([rows, others[taken]]),
        np.concatenate([numbers, labels]),
        sample_weight=np.concatenate([np.full(len(numbers), CONFIRMED), sure]),
    )
    return Lines(np.ones(rows.shape[1], np.float32), *both_ways(fitted))


def _surest(chances: NDArray[np.float64]) -> tuple[Indices, Indices, NDArray[np.float64]]:
    """Of each class the surest: rows, their labels and how sure."""
    labels, sure = chances.argmax(axis=1), chances.max(axis=1)
    taken = []
    for label in range(chances.shape[1]):
        members = np.flatnonzero(labels == label)
        taken.append(members[np.argsort(-sure[members])[: int(np.ceil(len(members) * TAKEN))]])
    rows = np.concatenate(taken)
    return rows, labels[rows], sure[rows]
