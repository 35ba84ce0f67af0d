"""The result in words and as JSON. Plain values, standard library only: part of the verifier."""

from typing import Any

from huisheng.deliberate.ballots.count import ABSTAIN, AGAINST, FOR, Counted, Sum
from huisheng.deliberate.ballots.law import ELECTION
from huisheng.deliberate.ballots.roll import CM2


def square_metres(cm2: int) -> str:
    """cm² as m², exactly: two decimals, four where they are needed."""
    whole, rest = divmod(cm2, CM2)
    digits = f"{rest:04d}"
    return f"{whole}.{digits[:2]}{digits[2:].rstrip('0')}"


def as_dict(counted: Counted) -> dict[str, Any]:
    """One question's result as the command prints it."""
    question, sums = counted.question, counted.sums
    keys = ("total", "took_part", FOR, AGAINST, ABSTAIN)
    told: dict[str, Any] = {
        "question": question.id,
        "text": question.text,
        "matter": told_matter(counted),
        "profile": counted.profile.name,
        "persons": {key: sums[key].persons for key in keys},
        "area": {key: square_metres(sums[key].area) for key in keys},
        "quorum": counted.quorum,
    }
    if question.matter.kind == ELECTION:
        told |= {
            "elected": list(counted.elected),
            "ranked": [
                {"candidate": name, "persons": own.persons, "area": square_metres(own.area), "passed": passed}
                for name, own, passed in counted.ranked
            ],
            "tie": list(counted.tie),
        }
    else:
        told["passed"] = counted.passed
    return told | {
        "because": because(counted),
        "short_by": {"persons": counted.short.persons, "area": square_metres(counted.short.area)},
        "indicative": counted.online > 0 and counted.profile.online == "indicative",
        "invalid": [{"unit": bad.unit, "reason": bad.reason} for bad in counted.invalid],
    }


def told_matter(counted: Counted) -> str:
    matter = counted.question.matter
    if matter.kind == ELECTION:
        return f"{ELECTION}:{matter.seats}"
    return str(matter.item) if matter.item else matter.kind


def because(counted: Counted) -> str:
    """Why, with every number and the article."""
    took, total, profile = counted.sums["took_part"], counted.sums["total"], counted.profile
    source = "民法典第 278 条第二款"
    part = (
        f"参与表决的 {took.persons} 人、{square_metres(took.area)} 平方米；全体 {total.persons} 人、"
        f"{square_metres(total.area)} 平方米，人数和面积都要{profile.quorum.words}"
    )
    if not counted.quorum:
        return f"没有通过：{part}，{_missing(counted.short, '参与')}（{source}）。"
    if counted.question.matter.kind == ELECTION:
        return _who_won(counted, part)
    share, agree = counted.question.matter.share(profile), counted.sums[FOR]
    words = f"同意的 {agree.persons} 人、{square_metres(agree.area)} 平方米，要参与表决的人数和面积都{share.words}"
    if counted.passed:
        return f"通过：{part}，够了；{words}，够了（{counted.question.matter.article}）。"
    return f"没有通过：{part}，够了；{words}，{_missing(counted.short, '同意')}（{counted.question.matter.article}）。"


def _missing(short: Sum, what: str) -> str:
    parts = [f"{short.persons} 人"] if short.persons else []
    parts += [f"{square_metres(short.area)} 平方米"] if short.area else []
    return f"还差{'、'.join(parts)}{what}"


def _who_won(counted: Counted, part: str) -> str:
    article = counted.question.matter.article
    seats = counted.question.matter.seats
    words = f"{part}，够了；当选要参与表决的人数和面积都{counted.profile.ordinary.words}"
    names = "、".join(counted.elected) or "没有人"
    tie = f"；{'、'.join(counted.tie)}票数相同，最后的名额没有定，要重选" if counted.tie else ""
    left = seats - len(counted.elected)
    missing = f"；还空 {left} 席" if left else ""
    return f"{words}：{seats} 席，当选 {names}{tie}{missing}（{article}）。"
