"""Write a visit down; make a matter of what was said there."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.dispatch import receiver

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import raise_
from huisheng.collect.concerns.triage.services import suggest
from huisheng.collect.visits import rules
from huisheng.collect.visits.models import Visit
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role
from huisheng.territory.models import Place
from huisheng.territory.places.services import place_merging

WITH = ("place__street", "place__community", "place__area", "concern__speaker")


def visit(place: Place, *, words: str, by: Person, at: datetime, hat: Hat, once: str | None = None) -> Visit:
    """One visit. The same form sent twice (`once`) is one. Refused without words, and where nothing is any more."""
    refuse_if(rules.why_not_visit(words, closed=place.closed_on is not None))
    try:
        with transaction.atomic():
            return Visit.objects.create(
                place=place, by=by, hat=hat.title, at=at, words=words.strip(), once=once or None
            )
    except IntegrityError:
        return Visit.objects.select_related(*WITH).get(once=once, by=by)


@transaction.atomic
def raise_from(
    visit: Visit, *, by: Person, at: datetime, hat: Hat, name: str = "", phone: str = ""
) -> Concern:
    """M24: what was said at the door becomes a matter of that household, linked to the visit. Refused the second time."""
    now = Visit.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=visit.pk)
    refuse_if(rules.why_not_raise(raised=now.concern_id is not None))
    found = suggest(simplified(now.words), street=now.place.street_id)
    refuse_if(YES if found else because("还没有设好事项类别，请先到社区当面说。"))
    assert found is not None
    concern = raise_(
        now.words, place=now.place, category=found.category, suggested=found, said=Said(name=name, phone=phone),
        channel="member" if hat.role is Role.LINKED else "door", by=by, at=at, hat=hat.title,
    )  # fmt: skip
    now.concern = visit.concern = concern
    now.save(update_fields=["concern"])
    return concern


def visits_of(person: Person) -> QuerySet[Visit]:
    """One's own visits, the newest first."""
    return Visit.objects.filter(by=person).select_related(*WITH).order_by("-at", "-pk")


@receiver(place_merging, dispatch_uid="collect.visits.place_merging")
def go_over(sender: type, *, place: Place, into: Place, **_: Any) -> None:
    """When two places become one, the visits to the one are visits to the other."""
    Visit.objects.filter(place=place).update(place=into)
