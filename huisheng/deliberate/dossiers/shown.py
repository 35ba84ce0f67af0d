"""How a dossier is shown: its meetings in their order, each with what was decided and what was promised."""

from collections import Counter, defaultdict
from typing import Any

from django.utils.translation import gettext as _

from huisheng.collect.models import Concern
from huisheng.deliberate.councils import terms
from huisheng.deliberate.councils.models import CouncilSession, Item
from huisheng.deliberate.councils.views.shown import TONES, session_row
from huisheng.deliberate.dossiers.models import Dossier
from huisheng.deliberate.promises import services as promises
from huisheng.deliberate.promises.shown import by_item
from huisheng.echo.voices.masking import masked


def meetings_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Its sessions in the order of their days, each with its decided items and their promises. Five queries at most."""
    found = CouncilSession.objects.filter(dossiers__dossier=dossier).select_related("council")
    sessions = list(found.order_by("starts", "pk"))
    decided = Item.objects.filter(session__in=sessions).exclude(outcome="").order_by("order", "pk")
    promised = by_item(promises.known().filter(item__session__in=sessions))
    items: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in decided:
        items[item.session_id].append(_decision(item, promised.get(item.pk, [])))
    return [session_row(one) | {"items": items.get(one.pk, [])} for one in sessions]


def _decision(item: Item, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "item": item,
        "title": masked(item.title),
        "outcome": _(terms.OUTCOME_NAMES[terms.Outcome(item.outcome)]),
        "tag": TONES.get(item.outcome, ""),
        "resolution": masked(item.resolution),
        "promises": rows,
    }


def matters_of(dossier: Dossier) -> list[Concern]:
    """The matters that belong to it, the oldest first. One query."""
    found = Concern.objects.filter(voice__dossiers__dossier=dossier)
    return list(found.select_related("voice", "speaker", "place").order_by("raised_at", "pk"))


def counted(matters: list[Concern]) -> dict[str, int]:
    """How many there are, how many are settled; for anybody, so without what they say."""
    stages = Counter(one.stage for one in matters)
    return {"n": len(matters), "settled": stages["settled"], "done": stages["done"]}
