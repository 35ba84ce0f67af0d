"""A result as bars with their thresholds, the grid of doors, and what waits for somebody. Plain values for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huisheng.deliberate.ballots.law import Profile, Share, matter_of
from huisheng.deliberate.ballots.roll import area_of
from huisheng.deliberate.ballots.rules import DELIVERY_NAMES
from huisheng.deliberate.ballots.told import square_metres
from huisheng.echo.refusals import because

LABELS = {
    ("参与", "人"): because("参与的人数"),
    ("参与", "平方米"): because("参与的面积"),
    ("同意", "人"): because("同意的人数"),
    ("同意", "平方米"): because("同意的面积"),
}

UNITS = {"人": because("人"), "平方米": because("平方米")}


@dataclass(frozen=True)
class Bar:
    """One measure of one test: how much there is, of how much, how much is needed; areas in cm²."""

    label: str
    part: int
    whole: int
    goal: int
    unit: str

    @property
    def enough(self) -> bool:
        return self.whole > 0 and self.part >= self.goal

    @property
    def tone(self) -> str:
        return "calm" if self.enough else "late"

    @property
    def drawn(self) -> int:
        """How far the bar goes, in thousandths: large coordinates are drawn wrongly."""
        return self.part * 1000 // self.whole if self.whole else 0

    @property
    def drawn_goal(self) -> int:
        return self.goal * 1000 // self.whole if self.whole else 0

    def _told(self, amount: int) -> str:
        return square_metres(amount) if self.unit == "平方米" else str(amount)

    @property
    def numbers(self) -> str:
        return because(
            "%(part)s / %(whole)s %(unit)s", part=self._told(self.part), whole=self._told(self.whole),
            unit=UNITS[self.unit],
        )  # fmt: skip

    @property
    def words(self) -> str:
        """What is needed, and what is missing."""
        needed = because("要 %(n)s %(unit)s", n=self._told(self.goal), unit=UNITS[self.unit])
        if self.enough:
            return because("%(needed)s，够了", needed=needed)
        missing = self._told(self.goal - self.part)
        return because("%(needed)s，还差 %(n)s %(unit)s", needed=needed, n=missing, unit=UNITS[self.unit])


@dataclass(frozen=True)
class Shown:
    """One question's result for the page."""

    result: Mapping[str, Any]
    bars: list[Bar]
    ranked: list[tuple[str, Bar, Bar, bool]]
    article: str
    election: bool

    @property
    def passed(self) -> bool:
        return bool(self.result.get("elected") if self.election else self.result["passed"])

    @property
    def seal(self) -> str:
        """The verdict in a word or two."""
        if not self.result["quorum"]:
            return because("参与不够，没有形成决定")
        if self.election:
            return because("选出 %(n)s 人", n=len(self.result["elected"]))
        return because("通过") if self.passed else because("没有通过")


def shown(result: Mapping[str, Any], law: Profile) -> Shown:
    """The bars of a result, by the law that it was counted by."""
    matter = matter_of(result["matter"])
    assert matter is not None
    share, people, area = matter.share(law), result["persons"], _areas(result["area"])
    took = _pair("参与", people["took_part"], people["total"], area["took_part"], area["total"], law.quorum)
    agree: list[Bar] = []
    if not matter.seats:
        agree = _pair("同意", people["for"], people["took_part"], area["for"], area["took_part"], share)
    ranked = []
    for one in result.get("ranked", []):
        own = area_of(one["area"])
        own = own if isinstance(own, int) else 0
        heads, space = _pair("同意", one["persons"], people["took_part"], own, area["took_part"], share)
        ranked.append((one["candidate"], heads, space, one["candidate"] in result["elected"]))
    return Shown(result, took + agree, ranked, matter.article, bool(matter.seats))


def _areas(told: Mapping[str, str]) -> dict[str, int]:
    """cm² again; what is nothing (“0.00”) is no area to a roll, and 0 here."""
    found = {name: area_of(text) for name, text in told.items()}
    return {name: area if isinstance(area, int) else 0 for name, area in found.items()}


def _pair(what: str, heads: int, of_heads: int, area: int, of_area: int, share: Share) -> list[Bar]:
    return [
        Bar(LABELS[what, "人"], heads, of_heads, share.needed(of_heads), "人"),
        Bar(LABELS[what, "平方米"], area, of_area, share.needed(of_area), "平方米"),
    ]


@dataclass(frozen=True)
class Door:
    """One unit on the grid; `state` of the paper, never what stands on it."""

    pk: int
    name: str
    state: str
    entered: bool

    @property
    def told(self) -> str:
        """The state in a word, "" where nobody has been."""
        return DELIVERY_NAMES.get(self.state, "")


def grid(units: Iterable[Any], states: Mapping[int, str], entered: set[int]) -> list[tuple[str, list[Door]]]:
    """Doors by building and entrance, in the order of the roll."""
    found: dict[str, list[Door]] = {}
    for unit in units:
        where = f"{unit.building}{unit.entrance}"
        name = unit.unit.removeprefix(where) or unit.unit
        door = Door(unit.pk, name, states.get(unit.pk, ""), unit.pk in entered)
        found.setdefault(where, []).append(door)
    return list(found.items())
