"""The tables of the resolve room."""

from huisheng.resolve.projects.models import Milestone, Project
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

__all__ = [
    "Holding",
    "Milestone",
    "Output",
    "Project",
    "Recheck",
    "RecheckRule",
    "Step",
    "Task",
    "TaskEnd",
    "TaskMove",
]
