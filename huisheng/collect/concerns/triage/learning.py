"""How a model is taught: a straight line for each label between its messages and all others, then odds that hold.

The probabilities are those of messages that the lines had not seen (cross-validation, near duplicates together).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from huisheng.collect.concerns.triage.card import Card
from huisheng.collect.concerns.triage.category import Guess, Model
from huisheng.collect.concerns.triage.examples import Examples
from huisheng.collect.concerns.triage.grams import Vocabulary, Weights, grams
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.words import words
from huisheng.echo.refusals import because, refuse_if

MOST_GRAMS = 250_000
FOLDS = 4
Indices = NDArray[np.int64]


def learn(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    refs: Sequence[str] = (),
    unlabelled: Sequence[str] = (),
    data: str = "",
    columns: Sequence[str] = (),
    at: date,
) -> Model:
    """See `category.train`."""
    began = perf_counter()
    said = [words(text) for text in texts]
    kept = [i for i, label in enumerate(labels) if label and said[i]]
    truth = [labels[i] for i in kept]
    names = tuple(sorted(set(truth)))
    _refuse_unlearnable(truth)
    messages = [grams(said[i]) for i in kept]
    vocabulary = Vocabulary.learned(messages)
    table = vocabulary.table(messages)
    numbers = np.array([names.index(label) for label in truth])
    rows = csr_matrix((table.weights, table.columns, table.starts), shape=(len(kept), len(vocabulary.keys)))
    unseen = _unseen_scores(rows, numbers, len(names))
    mixing, odds = _odds(unseen, numbers, len(names))
    weights, offset = _lines(rows, numbers, len(names))
    strongest = np.sort(np.argsort(-np.abs(weights).max(axis=1))[:MOST_GRAMS])
    vocabulary = Vocabulary(vocabulary.keys[strongest], vocabulary.rarity[strongest])
    examples = Examples.of(
        vocabulary.table(messages) if refs else table,
        tuple(refs[i] for i in kept) if refs else (),
        len(strongest),
    )
    card = Card(
        data,
        at,
        dict(Counter(truth)),
        len(unlabelled),
        judge(_guesses(unseen @ mixing + odds, names), truth),
        round(perf_counter() - began, 1),
        tuple(columns),
    )
    return Model(names, card, vocabulary, weights[strongest], offset, mixing, odds, examples)


def _refuse_unlearnable(truth: Sequence[str]) -> None:
    counts = Counter(truth)
    refuse_if(because("没有一行既有文字又有类别，学不到东西。") if not counts else "")
    refuse_if(
        because("只有一个类别“%(label)s”，至少要有两个类别才学得会。", label=truth[0])
        if len(counts) == 1
        else ""
    )
    refuse_if(because("每个类别都只有一条，至少要有一个类别有两条。") if max(counts.values()) == 1 else "")


def _lines(rows: csr_matrix, numbers: Indices, count: int) -> tuple[Weights, Weights]:
    """Weights (grams × labels) and offsets."""
    fitted = LinearSVC(C=0.3, random_state=0).fit(rows, numbers)
    weights, offset = fitted.coef_.T, fitted.intercept_
    if count == 2:
        weights, offset = np.hstack([-weights, weights]), np.array([-offset[0], offset[0]])
    return weights.astype(np.float32), offset.astype(np.float32)


def _unseen_scores(rows: csr_matrix, numbers: Indices, count: int) -> Weights:
    """The scores of every message by lines that were drawn without it."""
    scores = np.zeros((len(numbers), count), np.float32)
    smallest = int(np.bincount(numbers).max())
    folds = StratifiedKFold(min(FOLDS, smallest), shuffle=True, random_state=0)
    for seen, unseen in folds.split(rows, numbers):
        present = np.unique(numbers[seen])
        if len(present) > 1:
            weights, offset = _lines(rows[seen], np.searchsorted(present, numbers[seen]), len(present))
            scores[np.ix_(unseen, present)] = rows[unseen] @ weights + offset
    return scores


def _odds(scores: Weights, numbers: Indices, count: int) -> tuple[Weights, Weights]:
    """From scores to log odds that hold."""
    fitted = LogisticRegression(C=1.0, max_iter=200).fit(scores, numbers)
    mixing, odds = fitted.coef_.T, fitted.intercept_
    if count == 2:
        mixing, odds = np.hstack([-mixing, mixing]) / 2, np.array([-odds[0], odds[0]]) / 2
    return mixing.astype(np.float32), odds.astype(np.float32)


def _guesses(odds: Weights, names: tuple[str, ...]) -> list[Guess]:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances = raised / raised.sum(axis=1, keepdims=True)
    best = np.argsort(-chances, axis=1)
    return [
        Guess(names[first], float(row[first]), names[second], float(row[second]))
        for row, (first, second) in zip(chances, best[:, :2], strict=True)
    ]
