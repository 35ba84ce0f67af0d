"""Count a closed vote from its frozen roll and the whole chain; publish what anybody can count again (M49, I5)."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.chain import FIRST, LINKED, why_broken
from huisheng.deliberate.ballots.models import Ballot, Verdict, Vote
from huisheng.deliberate.ballots.reading import results
from huisheng.deliberate.ballots.services.casting import locked, pending
from huisheng.deliberate.ballots.services.votes import law_of, stage
from huisheng.deliberate.ballots.sheet import sha256
from huisheng.echo.readings.services import open_several
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person

Row = dict[str, Any]
BALLOT_COLUMNS = (*LINKED, "hash")
QUESTION_COLUMNS = ("question", "text", "matter", "candidates", "opens", "closes")


def roll_rows(vote: Vote) -> list[dict[str, str]]:
    """The frozen roll, as it is published."""
    return list(csv.DictReader(io.StringIO(vote.roll.frozen)))


def ballot_rows(vote: Vote) -> list[Row]:
    """The chain, as it is published: units by their codes."""
    return list(Ballot.objects.filter(vote=vote).order_by("seq").values(*BALLOT_COLUMNS))


def question_rows(vote: Vote) -> list[dict[str, str]]:
    opens, closes = (f"{localtime(one):%Y-%m-%dT%H:%M:%S}" for one in (vote.opens, vote.closes))
    return [
        {
            "question": str(one.number), "text": one.text, "matter": one.matter, "candidates": one.candidates,
            "opens": opens, "closes": closes,
        }
        for one in vote.questions.all()
    ]  # fmt: skip


def chain_broken(vote: Vote) -> str:
    """Where the chain of a vote's ballots, or its frozen roll, does not hold; "" when both do."""
    if vote.roll.frozen and sha256(vote.roll.frozen) != vote.roll.sha256:
        return "名册和它的指纹对不上。"
    rows = ballot_rows(vote)
    if reason := why_broken(rows):
        return reason
    verdict = getattr(vote, "verdict", None)
    if verdict and (verdict.ballots, verdict.chain_head) != (len(rows), rows[-1]["hash"] if rows else FIRST):
        return "宣布结果以后，票又变了。"
    return ""


def computed(vote: Vote, rows: Sequence[Row] | None = None) -> list[dict[str, Any]]:
    """The results from what is published, and nothing else."""
    cast = [{name: str(value) for name, value in row.items()} for row in (rows or ballot_rows(vote))]
    return results(roll_rows(vote), cast, question_rows(vote), law_of(vote))


@transaction.atomic
def finish(vote: Vote, *, by: Person | None, at: datetime) -> Verdict:
    """Count and declare. Too few taking part is no decision: the verdict says so and prints the tally (M49).

    Refused before closing, while papers wait to be read, and when the chain does not hold.
    """
    now = locked(vote)
    refuse_if(
        rules.why_not_count(
            stage=stage(now, at=at), pending=pending(now), frozen=now.roll.frozen_at is not None
        )
    )
    broken = chain_broken(now)
    refuse_if(because("不能计票：%(reason)s", reason=broken) if broken else YES)
    rows = ballot_rows(now)
    told = computed(now, rows)
    verdict = Verdict.objects.create(
        vote=now, results=json.dumps(told, ensure_ascii=False), roll_sha256=now.roll.sha256,
        chain_head=rows[-1]["hash"] if rows else FIRST, ballots=len(rows), by=by, at=at,
    )  # fmt: skip
    says = "\n".join(f"{one['question']}. {one['text']}：{one['because']}" for one in told)
    say(now.voice, by=by, at=at, did="counted", says=says, to=())
    return verdict


@transaction.atomic
def open_ballots(vote: Vote, *, by: Person, hat: str, purpose: str, at: datetime) -> list[dict[str, str]]:
    """Who voted what: after closing, for the counting group, for a stated reason that is kept (I6)."""
    standing = stage(vote, at=at)
    shut = because("截止以前，谁也不能看谁投了什么。")
    refuse_if(YES if standing in (rules.Stage.CLOSED, rules.Stage.DECIDED) else shut)
    member = vote.counters.filter(pk=by.pk).exists()
    refuse_if(YES if member else because("只有计票组能看。"))
    open_several(what="ballots", by=by, hat=hat, path=vote.assembly.estate.path, purpose=purpose, at=at)
    units = dict(vote.roll.units.values_list("code", "unit"))
    return [row | {"unit": units.get(row["unit"], row["unit"])} for row in ballot_rows(vote)]
