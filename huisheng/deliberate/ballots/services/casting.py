"""Take ballots in: at doors, on paper read by two, online, from an official file; every row chained (M49)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.chain import FIRST, digest
from huisheng.deliberate.ballots.count import ABSTAIN, AGAINST, FOR
from huisheng.deliberate.ballots.models import (
    Ballot,
    Delivery,
    Paper,
    PaperReading,
    Question,
    Receipt,
    RollUnit,
    Vote,
)
from huisheng.deliberate.ballots.services.rolls import units_of
from huisheng.deliberate.ballots.services.votes import stage
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person

HOUR = "0"  # stands for the hour of receipt where the numbers of questions are listed
Choices = Mapping[str, list[str]]  # question number → for, against, abstain; or names


def why_not_cast(vote: Vote, *, received: datetime, at: datetime) -> str:
    """Why a ballot that was received at a moment is not taken in."""
    return rules.why_not_cast(
        stage=stage(vote, at=at), frozen=vote.roll.frozen_at is not None, received=localtime(received),
        opens=localtime(vote.opens), closes=localtime(vote.closes),
    )  # fmt: skip


def why_not_twice(vote: Vote, *, unit: RollUnit) -> str:
    """Why no second ballot is taken in for a unit."""
    there = vote.ballots.filter(unit=unit.code).exists()
    return because("这一套已经交过票了，一套只算一次。") if there else YES


def locked(vote: Vote) -> Vote:
    """The vote, with everybody else who adds to its chain waiting."""
    rows = Vote.objects.select_for_update(of=("self",)).select_related("roll", "voice", "assembly__estate")
    return rows.get(pk=vote.pk)


def append(
    vote: Vote, rows: Iterable[tuple[str, str, str, datetime]], *, channel: str, receipt: Receipt
) -> None:
    """Rows (unit code, question, choice, received) at the end of the chain. The caller holds the lock."""
    last = vote.ballots.order_by("-seq").values_list("seq", "hash").first()
    added = [Ballot(vote=vote, receipt=receipt, **row) for row in linked(rows, after=last, channel=channel)]
    Ballot.objects.bulk_create(added, batch_size=500)


def linked(
    rows: Iterable[tuple[str, str, str, datetime]], *, after: tuple[int, str] | None, channel: str
) -> Iterator[dict[str, Any]]:
    """Each row with its place in the chain, its salt and its hash; `after`: number and hash of the last one there."""
    seq, previous = after or (0, FIRST)
    for unit, question, choice, received in rows:
        seq += 1
        row: dict[str, Any] = {
            "seq": seq, "unit": unit, "question": question, "choice": choice, "channel": channel,
            "received_at": f"{localtime(received):%Y-%m-%dT%H:%M:%S}", "salt": token_hex(8), "previous": previous,
        }  # fmt: skip
        previous = digest(row)
        yield row | {"hash": previous}


def checked(questions: Iterable[Question], choices: Choices) -> list[tuple[str, str]]:
    """(question, choice) of everything that was marked. Refused when a mark is none of those that can be."""
    marked = []
    for one in questions:
        own = [choice for choice in choices.get(str(one.number), []) if choice]
        allowed = {*one.names, ABSTAIN} if one.names else {FOR, AGAINST, ABSTAIN}
        wrong = because("第 %(n)s 题不能这样选。", n=one.number)
        refuse_if(wrong if set(own) - allowed or (not one.names and len(own) > 1) else YES)
        seats = rules.chosen_matter(one.matter).seats
        many = because("第 %(n)s 题最多选 %(seats)s 人，弃权就不要选人。", n=one.number, seats=seats)
        refuse_if(many if seats and (len(own) > seats or (ABSTAIN in own and len(own) > 1)) else YES)
        marked += [(str(one.number), choice) for choice in own]
    refuse_if(YES if marked else because("一题也没有选。不想表态请选弃权。"))
    return marked


@transaction.atomic
def cast_online(vote: Vote, *, unit: RollUnit, choices: Choices, by: Person, at: datetime) -> Receipt:
    """A logged-in owner votes for one of their units; the receipt says that it came in, never what."""
    now = locked(vote)
    refuse_if(why_not_cast(now, received=at, at=at))
    mine = because("这一套不在您名下。租户不是业主，不能投票。")
    refuse_if(YES if unit in units_of(by, now.roll) else mine)
    refuse_if(why_not_twice(now, unit=unit))
    marked = checked(now.questions.all(), choices)
    receipt = Receipt.objects.create(vote=now, channel="online", at=at, by=by)
    rows = [(unit.code, question, choice, at) for question, choice in marked]
    append(now, rows, channel="online", receipt=receipt)
    return receipt


@transaction.atomic
def deliver(
    vote: Vote, *, unit: RollUnit, state: str, by: Person, at: datetime, received: datetime | None = None,
    seen_by: str = "", once: str | None = None,
) -> Delivery:  # fmt: skip
    """At the door: handed out, came back, or refused. Coming back counts as received now, or, for a paper that came in
    time and is marked later, at the hour at which `seen_by` saw it come. `once`: the key of a press that was kept on a telephone."""
    refuse_if(YES if state in rules.DELIVERY_NAMES else because("请选送到、交回还是不收。"))
    refuse_if(YES if unit.roll_id == vote.roll_id else because("名册上没有这一套。"))
    refuse_if(because("还没有公告，不能送票。") if not vote.announced_at else YES)
    if state == "returned":
        now, late = locked(vote), {"received": received, "seen_by": seen_by}
        refuse_if(rules.why_not_received(**late, at=at, closes=localtime(now.closes)))  # type: ignore[arg-type]
        refuse_if(why_not_cast(now, received=received or at, at=at))
        kept = {"returned_at": received or at, "seen_by": seen_by.strip() if received else ""}
        Paper.objects.get_or_create(vote=now, unit=unit, defaults=kept)
    else:
        back = Paper.objects.filter(vote=vote, unit=unit).exists()
        refuse_if(because("这一套的纸票已经交回了。") if back else YES)
    return Delivery.objects.create(vote=vote, unit=unit, state=state, by=by, at=at, once=once)


@transaction.atomic
def read_paper(
    paper: Paper, *, choices: Choices, by: Person, at: datetime, received: datetime | None = None
) -> Paper:
    """What one person reads on a paper. Cast as soon as two agree; a third looks when the first two do not. Of a paper
    that was marked late both say the hour at which it came (`received`), and must agree on it too."""
    vote = locked(paper.vote)
    now = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    before = list(now.readings.all())
    hour = _hour(vote, now, received, at=at)
    marked = sorted(checked(vote.questions.all(), choices))
    read, counted = json.dumps(marked, ensure_ascii=False), stage(vote, at=at) is rules.Stage.DECIDED
    said = [(one.by_id, _whole(one.choices, one.received_at)) for one in before]
    whole, done = _whole(read, hour), now.receipt_id is not None
    refuse_if(rules.why_not_read(whole, said, by=by.pk, counted=counted, done=done))
    PaperReading.objects.create(paper=now, choices=read, received_at=hour, by=by, at=at)
    if whole in [what for _who, what in said]:
        _take(vote, now, marked, came=hour or now.returned_at)
    return now


def _whole(choices: str, hour: datetime | None) -> str:
    """Everything that one person read: what is marked, and when a paper that was marked late came."""
    return f"{choices} {hour.astimezone(UTC).isoformat() if hour else ''}"


def _hour(vote: Vote, paper: Paper, received: datetime | None, *, at: datetime) -> datetime | None:
    """When a paper that was marked late came, as this reader says; None for any other."""
    if not paper.seen_by:
        return None
    refuse_if(YES if received else because("这张票是晚记的，请写几点收到，两个人写的要一样。"))
    assert received is not None
    refuse_if(why_not_cast(vote, received=received, at=at))
    return received


def _take(vote: Vote, paper: Paper, marked: list[tuple[str, str]], *, came: datetime) -> None:
    """Two agree: the paper is cast as of the hour at which it came."""
    paper.receipt = Receipt.objects.create(vote=vote, channel="paper", at=came)
    rows = [(paper.unit.code, question, choice, came) for question, choice in marked]
    append(vote, rows, channel="paper", receipt=paper.receipt)
    paper.returned_at = came
    paper.save(update_fields=["receipt", "returned_at"])


def differing(paper: Paper) -> list[str]:
    """The numbers of the questions that the first two read differently (HOUR: when it came); never what they read."""
    read = [
        {(HOUR, str(each.received_at)), *(tuple(one) for one in json.loads(each.choices))}
        for each in sorted(paper.readings.all(), key=_by_time)
    ]
    return sorted({question for question, _choice in read[0] ^ read[1]}) if len(read) > 1 else []


def _by_time(reading: PaperReading) -> tuple[datetime, int]:
    return (reading.at, reading.pk)


def pending(vote: Vote) -> int:
    """Papers that came back and have not been read by two who agree."""
    return Paper.objects.filter(vote=vote, receipt=None).count()
