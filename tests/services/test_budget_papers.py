"""M49's rule for residents' paper slips: typed by two persons, cast when they agree."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.budgets import services as budgets
from huisheng.echo.refusals import Refused

NOW = localtime()


@pytest.fixture
def budget(street):
    """Two projects, one resident, announced."""
    opens = NOW + timedelta(days=3)
    made = budgets.plan(
        place=street.tingyu, year=NOW.year, title="试一试", fen=100_000, source="street", rule="greedy", utility="cost",
        completion="none", opens=opens, closes=opens + timedelta(days=5), by=street.lin, at=NOW,
    )  # fmt: skip
    for title in ("灯", "椅子"):
        budgets.add(made, title=title, where="北门", fen=30_000, by=street.lin, at=NOW)
    budgets.put_on_roll(made, [("甲", "")], by=street.lin, at=NOW)
    return budgets.announce(made, by=street.lin, at=NOW)


def test_M49_a_paper_slip_is_typed_by_two_and_cast_when_they_agree(street, budget):
    voter, at = budget.voters.first(), budget.opens + timedelta(hours=1)

    def typed(who, chosen, later=0):
        return budgets.read_paper(
            budget, voter=voter, chosen=chosen, by=street[who], at=at + timedelta(days=later)
        )

    assert typed("lin", [1]).receipt is None
    with pytest.raises(Refused, match="换一个人"):
        typed("lin", [1])
    assert typed("chen", [2]).receipt is None
    with pytest.raises(Refused, match="还有 1 张交回的纸票"):
        budgets.finish(budget, by=street.lin, at=budget.closes + timedelta(hours=1))
    with pytest.raises(Refused, match="都不一样"):
        typed("guo", [1, 2])
    late = typed("guo", [2], later=9)
    assert late.receipt
    ballot = budget.ballots.get()
    assert (ballot.choice, ballot.channel, ballot.unit) == ("2", "paper", voter.code)
    assert ballot.received_at == f"{localtime(at):%Y-%m-%dT%H:%M:%S}"
    with pytest.raises(Refused, match="两个人录好"):
        typed("zhou", [2])
    budgets.finish(budget, by=street.lin, at=budget.closes + timedelta(days=9))


def test_M49_a_paper_that_comes_after_closing_is_not_taken_in(street, budget):
    with pytest.raises(Refused, match="截止"):
        budgets.read_paper(
            budget,
            voter=budget.voters.first(),
            chosen=[1],
            by=street.lin,
            at=budget.closes + timedelta(hours=1),
        )
    assert not budget.papers.exists()
