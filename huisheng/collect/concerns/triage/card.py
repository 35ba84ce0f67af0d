"""The card of a model: what it learned from, when, and how well it does on what it had not seen."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from huisheng.collect.concerns.triage.judging import Bin, Judgement, OfClass


@dataclass(frozen=True)
class Card:
    """`classes`: labelled messages by label; `unlabelled`: texts without one that helped; `judged`: figures by
    cross-validation; `seconds`: how long the training took; `columns`: what was read as text, if it was a table."""

    data: str
    at: date
    classes: dict[str, int]
    unlabelled: int
    judged: Judgement
    seconds: float
    columns: tuple[str, ...] = ()

    @property
    def examples(self) -> int:
        return sum(self.classes.values())

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"at": self.at.isoformat(), "examples": self.examples}

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> "Card":
        judged = dict(told["judged"])
        judged["classes"] = tuple(OfClass(**each) for each in judged["classes"])
        judged["reliability"] = tuple(Bin(**each) for each in judged["reliability"])
        judged["unknown"] = tuple(judged["unknown"])
        return cls(
            told["data"],
            date.fromisoformat(told["at"]),
            dict(told["classes"]),
            int(told["unlabelled"]),
            Judgement(**judged),
            float(told["seconds"]),
            tuple(told["columns"]),
        )
