"""M49: papers marked after closing, and presses that were kept on a telephone."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services import casting, counting, rounds
from huisheng.deliberate.models import Ballot, Paper, Vote
from huisheng.echo.refusals import Refused

FOR = {"1": ["for"], "2": ["abstain"]}


def test_M49_a_press_that_is_sent_twice_is_one_and_after_closing_came_when_it_was_pressed(street):
    vote, now = street.vote_open, localtime()
    unit, other = vote.roll.units.get(unit="2栋1单元101"), vote.roll.units.get(unit="2栋1单元102")
    press = {"by": street.zhou, "at": now, "pressed": now}
    first = rounds.deliver_later(vote, unit=unit, state="delivered", once="a", **press)
    assert rounds.deliver_later(vote, unit=unit, state="delivered", once="a", **press) == first
    with pytest.raises(Refused, match="没有编号"):
        rounds.deliver_later(vote, unit=unit, state="delivered", once=" ", **press)
    after, pressed = vote.closes + timedelta(hours=3), vote.closes - timedelta(minutes=5)
    told = {"state": "returned", "by": street.zhou, "at": after}
    rounds.deliver_later(vote, unit=unit, once="b", pressed=pressed, **told)
    paper = Paper.objects.get(vote=vote, unit=unit)
    assert (paper.returned_at, paper.seen_by) == (pressed, street.zhou.name)
    for n, moment in enumerate((None, after - timedelta(hours=1))):
        with pytest.raises(Refused, match="已经在 .* 截止"):
            rounds.deliver_later(vote, unit=other, once=f"c{n}", pressed=moment, **told)


def late(street, **more):
    """Marked after closing: the vote of the story, as if it had closed an hour ago."""
    vote, now = street.vote_open, localtime()
    Vote.objects.filter(pk=vote.pk).update(closes=now - timedelta(hours=1))
    vote.refresh_from_db()
    unit = vote.roll.units.get(unit="2栋1单元101")
    told = {"received": now - timedelta(hours=2), "seen_by": "门卫老周"} | more
    casting.deliver(vote, unit=unit, state="returned", by=street.zhou, at=now, **told)
    return Paper.objects.get(vote=vote, unit=unit)


def test_M49_a_paper_that_came_in_time_and_is_marked_late_counts_from_the_hour_that_two_say(street):
    paper, now = late(street), localtime()
    hour = now.replace(second=0, microsecond=0) - timedelta(hours=2)
    with pytest.raises(Refused, match="请写几点收到"):
        casting.read_paper(paper, choices=FOR, by=street.zhou, at=now)
    casting.read_paper(paper, choices=FOR, received=hour, by=street.zhou, at=now)
    other = casting.read_paper(
        paper, choices=FOR, received=hour - timedelta(minutes=30), by=street.chen, at=now
    )
    assert other.receipt is None
    assert casting.differing(paper) == [casting.HOUR]
    taken = casting.read_paper(paper, choices=FOR, received=hour, by=street.lin, at=now)
    assert taken.receipt.at == hour
    row = Ballot.objects.get(vote=paper.vote, unit=paper.unit.code, question="1")
    assert row.received_at == f"{hour:%Y-%m-%dT%H:%M:%S}"
    assert counting.chain_broken(paper.vote) == ""


def test_M49_a_late_paper_needs_somebody_who_saw_it_and_an_hour_in_the_window(street):
    now = localtime()
    for wrong, why in (
        ({"received": None}, "几点收到、谁看见"), ({"seen_by": " "}, "谁看见这张票"), ({"received": now}, "截止，这张票不能收"),
        ({"received": now + timedelta(hours=1)}, "还没有到"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            late(street, **wrong)
    with pytest.raises(Refused, match="截止，这张票不能收"):
        casting.read_paper(late(street), choices=FOR, received=now, by=street.zhou, at=now)
