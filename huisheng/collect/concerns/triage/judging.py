"""How good guesses are: against labels that a person confirmed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol


class Guessed(Protocol):
    """What is judged: a label and how sure the guess is (0 to 1)."""

    @property
    def label(self) -> str: ...
    @property
    def probability(self) -> float: ...


@dataclass(frozen=True)
class OfClass:
    """One class: of those guessed so, how many were right; of those that are so, how many were found."""

    label: str
    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True)
class Bin:
    """Guesses of about the same probability: what they promised on average and what came true."""

    low: float
    high: float
    promised: float
    right: float
    count: int


@dataclass(frozen=True)
class Judgement:
    """The figures of a set of guesses. `coverage_95`: the largest share of the messages, surest first, of which 95 %
    were guessed right; `least_95`: how sure the least sure of them is. The same at 98 %."""

    count: int
    accuracy: float
    macro_f1: float
    classes: tuple[OfClass, ...] = ()
    reliability: tuple[Bin, ...] = ()
    coverage_95: float = 0.0
    least_95: float = 1.0
    coverage_98: float = 0.0
    least_98: float = 1.0
    unknown: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def judge(guesses: Sequence[Guessed], labels: Sequence[str], known: Sequence[str] = ()) -> Judgement:
    """The figures of guesses against the labels, row by row. `known`: what the model could have said at all; labels
    outside it count as wrong, and are named in `unknown`. Without rows every figure is 0."""
    if not labels:
        return Judgement(0, 0.0, 0.0)
    said = [guess.label for guess in guesses]
    right = [one == other for one, other in zip(said, labels, strict=True)]
    sure = [guess.probability for guess in guesses]
    classes = tuple(_of_class(label, said, labels) for label in sorted(set(labels)))
    return Judgement(
        len(labels),
        sum(right) / len(right),
        sum(each.f1 for each in classes) / len(classes),
        classes,
        _reliability(sure, right),
        *coverage(sure, right, 0.95),
        *coverage(sure, right, 0.98),
        tuple(sorted(set(labels) - set(known))) if known else (),
    )


def coverage(sure: Sequence[float], right: Sequence[bool], precision: float) -> tuple[float, float]:
    """The largest share, surest first, that is right this often, and how sure the least sure of it is. Guesses that
    are equally sure are taken together, for no threshold can part them."""
    order = sorted(range(len(sure)), key=lambda i: -sure[i])
    best, least, hits = 0, 1.0, 0
    for taken, i in enumerate(order, 1):
        hits += right[i]
        last_of_its_kind = taken == len(order) or sure[order[taken]] < sure[i]
        if last_of_its_kind and hits >= precision * taken:
            best, least = taken, sure[i]
    return best / len(order) if order else 0.0, least


def _of_class(label: str, said: Sequence[str], labels: Sequence[str]) -> OfClass:
    both = sum(one == other == label for one, other in zip(said, labels, strict=True))
    guessed, there = said.count(label), list(labels).count(label)
    return OfClass(
        label,
        both / guessed if guessed else 0.0,
        both / there if there else 0.0,
        2 * both / (guessed + there) if guessed + there else 0.0,
        there,
    )


def _reliability(sure: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    bins = []
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        inside = [i for i, one in enumerate(sure) if low <= one < high or (one == high == 1.0)]
        if inside:
            promised = sum(sure[i] for i in inside) / len(inside)
            bins.append(Bin(low, high, promised, sum(right[i] for i in inside) / len(inside), len(inside)))
    return tuple(bins)
