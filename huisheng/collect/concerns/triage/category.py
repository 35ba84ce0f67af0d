"""Which category a message belongs to, how sure that is, and why: what a learned model says.

Only numpy is needed to ask a model; teaching one (`train`) loads the libraries for it on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from huisheng.collect.concerns.triage.card import Card
from huisheng.collect.concerns.triage.examples import Examples
from huisheng.collect.concerns.triage.grams import Vocabulary, Weights, grams, word_key
from huisheng.collect.concerns.triage.modelfile import BROKEN, NO_MODEL, Numbers, packed, unpacked
from huisheng.collect.concerns.triage.words import words
from huisheng.echo.later import Later
from huisheng.echo.refusals import Refused, refuse_if

MOST_TELLING = 5
learning = Later("huisheng.collect.concerns.triage.learning")  # only those who teach need its libraries


@dataclass(frozen=True)
class Guess:
    """What a model says of one message. `telling`: the words that spoke for the label, strongest first; `like`: the
    references of up to three similar messages that a person put there. Both are empty when they were not asked for."""

    label: str
    probability: float
    second_label: str
    second_probability: float
    telling: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """A learned judge of categories, with its card. Made by `train` or read by `load`; never changed."""

    labels: tuple[str, ...]
    card: Card
    vocabulary: Vocabulary
    weights: Weights  # a row for each gram, a column for each label
    offset: Weights
    mixing: Weights  # scores and votes of the examples → odds: twice the labels × labels
    odds: Weights
    examples: Examples

    def guess(self, text: str, *, reasons: bool = True) -> Guess:
        """The likeliest label. A message in which nothing is known gets the commonest label, as sure as it is common."""
        said = words(text)
        columns, weigh = self.vocabulary.row(grams(said))
        alike = self.examples.alike(columns, weigh)
        votes = self.examples.votes(alike, len(self.labels))
        scores = np.concatenate([weigh @ self.weights[columns] + self.offset, votes])
        chances = self._chances(scores) if len(columns) else self._shares()
        order = np.argsort(-chances)
        first, second = int(order[0]), int(order[1])
        return Guess(
            self.labels[first],
            float(chances[first]),
            self.labels[second],
            float(chances[second]),
            self._telling(said, first) if reasons else (),
            self.examples.like(alike) if reasons else (),
        )

    def guesses(self, texts: Sequence[str], *, reasons: bool = False) -> list[Guess]:
        """One guess for each text, in their order."""
        return [self.guess(text, reasons=reasons) for text in texts]

    def unseen(self, texts: Sequence[str]) -> float:
        """The share (0-1) of their words that it never saw often enough to know; 0 for texts without a word."""
        keys = np.array([word_key(word) for text in texts for word in words(text)], np.uint32)
        return float(1 - self.vocabulary.find(keys)[1].mean()) if len(keys) else 0.0

    def dumps(self) -> bytes:
        """The model as a file: numbers and JSON, nothing that could run."""
        numbers: Numbers = {
            "keys": self.vocabulary.keys,
            "rarity": self.vocabulary.rarity.astype(np.float16),
            "weights": self.weights.astype(np.float16),
            "offset": self.offset,
            "mixing": self.mixing,
            "odds": self.odds,
            **self.examples.as_numbers(),
        }
        return packed(
            numbers, {"labels": self.labels, "card": self.card.as_dict(), "refs": self.examples.refs}
        )

    @classmethod
    def loads(cls, content: bytes) -> "Model":
        """A model from its file. Refused when it is damaged, tampered with, of another version or not one of ours."""
        numbers, told = unpacked(content)
        try:
            model = cls._of(numbers, told)
            fits = model._fits()
        except BROKEN as error:
            raise Refused(NO_MODEL) from error
        refuse_if("" if fits else NO_MODEL)
        return model

    @classmethod
    def _of(cls, numbers: Numbers, told: dict[str, Any]) -> "Model":
        wide = {
            name: values.astype(np.float32) for name, values in numbers.items() if values.dtype.kind == "f"
        }
        return cls(
            tuple(told["labels"]),
            Card.from_dict(told["card"]),
            Vocabulary(numbers["keys"], wide["rarity"]),
            wide["weights"],
            wide["offset"],
            wide["mixing"],
            wide["odds"],
            Examples.from_numbers(numbers, tuple(told["refs"])),
        )

    def _fits(self) -> bool:
        """Whether every part is as large as the others say: a sum over the file anybody can compute."""
        kinds, known = len(self.labels), len(self.vocabulary.keys)
        sizes = (
            (self.vocabulary.rarity, (known,)),
            (self.weights, (known, kinds)),
            (self.offset, (kinds,)),
            (self.mixing, (2 * kinds, kinds)),
            (self.odds, (kinds,)),
        )
        right = all(part.shape == size and bool(np.isfinite(part).all()) for part, size in sizes)
        return right and kinds > 1 and self.examples.fits(known, kinds)

    def save(self, path: Path | str) -> None:
        Path(path).write_bytes(self.dumps())

    @classmethod
    def load(cls, path: Path | str) -> "Model":
        return cls.loads(Path(path).read_bytes())

    def _chances(self, scores: Weights) -> NDArray[np.float64]:
        odds = (scores @ self.mixing + self.odds).astype(np.float64)
        raised = np.exp(odds - odds.max())
        return cast("NDArray[np.float64]", raised / raised.sum())

    def _shares(self) -> NDArray[np.float64]:
        counts = np.array([self.card.classes.get(label, 0) for label in self.labels], np.float64) + 1
        return cast("NDArray[np.float64]", counts / counts.sum())

    def _telling(self, said: Sequence[str], label: int) -> tuple[str, ...]:
        """Words whose own weight speaks for this label more than for the next best, strongest first."""
        different = list(dict.fromkeys(said))
        keys = np.array([word_key(word) for word in different], np.uint32)
        columns, known = self.vocabulary.find(keys)
        weights = self.weights[columns]
        others = np.delete(weights, label, axis=1).max(axis=1, initial=-np.inf)
        speaks = (weights[:, label] - others) * self.vocabulary.rarity[columns]
        candidates = [word for word, is_known in zip(different, known, strict=True) if is_known]
        return tuple(candidates[i] for i in np.argsort(-speaks)[:MOST_TELLING] if speaks[i] > 0)


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    refs: Sequence[str] = (),
    unlabelled: Sequence[str] = (),
    data: str = "",
    columns: Sequence[str] = (),
    at: date,
) -> Model:
    """A model learned from confirmed messages, and from texts that nobody labelled if there are any.

    `refs`: how the examples are called when a guess names similar ones; `data`: where they come from, and `columns`: which
    columns of it are text, for the card.
    Refused: fewer than two labels, or no label with two messages.
    """
    model = learning.learn(texts, labels, refs=refs, unlabelled=unlabelled, data=data, columns=columns, at=at)
    return cast("Model", model)
