"""One concern in the shape that the services leave, as plain rows; a thousand times faster than telling it to them."""

import random
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from bench.world import Spot, World
from huisheng.collect.models import Category
from huisheng.echo.models import Speaker

OPEN_SHARE = 0.03
MONTHS = 24
OPEN_STAGES = ["heard", "working", "working", "done"]
CHANNELS = ["page", "page", "qr", "phone", "counter", "hotline"]
SCATTER = 61_803_399  # times a counter, modulo 10**8: a number for each, none twice
WORDS = {
    "raised": "晚上回家经过楼道，{what}的事一直没有人管，老人小孩都不方便，请社区帮忙看一下，谢谢。",
    "contacted": "给您打过电话，明天上午去现场看，看完再告诉您怎么办。",
    "finished": "查到：现场看过，情况属实。做了：当天请人处理好，又回去看了一遍（社区经办人）。接下来：下周再看一次。",
    "confirmed": "办好了。",
}  # fmt: skip


COLUMNS = {
    "voice": ["id", "title", "path", "began"],
    "speaker": ["id", "voice_id", "number", "phone", "at"],
    "concern": [
        "id", "voice_id", "speaker_id", "category_id", "clock_id", "channel", "place_id", "street_id", "community_id",
        "area_id", "path", "holder_id", "stage", "is_open", "due_at", "raised_at", "contact_due", "contacted_at",
        "fix_due", "finished_at", "finished_by_id", "workdays_taken", "closed_at", "closed_as", "solved", "rating",
        "submission", "version",
    ],
    "line": ["id", "voice_id", "at", "by_id", "did", "says"],
    "verdict": ["concern_id", "solved", "rating", "at"],
    "message": ["line_id", "speaker_id", "person_id", "channel", "state", "not_before", "done_at", "key"],
}  # fmt: skip


class Rows:
    """The rows of a batch by table, each in the order of its COLUMNS."""

    def __init__(self) -> None:
        self.of: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}


class Teller:
    """Tells concerns at random, the same ones for the same seed and first number."""

    def __init__(self, world: World, *, at: datetime, after: dict[str, int], seed: int = 26) -> None:
        """`at`: now, in UTC without a zone. `after`: the highest ids so far (fill.highest)."""
        self.world, self.at = world, at
        self.concern, self.voice = after["concern"], after["voice"]
        self.speaker, self.line = after["speaker"], after["line"]
        self.taken = set(Speaker.objects.values_list("number", flat=True))
        self.chance = random.Random(f"{seed}-{self.voice}")

    def one(self, rows: Rows) -> SimpleNamespace:
        """Add the rows of one concern; returns it as counting.counted_as takes it."""
        chance = self.chance
        spot, category = chance.choice(self.world.spots), chance.choice(self.world.categories)
        c = self._settled() if chance.random() >= OPEN_SHARE else self._open()
        c.category_id, c.spot = category.pk, spot
        self._write(rows, c, spot, category)
        return c

    def heard(self, rows: Rows) -> SimpleNamespace:
        """One that was raised this moment."""
        spot, category = self.chance.choice(self.world.spots), self.chance.choice(self.world.categories)
        c = _concern(self.at, "heard")
        c.category_id, c.spot = category.pk, spot
        self._write(rows, c, spot, category)
        texted = (*rows.of["message"][0][:3], "sms", "waiting", *rows.of["message"][0][5:-1])
        rows.of["message"].insert(1, (*texted, f"{self.chance.getrandbits(128):032x}"))
        return c

    def _settled(self) -> SimpleNamespace:
        chance = self.chance
        c = _concern(self.at - timedelta(minutes=chance.randrange(20 * 1440, MONTHS * 30 * 1440)), "settled")
        hours = min(1 + chance.expovariate(1 / 50), 400)
        c.contacted_at = c.raised_at + timedelta(minutes=chance.randrange(5, 900))
        c.finished_at = max(c.contacted_at, c.raised_at + timedelta(hours=hours))
        c.closed_at = c.due_at = c.finished_at + timedelta(minutes=chance.randrange(10, 3000))
        c.workdays_taken, c.closed_as, c.solved = int(hours // 24), "confirmed", "yes"
        c.rating = chance.choice(("very", "very", "basically"))
        return c

    def _open(self) -> SimpleNamespace:
        chance = self.chance
        stage = chance.choice(OPEN_STAGES)
        c = _concern(self.at - timedelta(minutes=chance.randrange(3000, 20 * 1440)), stage)
        if stage != "heard":
            c.contacted_at = c.raised_at + timedelta(minutes=chance.randrange(5, 900))
            c.due_at = c.fix_due
        if stage == "done":
            c.finished_at = c.raised_at + timedelta(minutes=chance.randrange(900, 3000))
            c.due_at = c.finished_at + timedelta(days=2)
        return c

    def _write(self, rows: Rows, c: SimpleNamespace, spot: Spot, category: Category) -> None:
        self.concern, self.voice, self.speaker = self.concern + 1, self.voice + 1, self.speaker + 1
        of, bits, k = rows.of, self.chance.getrandbits, self.voice
        number, holder = self._number(k, c.raised_at.year), spot.holders[category.pk]
        told = self._lines(c, holder, category)
        raised = str(c.raised_at)
        of["voice"].append((k, f"{category.name} {k}", spot.path, raised))
        of["speaker"].append((self.speaker, k, number, f"139{number[2:]}", raised))
        of["concern"].append((
            self.concern, k, self.speaker, category.pk, category.clock_id, CHANNELS[k % 6], spot.place, spot.street, spot.community,
            spot.area, spot.path, holder.pk, c.stage, int(c.is_open), str(c.due_at), raised, str(c.contact_due),
            _text(c.contacted_at), str(c.fix_due), _text(c.finished_at), holder.person_id if c.finished_at else None,
            c.workdays_taken, _text(c.closed_at), c.closed_as, c.solved, c.rating, f"{bits(128):032x}", len(told) - 1,
        ))  # fmt: skip
        if c.closed_at:
            of["verdict"].append((self.concern, c.solved, c.rating, str(c.closed_at)))
        for did, at, by in told:
            self.line += 1
            words = WORDS[did].format(what=category.name) if did == "raised" else WORDS[did]
            of["line"].append((self.line, k, at, by, did, words))
            of["message"].append((self.line, self.speaker, None, "app", "sent", at, at, f"{bits(128):032x}"))
            if did == "raised":
                of["message"].append(
                    (self.line, None, holder.person_id, "app", "sent", at, at, f"{bits(128):032x}")
                )

    def _number(self, k: int, year: int) -> str:
        """A number that neither we nor the application, which draws at random, has given yet."""
        number = f"{year % 100:02d}{k * SCATTER % 10**8:08d}"
        return number if number not in self.taken else self._number(k + 10**7, year)

    def _lines(
        self, c: SimpleNamespace, holder: Any, category: Category
    ) -> list[tuple[str, str, int | None]]:
        told: list[tuple[str, str, int | None]] = [("raised", str(c.raised_at), None)]
        if c.contacted_at:
            told.append(("contacted", str(c.contacted_at), holder.person_id))
        if c.finished_at:
            told.append(("finished", str(c.finished_at), holder.person_id))
        if c.closed_at:
            told.append(("confirmed", str(c.closed_at), None))
        return told


def _concern(raised_at: datetime, stage: str) -> SimpleNamespace:
    """A concern just heard, with about the clocks of an ordinary matter."""
    raised_at = raised_at.replace(second=0, microsecond=0)
    return SimpleNamespace(
        raised_at=raised_at, stage=stage, is_open=stage != "settled", contact_due=raised_at + timedelta(hours=8),
        fix_due=raised_at + timedelta(days=4), due_at=raised_at + timedelta(hours=8), contacted_at=None,
        finished_at=None, closed_at=None, closed_as="", solved="", rating="", workdays_taken=0, no_content=False,
        exit_kind="", reopened=0, lead_id=None,
    )  # fmt: skip


def _text(moment: datetime | None) -> str | None:
    return str(moment) if moment else None
