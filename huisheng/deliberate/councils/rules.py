"""What a council may do and when (M40-M48, M163, R7): every function answers with its reason; empty means yes.

A session is planned, notified, open, closed (or called off); a blueprint says for each of these which acts it allows.
Nothing is decided while a required party is missing, nor before the parties were notified with the material.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huisheng.deliberate.councils.terms import (
    ACT_NAMES,
    DECISIONS,
    HOW_NAMES,
    PARTY_NAMES,
    STATE_NAMES,
    STEP_NAMES,
    STEPS,
    Act,
    Outcome,
    State,
    Step,
)
from huisheng.echo.refusals import YES, because

LONGEST_TITLE, LONGEST_WORDS = 120, 4000
MOST_ITEMS, MOST_PEOPLE = 200, 1000
WRONG_TAILS, MOST_EXTENDED = 5, 20


STEP_MISSING = {
    Step.TOPIC: because("还没有定议题。"),
    Step.PARTIES: because("还没有定这件事请哪几方。"),
    Step.NOTIFY: because("还没有把材料发给各方：先通知各方，才能商议。"),
    Step.DELIBERATE: because("还没有商议，不能下结论。"),
    Step.OUTCOME: because("还没有结论，不能反馈。"),
    Step.FEEDBACK: because("还没有反馈。"),
}


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
    if not items and now.state is State.NOTIFIED:
        return because("每一项的各方都通知过了。")
    if not items:
        return because("议程还是空的，请先提议题。")
    if without_parties:
        return because("“%(title)s”还没有定请哪几方，先定各方再通知。", title=without_parties[0])
    return because("开会时间已经到了，来不及事先通知；请改期。") if at >= now.starts else YES


def why_not_record(now: Standing, *, how: str, who: str, told_at: datetime, at: datetime) -> str:
    """A party was told by hand: how, whom and when, before the session began and not in days to come."""
    if reason := why_over(now):
        return reason
    if how not in HOW_NAMES:
        return because("请选怎么通知的。")
    if not who.strip():
        return because("请写通知了谁。")
    if told_at > at:
        return because("这个时间还没到，通知过了再记。")
    return because("开会以后才告诉的，不算事先通知。") if told_at >= now.starts else YES


def why_not_register(now: Standing, *, registered: bool, name: str, phone: str) -> str:
    """A party becomes a body with a link of its own: by a telephone, because the link asks for its last digits (M45)."""
    if reason := why_over(now):
        return reason
    if now.state is State.OPEN:
        return because("会已经开了，链接来不及用；请打电话。")
    if registered:
        return because("这一方已经登记了，有链接。")
    if not name.strip():
        return because("请写名称。")
    return YES if phone.strip() else because("请写联系电话：链接要用它的后四位来核对。")


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


def why_not_allow(days: int, *, now: int) -> str:
    """How many working days after a session a tabled matter may take: none, or some that a resident would accept."""
    if not 0 <= days <= MOST_EXTENDED:
        return because("请写 0 到 %(most)s 之间的天数，0 就是不延。", most=MOST_EXTENDED)
    return because("本来就是这样。") if days == now else YES


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
    """An outcome in words with exactly one accountable party (M41).

    A decision is made by a quorate session after the four steps before it; to put off needs no party, but a reason.
    """
    if outcome not in set(Outcome):
        return why_not_in_phase(now, Act.DISCUSS) or because("请选结论。")
    if reason := why_not_in_phase(now, Act.DECIDE if outcome in DECISIONS else Act.DISCUSS):
        return reason
    if Step.OUTCOME in done:
        return because("这一项已经有结论了。")
    if not resolution.strip():
        return because("请把结论写成一句话，居民会看到。")
    if outcome in DECISIONS and (
        reason := why_not_quorate(now.missing) or why_not_step(Step.OUTCOME, done=done)
    ):
        return reason
    if lacks_legal and outcome == Outcome.AGREED:
        return because("用到业主共有的地方，请先附上合法性意见。")
    if outcome == Outcome.PUT_OFF or accountable in PARTY_NAMES:
        return YES
    return because("请选由哪一方负责：只能是一方。")


def why_not_seen(version: int, seen: int | None, *, who: str = "") -> str:
    """Two scribes at once: the second reads what the first wrote before writing."""
    if seen is None or seen == version:
        return YES
    return because(
        "%(who)s刚刚改过这一项。您写的字还在下面，请看一眼再存。", who=who or because("另一位记录员")
    )


def why_not_attend(now: Standing, *, names: int, people: int) -> str:
    """Names only, no telephone; a thousand at most."""
    if reason := why_not_in_phase(now, Act.ATTEND):
        return reason
    if not names:
        return because("没有读到新的名字。")
    if people + names > MOST_PEOPLE:
        return because("一次最多记 %(most)s 人。", most=MOST_PEOPLE)
    return YES
