"""The state machine of a concern, as a table. docs/states.md is printed from it; a test says no stage is forgotten.

Read a row: from this stage, this act leads to that stage. An act that a stage does not list is not allowed there.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a concern stands."""

    HEARD = "heard"
    WORKING = "working"
    PAUSED = "paused"
    REFERRED = "referred"
    JOINED = "joined"
    DONE = "done"
    SETTLED = "settled"
    EXITED = "exited"


STAGE_NAMES = {
    Stage.HEARD: "待联系",
    Stage.WORKING: "在办",
    Stage.PAUSED: "等条件",
    Stage.REFERRED: "转出",
    Stage.JOINED: "并办",
    Stage.DONE: "等居民确认",
    Stage.SETTLED: "办结",
    Stage.EXITED: "另有去处",
}


class Act(StrEnum):
    """What can be done. The value is what a Line's `did` says."""

    RAISED = "raised"
    CONTACTED = "contacted"
    VISITED = "visited"
    NOTED = "noted"
    SORTED = "sorted"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REFERRED = "referred"
    ANSWERED = "answered"
    RECALLED = "recalled"
    JOINED = "joined"
    PARTED = "parted"
    FINISHED = "finished"
    CALLED = "called"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    THANKED = "thanked"
    EXITED = "exited"
    OBJECTED = "objected"


# What a Line says of a record that should never have been (M151): no step of the table, for the concern is gone.
STRUCK_OUT = "removed"

ACT_NAMES = {
    Act.RAISED: "说了这件事",
    Act.CONTACTED: "联系了居民",
    Act.VISITED: "上门看了",
    Act.NOTED: "记了一笔",
    Act.SORTED: "改了类别",
    Act.DISPATCHED: "派单",
    Act.RETURNED: "退回",
    Act.PAUSED: "暂停计时",
    Act.RESUMED: "恢复计时",
    Act.EXTENDED: "延期",
    Act.REFERRED: "转给外单位",
    Act.ANSWERED: "外单位答复",
    Act.RECALLED: "收回自办",
    Act.JOINED: "并到一起",
    Act.PARTED: "分开办",
    Act.FINISHED: "说办好了",
    Act.CALLED: "回访没有打通",
    Act.CONFIRMED: "居民确认办好",
    Act.DISPUTED: "居民说没办好",
    Act.LAPSED: "按规则结束",
    Act.WITHDRAWN: "居民撤回",
    Act.REOPENED: "又坏了，重新办",
    Act.THANKED: "居民留言",
    Act.EXITED: "告知另外的去处",
    Act.OBJECTED: "居民不同意，重新看",
}

S, A = Stage, Act
STAYS_OPEN = {A.NOTED, A.SORTED, A.DISPATCHED, A.CONTACTED}

LEADS_TO: dict[Stage, dict[Act, Stage]] = {
    S.HEARD: {
        A.CONTACTED: S.WORKING,
        A.VISITED: S.WORKING,
        A.NOTED: S.HEARD,
        A.SORTED: S.HEARD,
        A.DISPATCHED: S.HEARD,
        A.RETURNED: S.HEARD,
        A.EXTENDED: S.HEARD,
        A.REFERRED: S.REFERRED,
        A.JOINED: S.JOINED,
        A.EXITED: S.EXITED,
        A.WITHDRAWN: S.SETTLED,
    },
    S.WORKING: {
        A.CONTACTED: S.WORKING,
        A.VISITED: S.WORKING,
        A.NOTED: S.WORKING,
        A.SORTED: S.WORKING,
        A.DISPATCHED: S.WORKING,
        A.RETURNED: S.WORKING,
        A.EXTENDED: S.WORKING,
        A.PAUSED: S.PAUSED,
        A.REFERRED: S.REFERRED,
        A.JOINED: S.JOINED,
        A.FINISHED: S.DONE,
        A.EXITED: S.EXITED,
        A.WITHDRAWN: S.SETTLED,
    },
    S.PAUSED: {
        A.CONTACTED: S.PAUSED,
        A.NOTED: S.PAUSED,
        A.SORTED: S.PAUSED,
        A.DISPATCHED: S.PAUSED,
        A.RESUMED: S.WORKING,
        A.WITHDRAWN: S.SETTLED,
    },
    S.REFERRED: {
        A.CONTACTED: S.REFERRED,
        A.NOTED: S.REFERRED,
        A.SORTED: S.REFERRED,
        A.DISPATCHED: S.REFERRED,
        A.ANSWERED: S.WORKING,
        A.RECALLED: S.WORKING,
        A.WITHDRAWN: S.SETTLED,
    },
    S.JOINED: {
        A.CONTACTED: S.JOINED,
        A.NOTED: S.JOINED,
        A.DISPATCHED: S.JOINED,
        A.PARTED: S.WORKING,
        A.FINISHED: S.DONE,
        A.EXITED: S.EXITED,
        A.WITHDRAWN: S.SETTLED,
    },
    S.DONE: {
        A.NOTED: S.DONE,
        A.DISPATCHED: S.DONE,
        A.CALLED: S.DONE,
        A.CONFIRMED: S.SETTLED,
        A.DISPUTED: S.WORKING,
        A.LAPSED: S.SETTLED,
    },
    S.SETTLED: {
        A.REOPENED: S.WORKING,
        A.THANKED: S.SETTLED,
        A.NOTED: S.SETTLED,
    },
    S.EXITED: {
        A.OBJECTED: S.HEARD,
        A.NOTED: S.EXITED,
    },
}
OPEN = {S.HEARD, S.WORKING, S.PAUSED, S.REFERRED, S.JOINED, S.DONE}
# I4: the only ways out, each by the resident, by rule, or by one of the six lawful exits.
CLOSES = {A.CONFIRMED, A.WITHDRAWN, A.LAPSED, A.EXITED}


def leads_to(stage: str, act: str) -> Stage | None:
    """Where an act leads from a stage; None when it is not allowed there."""
    return LEADS_TO[Stage(stage)].get(Act(act))
