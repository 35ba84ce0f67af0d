"""I5: of 1,000 random assemblies, stored and counted by the platform, the verifier that owners run says the same."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import sheet, verifier
from huisheng.deliberate.ballots.chain import FIRST
from huisheng.deliberate.ballots.law import PROFILES
from huisheng.deliberate.ballots.services import bundle, casting, counting
from huisheng.deliberate.ballots.services.votes import law_of, law_text
from huisheng.deliberate.models import Question, Receipt, Roll, RollUnit, Verdict, Vote
from huisheng.echo.models import Voice

MANY = 1000
SEED = 278
MATTERS = ("ordinary", "special", "2", "5", "8", "election:1", "election:2")
NAMES = ("甲", "乙", "丙")
OPENS = localtime().replace(microsecond=0) - timedelta(days=9)
CLOSES = OPENS + timedelta(days=7)


class Home(NamedTuple):
    code: str
    area: int
    kind: str
    stock: bool
    owners: list[str]


@pytest.mark.one_database
def test_I5_the_verifier_agrees_with_the_platform_on_1000_random_assemblies(street, tmp_path):
    verify, chance = the_verifier(), Random(SEED)
    votes = written_down(street.assembly, chance)
    different, outcomes = [], set()
    for vote in votes:
        cast(vote, chance)
        rows = counting.ballot_rows(vote)
        told = counting.computed(vote, rows)
        published = [rows_of(vote.roll.frozen), *(rows_of(table) for table in tables(vote, rows))]
        law = verify.Profile(**{**vars(law_of(vote)), **shares(verify, vote)})
        if verify.results(*published, law) != told:
            different.append(vote.title)
        outcomes |= {outcome(one) for one in told}
    assert different == []
    assert outcomes == {"too few", "passed", "failed", "elected", "nobody elected"}
    for vote in votes[::250]:
        assert by_its_own_file(vote, tmp_path / vote.title) == 0


def outcome(result: dict[str, Any]) -> str:
    if not result["quorum"]:
        return "too few"
    if "elected" in result:
        return "elected" if result["elected"] else "nobody elected"
    return "passed" if result["passed"] else "failed"


def the_verifier() -> Any:
    """The single file, run as a module of its own: none of the platform's modules is in it."""
    module = ModuleType("verify")
    sys.modules["verify"] = module  # dataclasses look their module up
    exec(compile(verifier.source(), "verify.py", "exec"), module.__dict__)
    return module


def shares(verify: Any, vote: Vote) -> dict[str, Any]:
    law = law_of(vote)
    return {name: verify.Share(**vars(getattr(law, name))) for name in verify.SHARES}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def tables(vote: Vote, rows: list[dict[str, Any]]) -> tuple[str, str]:
    """ballots.csv and questions.csv as they are published."""
    ballots = bundle.table(counting.BALLOT_COLUMNS, rows)
    return ballots, bundle.table(counting.QUESTION_COLUMNS, counting.question_rows(vote))


def written_down(assembly: Any, chance: Random) -> list[Vote]:
    """Rolls with several homes of one owner, co-owners and unsold homes; votes with one or two questions."""
    voice = Voice.objects.create(kind="vote", title="试", path=assembly.estate.path, began=OPENS)
    homes = [[home(f"{number}-{n}", chance) for n in range(chance.randint(1, 9))] for number in range(MANY)]
    rolls = Roll.objects.bulk_create(
        [frozen_roll(assembly, f"{number}", its) for number, its in enumerate(homes)], batch_size=500
    )
    RollUnit.objects.bulk_create(
        [unit(roll, each) for roll, its in zip(rolls, homes, strict=True) for each in its]
    )
    laws = [law_text(law) for law in PROFILES.values()]
    votes = [
        Vote(assembly=assembly, roll=roll, voice=voice, title=roll.name, profile="national-2021",
             law=chance.choice(laws), posted_at_place="公告栏", opens=OPENS, closes=CLOSES, announced_at=OPENS)
        for roll in rolls
    ]  # fmt: skip
    made = Vote.objects.bulk_create(votes, batch_size=500)
    Question.objects.bulk_create([one for vote in made for one in questions(vote, chance)], batch_size=500)
    return list(Vote.objects.filter(pk__in=[vote.pk for vote in made]).select_related("roll").prefetch_related(
        "questions", "roll__units").order_by("pk"))  # fmt: skip


def home(number: str, chance: Random) -> Home:
    """A home with nobody, one owner or two of the eight of its estate."""
    area = chance.choice((800_000, 805_000, 962_500, chance.randint(1, 3_000_000)))
    kind, stock = chance.choice(("dwelling", "dwelling", "shop", "parking")), chance.random() < 0.1
    few = 0 if stock else chance.choice((1, 1, 1, 2))
    return Home(sheet.pseudonym("", "unit", number), area, kind, stock, chance.sample("ABCDEFGH", few))


def frozen_roll(assembly: Any, name: str, homes: list[Home]) -> Roll:
    day = OPENS.date() - timedelta(days=30)
    rows = [(one.code, owner, one.area, one.kind, one.stock) for one in homes for owner in one.owners or [""]]
    frozen = sheet.published(rows)
    return Roll(
        assembly=assembly, name=name, notice_from=day, notice_to=day, at=OPENS, frozen=frozen, frozen_at=OPENS,
        sha256=sheet.sha256(frozen),
    )  # fmt: skip


def unit(roll: Roll, one: Home) -> RollUnit:
    return RollUnit(
        roll=roll, unit=one.code, code=one.code, area=one.area, kind=one.kind, developer_stock=one.stock
    )


def questions(vote: Vote, chance: Random) -> list[Question]:
    asked = []
    for number in range(1, chance.randint(1, 2) + 1):
        matter = chance.choice(MATTERS)
        names = ";".join(NAMES) if matter.startswith("election") else ""
        asked.append(Question(vote=vote, number=number, text="试", matter=matter, candidates=names))
    return asked


def cast(vote: Vote, chance: Random) -> None:
    """Most homes vote, most agree; some twice, some differently from another home of the same owner."""
    will, rows = chance.choice((0.3, 0.7, 0.9)), []
    for home in vote.roll.units.all():
        for _twice in range(chance.choice((0, 1, 1, 1, 1, 1, 2))):
            came = OPENS + timedelta(hours=chance.randint(0, 160))
            for each in vote.questions.all():
                words = NAMES if each.candidates else ("for",)
                choice = (
                    chance.choice(words) if chance.random() < will else chance.choice(("against", "abstain"))
                )
                rows.append((home.code, str(each.number), choice, came))
    receipt = Receipt.objects.create(vote=vote, channel="paper", at=OPENS)
    casting.append(vote, rows, channel="paper", receipt=receipt)


def by_its_own_file(vote: Vote, folder: Path) -> int:
    """The published bundle, opened and run as an owner does: 0 when every fingerprint and every result holds."""
    rows, told = counting.ballot_rows(vote), counting.computed(vote)
    Verdict.objects.create(
        vote=vote, results=json.dumps(told, ensure_ascii=False), roll_sha256=vote.roll.sha256,
        chain_head=rows[-1]["hash"] if rows else FIRST, ballots=len(rows), at=CLOSES,
    )  # fmt: skip
    zipfile.ZipFile(io.BytesIO(bundle.bundle(vote, at=CLOSES))).extractall(folder)
    return subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True).returncode
