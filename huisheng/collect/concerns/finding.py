"""Find a matter for those who work on it."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils.timezone import localdate

from huisheng.collect.concerns.models import Concern
from huisheng.echo.prepared import Prepared
from huisheng.echo.voices.rules import heard_number
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role, hat_for
from huisheng.territory.posts.services import linked_homes

WHOLE = ("voice", "speaker", "category__group", "clock", "holder__person", "holder__kind", "holder__place",
         "place", "lead__speaker", "lead__voice", "voice__sorting__suggested__group", "voice__sorting__second")  # fmt: skip


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
