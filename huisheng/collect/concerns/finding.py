"""Find a matter for those who work on it, and what may be the same one."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.timezone import now as right_now

from huisheng.collect.concerns.models import Concern
from huisheng.echo.prepared import Prepared
from huisheng.echo.voices.rules import heard_number
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role, hat_for
from huisheng.territory.posts.services import linked_homes

WHOLE = ("voice", "speaker", "category__group", "clock", "holder__person", "holder__kind", "holder__place",
         "place", "lead__speaker", "lead__voice")  # fmt: skip
RECENT = timedelta(days=30)
MOST_SIMILAR = 6


def find(number: str, hats: list[Hat], person: Person) -> tuple[Concern, bool]:
    """The matter with this number, and whether it is the person's own; Http404 when they may not even know of it."""
    known = next(iter(_numbered(heard_number(number))), None)
    if known is None:
        raise Http404
    own = is_own(known, hats, person)
    if hat_for("concern.see", hats, path=known.path, own=own) is None and not _may_call(known, hats, own):
        raise Http404
    return known, own


_numbered = Prepared(lambda number: Concern.objects.select_related(*WHOLE).filter(speaker__number=number))


def _may_call(concern: Concern, hats: list[Hat], own: bool) -> bool:
    """Whoever calls back sees what it is about, though others hold it (R2.8)."""
    return concern.stage == Concern.Stage.DONE and bool(
        hat_for("concern.call_back", hats, path=concern.path, own=own)
    )


def is_own(concern: Concern, hats: list[Hat], person: Person) -> bool:
    """Whether the person holds it through a post, or keeps contact with its home (M05)."""
    if concern.holder and concern.holder.person_id == person.pk:
        return True
    if not any(hat.role is Role.LINKED for hat in hats):
        return False
    return linked_homes(person, on=localdate()).filter(pk=concern.place_id).exists()


def with_people(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    """Each with `others`: how many more said the same (None when nobody joined), in the same query."""
    joined = Concern.objects.filter(lead=OuterRef("pk")).order_by().values("lead")
    return concerns.annotate(others=Subquery(joined.annotate(n=Count("pk")).values("n")))


def similar(concern: Concern) -> list[Concern]:
    """What may be the same, and what is joined to it: one query.

    The same kind of matter in the same estate, block or lane (else the same community), open or said in the last
    30 days; nearest in time first. Simple and honest: the page says why each is named.
    """
    if not concern.has_followers and concern.area_id:
        values = (concern.pk, concern.category_id, concern.street_id, concern.area_id, right_now() - RECENT)
        return _alike(*values)
    where = {"area": concern.area_id} if concern.area_id else {"community": concern.community_id}
    alike = Q(category=concern.category_id, street=concern.street_id, **where, lead=None) & (
        Q(is_open=True) | Q(raised_at__gte=right_now() - RECENT)
    )
    wanted = Q(lead=concern.pk) | alike if concern.has_followers else alike
    found = Concern.objects.filter(wanted).exclude(pk=concern.pk).select_related("voice", "speaker", "place")
    return list(
        with_people(found).order_by("-raised_at", "-id")[: 60 if concern.has_followers else MOST_SIMILAR]
    )


def _alike_in(pk: int, category: int, street: int, area: int, since: datetime) -> QuerySet[Concern]:
    """What `similar` asks of the usual matter: one in an estate, that nobody joined."""
    recent = Q(is_open=True) | Q(raised_at__gte=since)
    found = Concern.objects.filter(recent, category=category, street=street, area=area, lead=None).exclude(
        pk=pk
    )
    found = with_people(found.select_related("voice", "speaker", "place"))
    return found.order_by("-raised_at", "-id")[:MOST_SIMILAR]


_alike = Prepared(_alike_in)


def suggestions(concern: Concern) -> dict[str, list[Any]]:
    """Split what `similar` found into what is joined already and what may be the same."""
    found = similar(concern)
    return {
        "joined": [one for one in found if one.lead_id == concern.pk],
        "alike": [one for one in found if one.lead_id != concern.pk][:MOST_SIMILAR],
    }
