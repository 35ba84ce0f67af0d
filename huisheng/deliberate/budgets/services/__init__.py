"""What is done with yearly budgets: plan, add projects and residents, announce, take ballots in, count, hand to the owners."""

from huisheng.deliberate.budgets.services.counting import (
    adopt,
    chain_broken,
    counted_file,
    finish,
    project_chosen,
)
from huisheng.deliberate.budgets.services.finding import known, standing, voter_of
from huisheng.deliberate.budgets.services.planning import (
    add,
    announce,
    extend,
    plan,
    put_on_roll,
    remove,
    replan,
    residents_on_roll,
    slips,
    take_back,
    take_over,
    to_owners,
)
from huisheng.deliberate.budgets.services.polling import cast, read_paper, why_not_cast

__all__ = [
    "add",
    "adopt",
    "announce",
    "cast",
    "chain_broken",
    "counted_file",
    "extend",
    "finish",
    "known",
    "plan",
    "project_chosen",
    "put_on_roll",
    "read_paper",
    "remove",
    "replan",
    "residents_on_roll",
    "slips",
    "standing",
    "take_back",
    "take_over",
    "to_owners",
    "voter_of",
    "why_not_cast",
]
