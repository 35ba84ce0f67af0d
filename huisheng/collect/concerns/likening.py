"""What people made of matters that were shown as alike: the lessons of triage/likening.py, learned once a day (M35, R13.9)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from huisheng.collect.concerns.alike import MOST_COMPARED, RECENT, told
from huisheng.collect.concerns.likeness import forget
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import Stage
from huisheng.collect.concerns.triage.likeness import Pair
from huisheng.collect.concerns.triage.likening import learn
from huisheng.collect.concerns.triage.models import Joining
from huisheng.collect.concerns.triage.twins import Told, twins
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

LATELY, MOST_READ = timedelta(days=180), 3000


def learn_all(*, at: datetime) -> int:
    """Every street that was not learned from today; how many have enough pairs for a probability."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = Joining.objects.filter(at__gte=midnight).values("street")
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None).exclude(pk__in=done)
    n = sum(learn_from(street, at=at) for street in streets)
    forget()
    return n


def learn_from(street: Place, *, at: datetime) -> bool:
    """One street's half year; its curve is taken away when there are too few pairs."""
    found = learn(list(pairs_of(street, at=at)))
    fields = (
        {"knots": found.knots, "pairs": found.pairs, "joined": found.joined, "error": found.error}
        if found
        else {}
    )
    none = {"knots": [], "pairs": 0, "joined": 0, "error": 0.0}
    Joining.objects.update_or_create(street=street, defaults={"at": at, **none, **fields})
    return found is not None


def pairs_of(street: Place, *, at: datetime) -> Iterator[Pair]:
    """Each matter beside those that were said before it in the same estate within thirty days, as its page showed them:
    the score, and whether they became one. A matter that nobody has touched yet teaches nothing. One query."""
    rows = Concern.objects.filter(street=street, raised_at__gte=at - LATELY).order_by("-raised_at", "-pk")
    names = ("pk", "lead", "voice__title", "path", "raised_at", "category_id", "area", "community", "stage")
    near: dict[tuple[str, int], list[tuple[Told, int, bool]]] = defaultdict(list)
    for pk, lead, title, path, moment, kind, area, community, stage in reversed(
        rows.values_list(*names)[:MOST_READ]
    ):
        one, root = told(pk, title, path, moment, kind), lead or pk
        before = near["area", area] if area else near["community", community or 0]
        if stage != Stage.HEARD or lead:
            yield from _shown(one, root, before)
        before.append((one, root, lead is None))


def _shown(one: Told, root: int, before: list[tuple[Told, int, bool]]) -> Iterator[Pair]:
    """Of those that became one with it only the likest: the others were not shown any more once they had been joined."""
    near = [row for row in before[-MOST_COMPARED:] if one.at - row[0].at <= RECENT]
    roots = {other.ref: other_root for other, other_root, leads in near if leads or other_root == root}
    joined = False
    for twin in twins(one, [other for other, _root, _leads in near if other.ref in roots]):
        same = roots[twin.ref] == root
        if not same or not joined:
            yield twin.score, same
        joined = joined or same
