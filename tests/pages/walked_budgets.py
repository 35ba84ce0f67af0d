"""What the walk of every page puts into the addresses of yearly budgets and projects."""

from typing import Any

EDIT = (
    "edit",
    "project",
    "shortlist",
    "roll",
    "residents",
    "notice",
    "slips",
    "extending",
    "taking_back",
    "plan",
    "papers",
    "result",
)
OF_A_PROJECT = ("removal", "owners", "adoption")
PUBLIC = ("budget", "budget_vote", "budget_received", "budget_file", "budget_chain")
WORK = ("edit", "move", "dates", "hand")
BUDGETS_OF_A_STREET = (
    *(f"deliberate:budget_{name}" for name in (*EDIT, *OF_A_PROJECT)),
    *(f"resolve:project_{name}" for name in WORK),
)


def yearly(street: Any) -> dict[str, dict[str, Any]]:
    """The budget of 听雨苑 that is open for voting, and its project that the owners decide."""
    budget = street.budget_open
    lawn = budget.projects.exclude(matter=0).get()
    return {
        **{f"deliberate:{name}": {"token": budget.token} for name in PUBLIC},
        **{f"deliberate:budget_{name}": {"pk": budget.pk, "call": street.call_over.pk} for name in EDIT},
        **{f"deliberate:budget_{name}": {"pk": lawn.pk} for name in OF_A_PROJECT},
        "resolve:project": {"token": street.lamps.token},
        **{f"resolve:project_{name}": {"pk": street.lamps.pk} for name in WORK},
    }
