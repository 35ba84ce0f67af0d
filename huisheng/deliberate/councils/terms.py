"""What councils speak of: states, acts, steps, outcomes, parties, each with its Chinese name."""

from enum import StrEnum


class State(StrEnum):
    """Where a session stands; derived from what was recorded."""

    PLANNED = "planned"
    NOTIFIED = "notified"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.PLANNED: "收议题",
    State.NOTIFIED: "已通知",
    State.OPEN: "正在开",
    State.CLOSED: "开过了",
    State.CANCELLED: "不开了",
}


class Act(StrEnum):
    """What a phase may allow."""

    TABLE = "table"
    PARTIES = "parties"
    PAPER = "paper"
    NOTIFY = "notify"
    ATTEND = "attend"
    DISCUSS = "discuss"
    DECIDE = "decide"


ACT_NAMES = {
    Act.TABLE: "提议题",
    Act.PARTIES: "定各方",
    Act.PAPER: "附材料",
    Act.NOTIFY: "通知各方",
    Act.ATTEND: "签到",
    Act.DISCUSS: "发言记录",
    Act.DECIDE: "作出结论",
}
PHASES = (State.PLANNED, State.NOTIFIED, State.OPEN)


class Step(StrEnum):
    """The six dated steps of a consultation, in their order (R7, M46)."""

    TOPIC = "topic"
    PARTIES = "parties"
    NOTIFY = "notify"
    DELIBERATE = "deliberate"
    OUTCOME = "outcome"
    FEEDBACK = "feedback"


STEPS = tuple(Step)
STEP_NAMES = {
    Step.TOPIC: "定议题",
    Step.PARTIES: "定各方",
    Step.NOTIFY: "通知各方",
    Step.DELIBERATE: "商议",
    Step.OUTCOME: "形成结论",
    Step.FEEDBACK: "反馈",
}


class Outcome(StrEnum):
    """What becomes of an item. To agree and to escalate is to decide: it takes a quorum and the steps before it.

    `explained` was made clear at once; `put_off` stands on the next agenda again. Neither closes any matter.
    """

    AGREED = "agreed"
    ESCALATED = "escalated"
    EXPLAINED = "explained"
    PUT_OFF = "put_off"


OUTCOME_NAMES = {
    Outcome.AGREED: "形成决议",
    Outcome.ESCALATED: "没有谈拢，报街道",
    Outcome.EXPLAINED: "当场说清楚了",
    Outcome.PUT_OFF: "下次再议",
}

DECISIONS = frozenset({Outcome.AGREED, Outcome.ESCALATED})

# Whose a matter can be (M41), and who sits at the table.
PARTY_NAMES = {
    "community": "社区",
    "branch": "党支部",
    "owners": "业委会、业主",
    "property": "物业公司",
    "merchants": "商户",
    "city": "政府部门",
    "utility": "水电气网单位",
    "enterprise": "企业、园区",
    "residents": "居民",
    "street": "街道",
}
ROLE_NAMES = PARTY_NAMES | {"member": "党员", "deputy": "人大代表、政协委员", "other": "其他"}
SOURCE_NAMES = {
    "matters": "居民说的事",
    "hot": "热点",
    "talk": "夜话上的话",
    "hand": "直接提出",
    "again": "上次没议完",
}
PAPER_NAMES = {"material": "会前材料", "study": "调研论证", "opinions": "征求到的意见", "legal": "合法性意见"}
# How a party without a link was notified, the material with it.
HOW_NAMES = {"paper": "送了纸质材料", "phone": "打了电话", "person": "当面说的"}
# What kind of body a party of the table usually is, when it is registered.
BODY_OF = {
    "property": "property",
    "city": "department",
    "utility": "utility",
    "enterprise": "enterprise",
    "deputy": "deputy",
}
CADENCE_NAMES = {
    "weekly": "每周一次",
    "fortnightly": "两周一次",
    "monthly": "每月一次",
    "quarterly": "每季度一次",
    "irregular": "有事就开",
}
# An accountable street of matters beyond consensus (R7): whom an outcome names when nobody else was chosen.
BEYOND = "street"
