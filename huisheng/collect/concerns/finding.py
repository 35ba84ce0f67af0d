"""Find a matter for those who work on it."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.timezone import localdate

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import INSIDE_A_HOME, NOT_FOR_NEIGHBOURS
from huisheng.echo.prepared import Prepared
from huisheng.echo.voices.rules import heard_number
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role, hat_for, reach_of
from huisheng.territory.models import Place
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


def not_for_neighbours() -> Q:
    """Matters that nobody outside reads of: sensitive kinds, anonymous ones, what is inside somebody's home (R13.5)."""
    left_out = Q(category__code__in=NOT_FOR_NEIGHBOURS) | Q(speaker__anonymous=True) | Q(channel="system")
    return left_out | Q(place__kind="home", category__code__in=INSIDE_A_HOME)


def filing_hat(hats: list[Hat], person: Person, place: Place) -> Hat | None:
    """The post under which somebody may file for others here, the nearest (M05: a linked member for linked homes)."""
    may = [hat for hat in hats if reach_of("concern.file", hat.role)]
    linked = any(hat.role is Role.LINKED for hat in may)
    own = linked and linked_homes(person, on=localdate()).filter(pk=place.pk).exists()
    here = [hat for hat in may if (own if hat.role is Role.LINKED else hat.covers(place.path))]
    return max(here, key=lambda hat: len(hat.path), default=None)
