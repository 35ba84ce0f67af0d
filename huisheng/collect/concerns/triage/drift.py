"""Whether the world has moved on since a model was learned: words it never saw, suggestions that people change.

Looked at once a day; said in a sentence to whoever works with the suggestions.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from huisheng.collect.concerns.triage import rules
from huisheng.collect.concerns.triage.category import Model
from huisheng.collect.concerns.triage.models import Drift, Learned, Sorting
from huisheng.collect.concerns.triage.services import model_or_none
from huisheng.collect.concerns.unwritten import UNWRITTEN
from huisheng.echo.voices.models import Line
from huisheng.territory.places.rules import prefixes

LATELY, MOST_READ = timedelta(days=30), 100


def look_all(*, at: datetime) -> int:
    """Every street with a model that was not looked at today; how many."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    looked = Drift.objects.filter(at__gte=midnight).values("street")
    used = Learned.objects.filter(state=Learned.State.USED).exclude(street__in=looked).defer("content")
    return sum(look(learned, at=at) for learned in used)


def look(learned: Learned, *, at: datetime) -> int:
    """Compare the last thirty days with the first thirty that the model was in use. 1 when it was looked at."""
    model = model_or_none(learned.pk)
    if model is None:
        return 0
    first, last = (
        (learned.made_at, learned.made_at + LATELY),
        (max(at - LATELY, learned.made_at + LATELY), at),
    )
    fields = {"unseen": _unseen(model, learned, *last), "unseen_before": _unseen(model, learned, *first)}
    (decided, kept), (decided_before, kept_before) = _accepted(learned, *last), _accepted(learned, *first)
    fields |= {"decided": decided, "kept": kept, "decided_before": decided_before, "kept_before": kept_before}
    Drift.objects.update_or_create(
        street_id=learned.street_id, defaults={"at": at, "learned": learned, **fields}
    )
    return 1


def sentences(path: str) -> list[str]:
    """What there is to say of the model in use at the street of a place; nothing while all is well. One query."""
    looked = Drift.objects.filter(street__path__in=prefixes(path), learned__state=Learned.State.USED).first()
    return rules.drifted(looked) if looked else []


def _unseen(model: Model, learned: Learned, since: datetime, until: datetime) -> float | None:
    """The share of words that the model never saw, in up to a hundred of the newest matters; None when there are none."""
    said = Line.objects.filter(did="raised", voice__sorting__learned=learned, at__gte=since, at__lt=until)
    said = said.exclude(says__in=UNWRITTEN)
    texts: Sequence[str] = list(said.order_by("-at").values_list("says", flat=True)[:MOST_READ])
    return model.unseen(texts) if texts else None


def _accepted(learned: Learned, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the suggestions that people decided on: how many, and how many they kept."""
    decided = Sorting.objects.filter(learned=learned, decided__isnull=False, at__gte=since, at__lt=until)
    counted = decided.aggregate(n=Count("pk"), kept=Count("pk", filter=Q(decided=F("suggested"))))
    return counted["n"], counted["kept"]
