"""What is done with tasks: give, accept, return, hand over, tick, note, finish, drop; and looking again later."""

from huisheng.resolve.tasks.services.changing import add_steps, move, reword, set_day
from huisheng.resolve.tasks.services.doing import accept, drop, note, return_, tick_off
from huisheng.resolve.tasks.services.finding import (
    known,
    open_tasks,
    owner_of,
    posts_of,
    rechecks_due,
    tasks_due,
)
from huisheng.resolve.tasks.services.finishing import Outcome, finish
from huisheng.resolve.tasks.services.giving import give, giver_at, hand_over
from huisheng.resolve.tasks.services.rechecking import change_rules, plan, recheck, seed_rules

__all__ = [
    "Outcome",
    "accept",
    "add_steps",
    "change_rules",
    "drop",
    "finish",
    "give",
    "giver_at",
    "hand_over",
    "known",
    "move",
    "note",
    "open_tasks",
    "owner_of",
    "plan",
    "posts_of",
    "recheck",
    "rechecks_due",
    "return_",
    "reword",
    "seed_rules",
    "set_day",
    "tasks_due",
    "tick_off",
]
