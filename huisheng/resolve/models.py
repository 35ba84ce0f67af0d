"""The tables of the resolve room."""

from huisheng.resolve.tasks.models import (
    Holding,
    Output,
    Recheck,
    RecheckRule,
    Step,
    Task,
    TaskEnd,
    TaskMove,
)

__all__ = ["Holding", "Output", "Recheck", "RecheckRule", "Step", "Task", "TaskEnd", "TaskMove"]
