"""What is published about a budget vote, as plain values for JSON."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from huisheng.deliberate.budgets.election import Election
from huisheng.deliberate.budgets.equal_shares import Outcome
from huisheng.deliberate.budgets.represented import District, represented


def account(election: Election, outcome: Outcome, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Who won, what it costs, who is represented, and what the file itself says about winners (None: nothing)."""
    named = [each.id for each in election.projects if each.won]
    says = any(each.won is not None for each in election.projects)
    told: dict[str, Any] = {
        "selected": [election.projects[place].id for place in outcome.chosen],
        "spent": number(election.cost(outcome.chosen)),
        "budget": number(election.budget),
        "exhaustive": election.exhaustive(outcome.chosen),
    }
    told |= {name: asked[name] for name in ("rule", "utility", "completion", "stop", "tie", "whole")}
    if asked["rule"] == "equal-shares":
        told |= {"endowment": str(outcome.endowment), "runs": outcome.runs, "by_votes": outcome.completed}
    return told | {
        "represented": representation(election, outcome),
        "published": named if says else None,
        "notes": [str(note) for note in election.notes],
    }


def representation(election: Election, outcome: Outcome) -> dict[str, Any]:
    found = represented(election, outcome.chosen)
    return {
        "voters": found.voters,
        "represented": found.represented,
        "exclusion_ratio": rounded(found.exclusion),
        "average_projects": rounded(found.average_projects),
        "average_cost": rounded(found.average_cost),
        "voters_by_projects": {str(count): voters for count, voters in found.by_count.items()},
        "unasked": number(found.unasked),
        "districts": {name: _district(each) for name, each in found.districts.items() if name},
    }


def _district(each: District) -> dict[str, Any]:
    return {"voters": each.voters, "represented": each.represented, "share": rounded(each.share, 2)}


def number(money: Fraction) -> int | float:
    """Money for JSON: whole where it is whole; cents come out as they were written."""
    return int(money) if money.denominator == 1 else float(money)


def rounded(value: Fraction, digits: int = 4) -> float:
    return float(round(value, digits))


def amount(money: Fraction) -> str:
    """Money for the eye: `1,603,000` or `12.50`."""
    return f"{int(money):,}" if money.denominator == 1 else f"{float(money):,.2f}"
