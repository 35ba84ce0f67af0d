"""Read calls and proposals with what every page and every rule asks of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huisheng.collect.calls.models import Call, Proposal, Support, TakenDown
from huisheng.collect.calls.rules import Standing

ASKS = Q(asked_at__isnull=False, answered_at=None)  # the author waits for another person


def known() -> QuerySet[Call]:
    """Calls with place, end, and the counts of what came, was merged, and waits for an answer. One query."""
    came = Proposal.objects.filter(call=OuterRef("pk")).order_by()
    found = Call.objects.select_related("voice", "end", "place__community", "place__street")
    return found.annotate(
        came=_count(came), waits=_count(open_ones(came)), merged=_count(came.exclude(into=None))
    )


def open_ones(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that nobody has answered. What is taken down was told why, and counts again only while its author asks."""
    gone = TakenDown.objects.filter(proposal=OuterRef("pk"), up_at=None).exclude(ASKS)
    return rows.filter(~Exists(gone), into=None, answer=None)


def down_of(proposal: Proposal) -> TakenDown | None:
    """How it is taken down now, or None."""
    return proposal.downs.filter(up_at=None).select_related("by").first()


def _count(rows: QuerySet[Any]) -> Coalesce:
    each = rows.values("call").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)


def window(call: Call) -> Standing:
    """When it is open, and whether it is over; without a query, and without what nobody has answered."""
    end = getattr(call, "end", None)
    return Standing(
        kind=call.kind, opens=call.opens, closes=call.closes, closed=end is not None,
        withdrawn=bool(end and end.withdrawn),
    )  # fmt: skip


def standing(call: Call) -> Standing:
    """Where it stands, as the rules take it. Two queries."""
    waiting = open_ones(call.proposals.order_by("number")).values_list("number", flat=True)
    return replace(window(call), unanswered=tuple(waiting), proposals=call.proposals.count())


def leads(call: Call) -> QuerySet[Proposal]:
    """What was proposed, by paragraph of the draft and in the order of coming (never by support while it is open), each with
    `also`: what was merged into it, and `gone`: how it is taken down. Five queries, however many are taken of it."""
    down = Prefetch("downs", TakenDown.objects.filter(up_at=None), to_attr="gone")
    followers = Proposal.objects.select_related("speaker").prefetch_related(down).order_by("number")
    found = call.proposals.filter(into=None).select_related("speaker", "answer__item", "voice")
    return found.prefetch_related("notes", down, Prefetch("merged", followers, to_attr="also")).order_by(
        "paragraph", "number"
    )


def leads_of(call: Call) -> list[Proposal]:
    """All of them."""
    return list(leads(call))


def about(call: Call) -> dict[int, int]:
    """How many speak of each paragraph, 0 being the whole. One query."""
    rows = call.proposals.filter(into=None).order_by().values_list("paragraph")
    return dict(rows.annotate(n=Count("pk")))


def made_of(call: Call) -> dict[int, list[int]]:
    """By item of the shortlist, the numbers of what it was made of. Two queries."""
    made: dict[int, list[int]] = defaultdict(list)
    for way in ("answer__item", "into__answer__item"):
        rows = call.proposals.filter(**{f"{way}__isnull": False}).values_list(way, "number")
        for item, number in rows:
            made[item].append(number)
    return {item: sorted(numbers) for item, numbers in made.items()}


def people_for(leads: Iterable[Proposal]) -> dict[int, tuple[int, int]]:
    """How many different people are for each, those of what was merged into it included; and how many of them proved
    their telephone. One query."""
    of = {one.pk: lead.pk for lead in leads for one in (lead, *lead.also)}  # type: ignore[attr-defined]
    marks: dict[int, dict[str, bool]] = defaultdict(dict)
    known = Support.objects.filter(proposal__in=of).values_list("proposal", "mark", "proven_at")
    for proposal, mark, proven_at in known:
        who = marks[of[proposal]]
        who[mark] = who.get(mark, False) or proven_at is not None
    return {lead: (len(who), sum(who.values())) for lead, who in marks.items()}
