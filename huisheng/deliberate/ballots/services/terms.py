"""What waits in an assembly: the end of a term, objections, papers, statutory dates (M50)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import Assembly, RollObjection, Vote
from huisheng.deliberate.ballots.services.votes import dues
from huisheng.echo.refusals import because


def waiting(assemblies: Sequence[Assembly], *, on: date) -> dict[int, list[str]]:
    """What somebody has to do, by assembly, in sentences. Five queries however many."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in assemblies:
        if one.committee_until and rules.term_due(one.committee_until) <= on:
            found[one.pk].append(_term(one.committee_until, on))
    open_ones = RollObjection.objects.filter(roll__assembly__in=assemblies, answered_at=None)
    for key in open_ones.values_list("roll__assembly", flat=True):
        found[key].append(because("名册有一条意见没有答复。"))
    votes = Vote.objects.filter(assembly__in=assemblies).exclude(announced_at=None)
    for vote in votes.select_related("verdict").prefetch_related("questions", "clocks"):
        if not hasattr(vote, "verdict") and localtime(vote.closes).date() < on:
            found[vote.assembly_id].append(because("“%(title)s”已经截止，等计票。", title=vote.title))
        found[vote.assembly_id] += [_due(vote, due) for due in dues(vote) if due.done is None]
    return defaultdict(list, found)


def _term(until: date, on: date) -> str:
    if on > until:
        return because("业委会任期 %(day)s 已经到了，请街道帮着换届。", day=until.isoformat())
    return because(
        "业委会任期 %(day)s 到，离换届不到三个月，请开始准备：名册、候选人、公告、移交清单。",
        day=until.isoformat(),
    )


def _due(vote: Vote, due: rules.Due) -> str:
    return because(
        "“%(title)s”：%(what)s，%(day)s 以前。",
        title=vote.title,
        what=because(due.words),
        day=due.by.isoformat(),
    )


def open_votes(person: Any, *, at: datetime) -> list[Vote]:
    """The votes that run now where somebody is an owner. One query; none for somebody who is not logged in."""
    if not person.is_authenticated:
        return []
    running = Vote.objects.filter(opens__lte=at, closes__gte=at, assembly__logins__person=person)
    return list(running.exclude(announced_at=None).distinct())
