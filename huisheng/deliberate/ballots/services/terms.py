"""What waits in an assembly: the end of a term, objections, papers, statutory dates (M50)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import Assembly, Clock, Question, RollObjection, Term, Vote
from huisheng.deliberate.ballots.services.votes import dues, law_from
from huisheng.echo.refusals import because
from huisheng.territory.places.services import in_areas

NEAR = timedelta(days=31 * rules.REMIND_MONTHS)
LATEST = Term.objects.filter(assembly=OuterRef("assembly")).order_by("-starts").values("pk")[:1]
ROW = ("kind", "pk", "assembly", "title", "day", "text")


def waiting(assemblies: Sequence[Assembly], *, on: date) -> dict[int, list[str]]:
    """What somebody has to do, by assembly, in sentences. Six queries however many."""
    found: dict[int, list[str]] = defaultdict(list)
    for term in latest(Q(assembly__in=assemblies)):
        if term.prepared_at is None and rules.term_due(term.ends) <= on:
            found[term.assembly_id].append(_term(term.ends, on))
    for name, key in _unhanded(Q(assembly__in=assemblies), on=on):
        found[key].append(because("%(name)s还没有移交完，请对照移交清单。", name=name))
    open_ones = RollObjection.objects.filter(roll__assembly__in=assemblies, answered_at=None)
    for key in open_ones.values_list("roll__assembly", flat=True):
        found[key].append(because("名册有一条意见没有答复。"))
    votes = Vote.objects.filter(assembly__in=assemblies).exclude(announced_at=None)
    for vote in votes.select_related("verdict").prefetch_related("questions", "clocks"):
        if not hasattr(vote, "verdict") and localtime(vote.closes).date() < on:
            found[vote.assembly_id].append(because("“%(title)s”已经截止，等计票。", title=vote.title))
        found[vote.assembly_id] += [_due(vote, due) for due in dues(vote) if due.done is None]
    return defaultdict(list, found)


def latest(which: Q) -> list[Term]:
    """The last term of each assembly. One query."""
    return list(Term.objects.filter(which, pk=Subquery(LATEST)).select_related("assembly__estate"))


def _unhanded(which: Q, *, on: date) -> list[tuple[str, int]]:
    """Terms that are over and of which something was not handed over: (name, assembly)."""
    over = Term.objects.filter(which, ends__lt=on, handovers__on=None, handovers__isnull=False)
    return list(over.values_list("name", "assembly").distinct())


def _term(until: date, on: date) -> str:
    if on > until:
        return because("业委会任期 %(day)s 已经到了，请街道帮着换届。", day=until.isoformat())
    return because(
        "业委会任期 %(day)s 到，还有 %(n)s 天，请开始准备换届：名册、候选人、公告、移交清单。",
        day=until.isoformat(), n=(until - on).days,
    )  # fmt: skip


def _due(vote: Vote, due: rules.Due) -> str:
    return because(
        "“%(title)s”：%(what)s，%(day)s 以前。",
        title=vote.title,
        what=because(due.words),
        day=due.by.isoformat(),
    )


@dataclass(frozen=True)
class Task:
    """One thing on Today, in words, by when: `pk` is a vote's (`kind` filing) or a term's (`kind` term)."""

    kind: str
    pk: int
    assembly: int
    title: str
    words: str
    by: date
    late: bool


def tasks_of(paths: list[str], *, on: date) -> list[Task]:
    """For those who guide assemblies in these areas: terms that end and results to be filed. One query, or none."""
    if not paths:
        return []
    mine = in_areas(paths, "assembly__estate__path")
    rows = _ending(mine, on=on).union(_unfiled(mine), all=True)
    tasks = (_term_task(row, on) if row[0] == "term" else _filing_task(row, on) for row in rows)
    return sorted(filter(None, tasks), key=lambda task: task.by)


def _ending(mine: Q, *, on: date) -> QuerySet[Any, Any]:
    """The last terms that nobody prepares the end of: kind, pk, assembly, name, day, law."""
    last = Term.objects.filter(mine, pk=Subquery(LATEST), prepared_at=None, ends__lte=on + NEAR).order_by()
    title = Concat("assembly__estate__name", Value(" "), "name", output_field=CharField())
    return last.annotate(kind=Value("term"), title=title, day=F("ends"), text=Value("")).values_list(*ROW)


def _unfiled(mine: Q) -> QuerySet[Any, Any]:
    """Elections that were decided and are not filed yet: the same columns."""
    asked = Question.objects.filter(vote=OuterRef("pk"), matter__startswith="election")
    filed = Clock.objects.filter(vote=OuterRef("pk"), duty="filed")
    votes = Vote.objects.filter(Exists(asked), ~Exists(filed), mine, verdict__isnull=False).order_by()
    named = Cast("title", CharField())
    return votes.annotate(kind=Value("filing"), named=named, day=TruncDate("verdict__at"), text=F("law")).values_list(
        "kind", "pk", "assembly", "named", "day", "text"
    )  # fmt: skip


def _term_task(row: tuple[Any, ...], on: date) -> Task | None:
    kind, pk, assembly, title, ends, _law = row
    return (
        Task(kind, pk, assembly, title, _term(ends, on), ends, on > ends)
        if rules.term_due(ends) <= on
        else None
    )


def _filing_task(row: tuple[Any, ...], on: date) -> Task:
    """With the day counted (物业管理条例第 16 条)."""
    kind, pk, assembly, title, decided, law = row
    by = decided + timedelta(days=law_from(law).filing_days)
    words = because(
        "选举结果备案：宣布后第 %(n)s 天，最晚 %(day)s（物业管理条例第 16 条）。",
        n=(on - decided).days, day=by.isoformat(),
    )  # fmt: skip
    return Task(kind, pk, assembly, title, words, by, on > by)


def open_votes(person: Any, *, at: datetime) -> list[Vote]:
    """The votes that run now where somebody is an owner. One query; none for somebody who is not logged in."""
    if not person.is_authenticated:
        return []
    running = Vote.objects.filter(opens__lte=at, closes__gte=at, assembly__logins__person=person)
    return list(running.exclude(announced_at=None).distinct())
