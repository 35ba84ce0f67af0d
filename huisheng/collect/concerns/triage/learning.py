"""How a model is taught, from words to the card.

The probabilities and the card's figures are those of messages that the lines had not seen: cross-validation in which
near duplicates stay together.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import chain
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from huisheng.collect.concerns.triage.card import Card
from huisheng.collect.concerns.triage.category import Guess, Model
from huisheng.collect.concerns.triage.examples import Examples
from huisheng.collect.concerns.triage.few import FEW, FOLDS_OF_FEW, MANY, teacher
from huisheng.collect.concerns.triage.grams import Grams, Vocabulary, Weights, grams, word_key
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.lines import (
    FOLDS,
    Indices,
    Lines,
    Teacher,
    drawn,
    odds_of,
    table_of,
    unseen_scores,
)
from huisheng.collect.concerns.triage.words import words
from huisheng.echo.refusals import because, refuse_if


class Lessons(NamedTuple):
    """What is learned from: confirmed rows with the numbers of their labels, rows without a label (none if they would
    not help), the names of the classes as rows, and which grams are words and which single words."""

    vocabulary: Vocabulary
    confirmed: csr_matrix
    numbers: Indices
    others: csr_matrix
    names: csr_matrix
    is_word: NDArray[np.bool_]
    is_single: NDArray[np.bool_]


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
    _refuse_unlearnable(truth)
    names = tuple(sorted(set(truth)))
    lessons = _lessons([said[i] for i in kept], truth, names, unlabelled)
    lines, unseen = _taught(lessons, len(names))
    mixing, odds = odds_of(unseen, lessons.numbers, len(names))
    vocabulary = Vocabulary(lessons.vocabulary.keys, lessons.vocabulary.rarity * lines.telling)
    card = Card(
        data,
        at,
        dict(Counter(truth)),
        lessons.others.shape[0],
        judge(_guesses(unseen @ mixing + odds, names), truth),
        round(perf_counter() - began, 1),
        tuple(columns),
    )
    known_as = tuple(refs[i] for i in kept) if refs else ()
    examples = Examples.of(table_of(lessons.confirmed), lessons.is_single, lessons.numbers, known_as)
    return Model(names, card, vocabulary, lines.weights, lines.offset, mixing, odds, examples)


def _refuse_unlearnable(truth: Sequence[str]) -> None:
    counts = Counter(truth)
    refuse_if(because("没有一行既有文字又有类别，学不到东西。") if not counts else "")
    refuse_if(
        because("只有一个类别“%(label)s”，至少要有两个类别才学得会。", label=truth[0])
        if len(counts) == 1
        else ""
    )
    refuse_if(because("每个类别都只有一条，至少要有一个类别有两条。") if max(counts.values()) == 1 else "")


def _lessons(
    said: Sequence[Sequence[str]], truth: Sequence[str], names: Sequence[str], unlabelled: Sequence[str]
) -> Lessons:
    messages = [grams(each) for each in said]
    more = [each for text in unlabelled if (each := words(text))] if len(said) < FEW else []
    more = more if len(more) >= MANY else []
    others = [grams(each) for each in more]
    vocabulary = Vocabulary.learned([*messages, *others])
    singles = {word_key(word) for word in set(chain(*said, *more))}
    return Lessons(
        vocabulary,
        _rows(vocabulary, messages),
        np.array([names.index(label) for label in truth]),
        _rows(vocabulary, others),
        _rows(vocabulary, [grams(words(name.replace("和", " "))) for name in names]),
        np.isin(vocabulary.keys, np.unique(np.concatenate([each.words for each in (*messages, *others)]))),
        np.isin(vocabulary.keys, np.fromiter(singles, np.uint32, len(singles))),
    )


def _taught(lessons: Lessons, count: int) -> tuple[Lines, Weights]:
    """The lines, and the scores and votes of every confirmed message by what had not seen it."""

    def by_itself(rows: csr_matrix, numbers: Indices, seen: Indices) -> Lines:
        return drawn(rows, numbers, len(np.unique(numbers)), lessons.is_word)

    confirmed, numbers = lessons.confirmed, lessons.numbers
    draw: Teacher = by_itself
    parts = FOLDS
    if lessons.others.shape[0]:
        parts = FOLDS_OF_FEW
        draw = teacher(confirmed, numbers, lessons.others, lessons.names, lessons.is_single)
    unseen = unseen_scores(confirmed, numbers, count, lessons.is_word, lessons.is_single, draw, parts)
    return draw(confirmed, numbers, np.arange(len(numbers))), unseen


def _rows(vocabulary: Vocabulary, messages: Sequence[Grams]) -> csr_matrix:
    table = vocabulary.table(messages)
    shape = (len(messages), len(vocabulary.keys))
    return csr_matrix((table.weights, table.columns, table.starts), shape=shape)


def _guesses(odds: Weights, names: tuple[str, ...]) -> list[Guess]:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances = raised / raised.sum(axis=1, keepdims=True)
    best = np.argsort(-chances, axis=1)
    return [
        Guess(names[first], float(row[first]), names[second], float(row[second]))
        for row, (first, second) in zip(chances, best[:, :2], strict=True)
    ]
