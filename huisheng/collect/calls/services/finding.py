"""Read calls and proposals with what every page and every rule asks of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huisheng.collect.calls.models import Call, Proposal, Support, TakenDown
from huisheng.collect.calls.rules import Standing

ASKS = Q(asked_at__isnull=False, answered_at=None)  # the author waits for another person


def known() -> QuerySet[Call]:
    """Calls with place, end, and the counts of what came and of what nobody has answered. One query."""
    came = Proposal.objects.filter(call=OuterRef("pk")).order_by()
    found = Call.objects.select_related("voice", "end", "place__community", "place__street")
    return found.annotate(came=_count(came), waits=_count(open_ones(came)))


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


def standing(call: Call) -> Standing:
    """Where it stands, as the rules take it. Two queries."""
    end = getattr(call, "end", None)
    waiting = open_ones(call.proposals.order_by("number")).values_list("number", flat=True)
    return Standing(
        kind=call.kind, opens=call.opens, closes=call.closes, unanswered=tuple(waiting),
        proposals=call.proposals.count(), closed=end is not None, withdrawn=bool(end and end.withdrawn),
    )  # fmt: skip


def leads_of(call: Call) -> list[Proposal]:
    """What was proposed, in the order of coming (never by support while it is open), each with `also`: what was merged
    into it, and `gone`: how it is taken down. Three queries."""
    down = Prefetch("downs", TakenDown.objects.filter(up_at=None), to_attr="gone")
    found = call.proposals.select_related("speaker", "answer__item", "voice").prefetch_related("notes", down)
    followers: dict[int, list[Proposal]] = defaultdict(list)
    rows: list[Proposal] = list(found.order_by("number"))
    for one in rows:
        if one.into_id:
            followers[one.into_id].append(one)
    leads = [one for one in rows if one.into_id is None]
    for lead in leads:
        lead.also = followers[lead.pk]  # type: ignore[attr-defined]
    return leads


def people_for(leads: Iterable[Proposal]) -> dict[int, int]:
    """How many different people are for each, those of what was merged into it included. One query."""
    of = {one.pk: lead.pk for lead in leads for one in (lead, *lead.also)}  # type: ignore[attr-defined]
    marks: dict[int, set[str]] = defaultdict(set)
    for proposal, mark in Support.objects.filter(proposal__in=of).values_list("proposal", "mark"):
        marks[of[proposal]].add(mark)
    return {lead: len(who) for lead, who in marks.items()}
