"""The directory of outside bodies: whom this place can ask, and keeping it (M15)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from huisheng.alliance.bodies import rules
from huisheng.alliance.bodies.models import OutsideBody
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.workdays.rules import add_working_days
from huisheng.echo.workdays.services import calendar
from huisheng.territory.places.rules import prefixes


def usable_at(path: str) -> QuerySet[OutsideBody]:
    """The bodies in use that a matter at this path can be referred to: the street's own and the shared ones (I8)."""
    return OutsideBody.objects.filter(path__in=["", *prefixes(path)], is_active=True)


def known_in(paths: list[str]) -> QuerySet[OutsideBody]:
    """The directory as a reader with these areas sees it, those no longer in use included."""
    above = [step for path in paths for step in prefixes(path)]
    mine = Q(path__in=["", *above])
    for path in paths:
        mine |= Q(path__startswith=path)
    return OutsideBody.objects.filter(mine).select_related("above")


def expected_answer(body: OutsideBody, *, at: datetime) -> datetime:
    """By when this body answers if asked now: so many working days as were agreed with it (M15)."""
    return add_working_days(at, body.answers_in, calendar())


def keep(body: OutsideBody | None, *, path: str, **fields: Any) -> OutsideBody:
    """Register a body for a street, or change one. Refused without a name, or when it would be its own superior."""
    kept = body or OutsideBody(path=path)
    above = fields.get("above")
    rules_say = rules.why_not_keep(
        fields["name"], answers_in=fields["answers_in"], above_self=_comes_back(kept, above)
    )
    refuse_if(rules_say)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    return kept


def set_active(body: OutsideBody, *, active: bool) -> None:
    """Out of use, or in use again. What was referred to it stays."""
    refuse_if(because("本来就是这样。") if body.is_active is active else YES)
    body.is_active = active
    body.save(update_fields=["is_active"])


def _comes_back(body: OutsideBody, above: OutsideBody | None) -> bool:
    """Whether going up from `above` one would meet the body itself."""
    seen: set[int] = set()
    while above is not None and body.pk and above.pk not in seen:
        if above.pk == body.pk:
            return True
        seen.add(above.pk)
        above = above.above
    return False
