"""Outputs summed by unit, each unit apart (M63): square metres are never added to lamps."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from huisheng.echo.prepared import PreparedValues
from huisheng.resolve.tasks.models import Output
from huisheng.resolve.tasks.rules import amount
from huisheng.territory.models import Place
from huisheng.territory.places.rules import within
from huisheng.territory.places.services import in_areas


@dataclass(frozen=True)
class Total:
    """One unit: how much, from how many outputs."""

    unit: str
    total: Decimal
    n: int

    @property
    def shown(self) -> str:
        """2,600 or 2.5, as people write it."""
        whole, _, part = amount(self.total).partition(".")
        return f"{int(whole):,}" + (f".{part}" if part else "")


def outputs_in(
    place: Place, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Output]:
    """What finished tasks left in a place and everything under it, ended within a time when one is given."""
    found = Output.objects.filter(in_areas([place.path], "task__place__path"))
    found = found.filter(task__end__at__gte=since) if since else found
    return found.filter(task__end__at__lt=until) if until else found


def sums(outputs: QuerySet[Output]) -> list[Total]:
    """The totals, the unit with most outputs first. One query."""
    return [Total(unit, Decimal(str(total)), n) for unit, total, n in _by_unit(outputs)]


def made_in(place: Place) -> list[Total]:
    """`sums` of everything made in a place and under it, ever. One query, compiled once."""
    return [Total(unit, Decimal(str(total)), n) for unit, total, n in _made(*within(place.path))]


def _by_unit(outputs: QuerySet[Output]) -> QuerySet[Output, Any]:
    rows = outputs.order_by().values("unit").annotate(total=Sum("quantity"), n=Count("pk"))
    return rows.order_by("-n", "unit").values_list("unit", "total", "n")


_made = PreparedValues(
    lambda low, high: _by_unit(Output.objects.filter(task__place__path__gte=low, task__place__path__lt=high))
)
