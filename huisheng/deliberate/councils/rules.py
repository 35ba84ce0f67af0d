"""What a council may do and when (M40-M48, M163, R7): every function answers with its reason; empty means yes.

A session is planned, notified, open, closed (or called off); a blueprint says for each of these which acts it allows.
Nothing is decided while a required party is missing, nor before the parties were notified with the material.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huisheng.echo.refusals import YES, because

LONGEST_TITLE, LONGEST_WORDS = 120, 4000
MOST_ITEMS, MOST_PEOPLE = 200, 1000
WRONG_TAILS = 5


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
STEP_MISSING = {
    Step.TOPIC: because("还没有定议题。"),
    Step.PARTIES: because("还没有定这件事请哪几方。"),
    Step.NOTIFY: because("还没有把材料发给各方：先通知各方，才能商议。"),
    Step.DELIBERATE: because("还没有商议，不能下结论。"),
    Step.OUTCOME: because("还没有结论，不能反馈。"),
    Step.FEEDBACK: because("还没有反馈。"),
}


class Outcome(StrEnum):
    """What becomes of an item. Only `put_off` leaves it open: it stands on the next agenda again."""

    AGREED = "agreed"
    ESCALATED = "escalated"
    EXPLAINED = "explained"
    PUT_OFF = "put_off"


OUTCOME_NAMES = {
    Outcome.AGREED: "形成决议",
    Outcome.ESCALATED: "没有谈拢，报街道",
    Outcome.EXPLAINED: "说明清楚，不再办",
    Outcome.PUT_OFF: "下次再议",
}

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
    "talk": "恳谈会上的话",
    "hand": "直接提出",
    "again": "上次没议完",
}
PAPER_NAMES = {"material": "会前材料", "study": "调研论证", "opinions": "征求到的意见", "legal": "合法性意见"}
CADENCE_NAMES = {
    "weekly": "每周一次",
    "fortnightly": "两周一次",
    "monthly": "每月一次",
    "quarterly": "每季度一次",
    "irregular": "有事就开",
}
# An accountable street of matters beyond consensus (R7): whom an outcome names when nobody else was chosen.
BEYOND = "street"


@dataclass(frozen=True)
class Standing:
    """A session as plain values: its state, when it begins, what its phases allow, which required parties lack."""

    state: State
    starts: datetime
    allows: Mapping[str, Collection[str]]
    missing: Sequence[str] = ()


def state_of(*, cancelled: bool, closed: bool, opened: bool, notified: bool) -> State:
    """What was recorded last says where a session stands."""
    if cancelled:
        return State.CANCELLED
    if closed:
        return State.CLOSED
    if opened:
        return State.OPEN
    return State.NOTIFIED if notified else State.PLANNED


def why_over(now: Standing) -> str:
    """Nothing more is done in a session that is over or called off."""
    if now.state is State.CLOSED:
        return because("这一次已经开完了，记录不再改动。")
    return because("这一次不开了。") if now.state is State.CANCELLED else YES


def why_not_in_phase(now: Standing, act: Act) -> str:
    """Each phase of the blueprint declares which acts it allows."""
    if reason := why_over(now):
        return reason
    if act in now.allows.get(now.state, ()):
        return YES
    return because(
        "现在是“%(phase)s”，不能%(act)s。",
        phase=because(STATE_NAMES[now.state]),
        act=because(ACT_NAMES[act]),
    )


def why_not_plan(starts: datetime, *, at: datetime, taken: bool = False) -> str:
    """A session lies ahead, and a council does not meet twice at once."""
    if starts <= at:
        return because("开会的时间已经过去了，请选将来的时间。")
    return because("这个时间已经排了一次。") if taken else YES


def why_not_move(now: Standing, starts: datetime, *, at: datetime, why: str, taken: bool = False) -> str:
    """Only ahead, only before it began; once the parties were notified, with a reason that they read."""
    if reason := why_over(now):
        return reason
    if now.state is State.OPEN:
        return because("会已经开了，不能改期。")
    if starts == now.starts:
        return because("时间没有变。")
    if now.state is State.NOTIFIED and len(why.strip()) < 2:
        return because("已经通知过各方，请写改期的原因。")
    return why_not_plan(starts, at=at, taken=taken)


def why_not_cancel(now: Standing, why: str) -> str:
    """A session that is called off says why; one that began is closed instead."""
    if reason := why_over(now):
        return reason
    if now.state is State.OPEN:
        return because("会已经开了，请结束，不要取消。")
    return YES if len(why.strip()) >= 2 else because("请写不开的原因，居民会看到。")


def why_not_notify(now: Standing, *, items: int, without_parties: Sequence[str], at: datetime) -> str:
    """Step three: every item has its parties first, and they are told before the session begins."""
    if reason := why_not_in_phase(now, Act.NOTIFY):
        return reason
    if not items:
        return because("议程还是空的，请先提议题。")
    if without_parties:
        return because("“%(title)s”还没有定请哪几方，先定各方再通知。", title=without_parties[0])
    return because("开会时间已经到了，来不及事先通知；请改期。") if at >= now.starts else YES


def why_not_open(now: Standing, *, checked: bool = True) -> str:
    """Only what was notified can be opened, and when the checklist was gone through."""
    if reason := why_over(now):
        return reason
    if now.state is State.OPEN:
        return because("会已经开了。")
    if now.state is State.PLANNED:
        return because("还没有通知各方，不能开会。")
    return YES if checked else because("会前清单还有没打勾的。")


def why_not_close(now: Standing, *, open_items: Sequence[str]) -> str:
    """No session ends with an item that has no fate."""
    if reason := why_over(now):
        return reason
    if now.state is not State.OPEN:
        return because("会还没有开。")
    if open_items:
        return because(
            "还有 %(n)s 项没有结论：“%(title)s”。没议完的，请选“下次再议”。",
            n=len(open_items),
            title=open_items[0],
        )
    return YES


def why_not_table(now: Standing, title: str, *, where: str = "", items: int = 0) -> str:
    """A topic in words, once: `where` says where the same matter already stands."""
    if reason := why_not_in_phase(now, Act.TABLE):
        return reason
    if not re.sub(r"[\s\W_]+", "", title):
        return because("请写一句话：要议什么。")
    if len(title) > LONGEST_TITLE:
        return because("题目太长了，请在 %(most)s 字以内，细节写在说明里。", most=LONGEST_TITLE)
    if items >= MOST_ITEMS:
        return because("一次最多 %(most)s 项，请排到下一次。", most=MOST_ITEMS)
    return because("这件事已经在议程上了：%(where)s。", where=where) if where else YES


def why_not_step(step: Step, *, done: Collection[str]) -> str:
    """The six steps in their order: none is skipped, none is taken twice."""
    if step in done:
        return because("“%(step)s”这一步已经走过了。", step=because(STEP_NAMES[step]))
    before = STEPS[: STEPS.index(step)]
    return next((STEP_MISSING[one] for one in before if one not in done), YES)


def why_not_quorate(missing: Sequence[str]) -> str:
    """A session that lacks a required party is not quorate and cannot decide (M44)."""
    if not missing:
        return YES
    return because(
        "%(who)s没有到场，人不齐，不能作出结论；可以先听意见，或者下次再议。", who="、".join(missing)
    )


def why_not_decide(
    now: Standing,
    *,
    outcome: str,
    resolution: str,
    accountable: str,
    done: Collection[str],
    lacks_legal: bool,
) -> str:
    """An outcome in words with exactly one accountable party (M41), by a quorate session, after the steps before it.

    To put off is no decision: it needs no quorum and no party, but a reason.
    """
    if reason := why_not_in_phase(now, Act.DECIDE):
        return reason
    if outcome not in set(Outcome):
        return because("请选结论。")
    if Step.OUTCOME in done:
        return because("这一项已经有结论了。")
    if not resolution.strip():
        return because("请把结论写成一句话，居民会看到。")
    if outcome == Outcome.PUT_OFF:
        return YES
    if reason := why_not_quorate(now.missing) or why_not_step(Step.OUTCOME, done=done):
        return reason
    if lacks_legal and outcome == Outcome.AGREED:
        return because("用到业主共有的地方，请先附上合法性意见。")
    return YES if accountable in PARTY_NAMES else because("请选由哪一方负责：只能是一方。")


def why_not_seen(version: int, seen: int | None, *, who: str = "") -> str:
    """Two scribes at once: the second reads what the first wrote before writing."""
    if seen is None or seen == version:
        return YES
    return because(
        "%(who)s刚刚改过这一项。您写的字还在下面，请看一眼再存。", who=who or because("另一位记录员")
    )


def plain_name(name: str) -> str:
    """A name as it is compared: full-width forms and spaces forgiven."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class Pasted:
    """What a pasted list holds: the names in their order, those said twice, those that cannot be names."""

    names: list[str]
    twice: list[str]
    refused: list[str]


def read_names(text: str, *, known: Iterable[str] = ()) -> Pasted:
    """Names out of a list as it was pasted: one a line, or parted by commas, tabs, numbers in front.

    Telephone numbers are dropped, never kept (R13): only the name is read. `known`: who is written down already.
    """
    seen = {plain_name(one) for one in known}
    found = Pasted([], [], [])
    for piece in re.split(r"[\n\r,，、;；\t|]+", unicodedata.normalize("NFKC", text).replace("、", ",")):
        for part in piece.split(","):
            name = _name_in(part)
            if not name:
                continue
            if len(name) > 40 or not re.search(r"[^\W\d_]", name):
                found.refused.append(name[:40])
            elif plain_name(name) in seen:
                found.twice.append(name)
            else:
                seen.add(plain_name(name))
                found.names.append(name)
    return found


def _name_in(part: str) -> str:
    without_phone = re.sub(r"(?<!\d)(?:\+?86[- ]?)?(?:1\d{10}|0\d{2,3}[- ]?\d{7,8})(?!\d)", " ", part)
    without_count = re.sub(r"^\s*\d{1,4}\s*[.)]?\s+|^\s*\d{1,4}[.)]", "", without_phone)
    return re.sub(r"\s+", " ", without_count).strip(" .:-")


def why_not_attend(now: Standing, *, names: int, people: int) -> str:
    """Names only, no telephone; a thousand at most."""
    if reason := why_not_in_phase(now, Act.ATTEND):
        return reason
    if not names:
        return because("没有读到新的名字。")
    if people + names > MOST_PEOPLE:
        return because("一次最多记 %(most)s 人。", most=MOST_PEOPLE)
    return YES
