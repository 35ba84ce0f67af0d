"""Write down which bodies an estate has; the card of an estate; the list of what is missing where (M10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.branches.models import Branch
from huisheng.territory.branches.services import Card as BranchCard
from huisheng.territory.branches.services import cards
from huisheng.territory.estates.models import EstateBody
from huisheng.territory.estates.rules import BODY_NAMES, Body
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import AREAS

BRANCH = "branch"
BRANCH_NAME = gettext_lazy("小区党支部")


@transaction.atomic
def mark(
    estate: Place,
    body: Body,
    *,
    present: bool,
    as_of: date,
    by: Person | None,
    at: datetime,
    name: str = "",
    contact: str = "",
    phone: str = "",
    until: date | None = None,
) -> EstateBody:
    """This body is there, or is not, as of a day; what was known before stays on record. `until`: its term (M50).

    Refused for a body that is there but has no name, for a day to come, and for what is no estate.
    """
    refuse_if(YES if estate.kind in AREAS else because("请选一个小区。"))
    refuse_if(because("有这个机构，请写它的名称。") if present and not name.strip() else YES)
    refuse_if(because("日期在今天之后。") if as_of > localtime(at).date() else YES)
    EstateBody.objects.filter(estate=estate, body=body, replaced_at=None).update(replaced_at=at)
    known = {"name": name.strip(), "contact": contact.strip(), "phone": phone.strip()} if present else {}
    return EstateBody.objects.create(
        estate=estate, body=body, present=present, as_of=as_of, until=until if present else None, by=by, at=at, **known
    )  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One line of the card: a body, whether it is there (None: nobody has looked), who it is, since when known."""

    body: str
    label: str
    present: bool | None
    name: str = ""
    contact: str = ""
    phone: str = ""
    as_of: date | None = None
    by: str = ""
    until: date | None = None
    days: int = 0


@dataclass(frozen=True)
class Card:
    """Who runs an estate; `missing` are the labels of bodies that are not there or that nobody has looked for."""

    estate: Place
    parts: list[Part]

    @property
    def missing(self) -> list[str]:
        return [part.label for part in self.parts if not part.present]


def who_runs(estates: Iterable[Place], *, on: date) -> list[Card]:
    """The card of each estate, in the order given. Five queries however many."""
    wanted = list(estates)
    known = {
        (one.estate_id, one.body): one
        for one in EstateBody.objects.filter(estate__in=wanted, replaced_at=None).select_related("by")
    }
    branches = cards(Branch.objects.filter(estates__in=wanted, closed_on=None), on=on)
    found = []
    for estate in wanted:
        parts = [_branch_part(estate, branches)]
        parts += [_part(body, known.get((estate.pk, body)), on) for body in Body]
        found.append(Card(estate, parts))
    return found


def _part(body: Body, known: EstateBody | None, on: date) -> Part:
    if known is None:
        return Part(body, gettext(BODY_NAMES[body]), None)
    return Part(
        body,
        gettext(BODY_NAMES[body]),
        known.present,
        known.name,
        known.contact,
        known.phone,
        known.as_of,
        known.by.name if known.by else "",
        known.until,
        (known.until - on).days if known.until else 0,
    )


def _branch_part(estate: Place, branches: Iterable[BranchCard]) -> Part:
    """The branch is known from the branches, its contact from the post of secretary: never written twice."""
    serving = next((card for card in branches if estate in card.estates), None)
    if serving is None:
        return Part(BRANCH, str(BRANCH_NAME), False)
    secretary = serving.secretaries[0] if serving.secretaries else None
    return Part(
        BRANCH,
        str(BRANCH_NAME),
        True,
        serving.branch.name,
        secretary.person.name if secretary else "",
        secretary.phone if secretary else "",
        serving.branch.founded_on,
    )


def lacking(estates: QuerySet[Place], body: str) -> QuerySet[Place]:
    """Of these estates, those that lack a body: it is not there, or nobody has looked (M10)."""
    if body == BRANCH:
        return estates.exclude(branches__closed_on=None, branches__isnull=False)
    there = EstateBody.objects.filter(body=body, present=True, replaced_at=None)
    return estates.exclude(pk__in=there.values("estate"))
