"""What the walk of every page puts into the addresses of tasks and promises."""

from typing import Any

from huisheng.resolve.models import Recheck

ACTS = ("accept", "step", "step_words", "steps", "day", "finish", "return", "hand", "note", "drop", "photo")
NOBODY = 99_999_999
TASKS_OF_A_STREET = (
    "resolve:task",
    "resolve:recheck",
    "deliberate:promise_new",
    "deliberate:promise_day",
    *(f"resolve:task_{name}" for name in ACTS),
)


def taken_on(street: Any) -> dict[str, dict[str, Any]]:
    """The task of 听雨苑 that the property company has by its link, and the tap to be looked at again."""
    holding = street.task_out.holdings.get(until=None)
    return {
        "resolve": {"pk": street.task_out.pk, "token": holding.token, "name": "finish"},
        "resolve:task_step": {"pk": street.task_done.pk, "step": street.task_done.steps.first().pk},
        "resolve:task_step_words": {"pk": street.task_done.pk, "step": street.task_done.steps.first().pk},
        "deliberate:promise_new": {"pk": street.held_item.pk},
        "deliberate:promise_day": {"pk": street.promise_kept.pk},
        "resolve:task_photo_gone": {"pk": street.task_done.pk, "photo": NOBODY},
        "resolve:recheck": {"pk": Recheck.objects.first().pk},
    }
