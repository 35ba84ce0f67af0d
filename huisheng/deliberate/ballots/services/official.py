"""Take in the result file of an official e-vote (R5.10): one row for each unit and question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from django.db import transaction

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import Receipt, Vote
from huisheng.deliberate.ballots.reading import COLUMNS, moment
from huisheng.deliberate.ballots.roll import clean
from huisheng.deliberate.ballots.services.casting import append, locked
from huisheng.deliberate.ballots.services.votes import stage
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.tables import read_table
from huisheng.people.models import Person

NEEDED = {"unit": "房号", "question": "议题", "choice": "意见", "received_at": "收到时间"}
BEIJING = timezone(timedelta(hours=8))
CHOICES = {"同意": "for", "赞成": "for", "反对": "against", "不同意": "against", "弃权": "abstain"}


@dataclass
class Official:
    """What was read: ballots taken in, rows that are not (number, reason)."""

    read: int = 0
    rows: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def take_in(
    vote: Vote, source: Any, *, name: str, by: Person | None, at: datetime, dry_run: bool = False
) -> Official:
    """The file's rows at the end of the chain, in its order. A row that cannot count is named and left out."""
    now = locked(vote)
    standing = stage(now, at=at)
    refuse_if(because("还没有开始投票。") if standing in (rules.Stage.DRAFT, rules.Stage.ANNOUNCED) else YES)
    refuse_if(because("结果已经宣布，不能再收票。") if standing is rules.Stage.DECIDED else YES)
    refuse_if(YES if now.roll.frozen_at else because("名册还没有定下来，还不能投票。"))
    table = read_table(source, name)
    words = {word: name for name, others in COLUMNS.items() for word in (name, *others)}
    columns = {words[clean(head).lower()]: head for head in table.headers if clean(head).lower() in words}
    missing = [word for name, word in NEEDED.items() if name not in columns]
    refuse_if(because("表里缺少这些列：%(columns)s。", columns="、".join(missing)) if missing else YES)
    found = _read(now, ((row.number, row) for row in table), columns)
    if found.rows and not dry_run:
        receipt = Receipt.objects.create(vote=now, channel="official", at=at, by=by)
        append(now, found.rows, channel="official", receipt=receipt)
        says = f"导入官方电子表决的结果：{len(found.rows)} 行，{len(found.refused)} 行有问题没有导入。"
        say(now.voice, by=by, at=at, did="official_taken_in", says=says, to=())
    return found


def _read(vote: Vote, rows: Iterable[tuple[int, Mapping[str, str]]], columns: Mapping[str, str]) -> Official:
    found = Official()
    codes = dict(vote.roll.units.values_list("unit", "code"))
    asked = {str(one.number): one for one in vote.questions.all()}
    taken = set(vote.ballots.values_list("unit", "question"))
    for number, row in rows:
        found.read += 1
        told = {name: clean(row.get(head)) for name, head in columns.items()}
        when = moment(told["received_at"])
        received = datetime.fromisoformat(when).replace(tzinfo=BEIJING) if when else None
        choice = CHOICES.get(told["choice"], told["choice"])
        if reason := _why_not(told, choice, received, vote, codes, asked, taken):
            found.refused.append((number, reason))
        elif received:
            found.rows.append((codes[told["unit"]], told["question"], choice, received))
    return found


def _why_not(
    told: Mapping[str, str], choice: str, received: datetime | None, vote: Vote, codes: Mapping[str, str],
    asked: Mapping[str, Any], taken: set[tuple[str, str]],
) -> str:  # fmt: skip
    unit, question = told["unit"], told["question"]
    if unit not in codes:
        return because("名册上没有“%(unit)s”。", unit=unit)
    if question not in asked:
        return because("没有公告过“%(question)s”这个议题。", question=question)
    if choice not in (asked[question].names or ["for", "against"]) and choice != "abstain":
        return because("“%(choice)s”不能选。", choice=told["choice"])
    if received is None:
        return because("收到时间“%(when)s”不是时间。", when=told["received_at"])
    if not vote.opens <= received <= vote.closes:
        return because("不在投票时间里：%(when)s。", when=told["received_at"])
    if (codes[unit], question) in taken:
        return because("%(unit)s 这一题已经有票了。", unit=unit)
    return YES
