"""Look for matters: what the index offers, looked at again, and what is not in it yet, read as it is. Newest first.

Never counted, never sorted as a whole: a page and one more is asked for, behind the last number of the page before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from huisheng.collect.concerns.models import Concern
from huisheng.collect.search import rules
from huisheng.collect.search.models import Findable, Unread
from huisheng.collect.search.rules import A_PAGE, Term
from huisheng.collect.search.services.indexing import WITH, key, read
from huisheng.collect.search.services.offering import Area, Offer, Wanted, narrowed, offered
from huisheng.echo.prepared import plain_rows
from huisheng.territory.models import Place
from huisheng.territory.places.rules import OWN_LEVEL, Kind
from huisheng.territory.places.services import in_areas

MOST_UNREAD = 2000
BEHIND_ALL = 1 << 62
ONE_PERSON = 400


@dataclass(frozen=True)
class Found:
    """Up to A_PAGE matters, the newest first; `after`: where the next page begins, 0 when this is the last. There may be
    fewer, and none, on a page that is not the last: only so much is looked through at once."""

    concerns: list[Concern]
    after: int = 0


def areas_of(paths: Iterable[str]) -> list[Area]:
    """The areas with these paths. One query."""
    known = Place.objects.filter(path__in=list(paths)).order_by("path").values_list("path", "kind", "pk")
    return [Area(path, OWN_LEVEL.get(Kind(kind), ""), pk) for path, kind, pk in known]


def look(terms: list[Term], areas: Sequence[Area], *, after: int = 0) -> Found:
    """Matters in these areas that have all the words, wherever on them they stand."""
    fresh = read(_unread(areas))
    ids = [pk for pk, words in fresh.items() if words.has(terms)]
    wanted, before = Wanted(terms), after or BEHIND_ALL
    offers = [offered(wanted, area, before, later=bool(after)) for area in areas]
    return _page(ids, set(fresh), offers, before)


def by_number(digits: str, areas: Sequence[Area]) -> Found:
    """Matters whose number is, or ends with, these digits."""
    if len(digits) == 10:
        ids = list(Concern.objects.filter(speaker__number=digits).values_list("pk", flat=True))
    else:
        tail = digits[::-1]
        ends = Findable.objects.filter(tail__gte=tail, tail__lt=tail + ":")
        ids = list(ends.filter(in_areas([area.path for area in areas])).order_by("-pk").values_list("pk", flat=True)[:A_PAGE])  # fmt: skip
        numbers = _unread(areas).values_list("pk", "speaker__number")
        ids += [pk for pk, number in plain_rows(numbers) if number.endswith(digits)]
    found = Concern.objects.filter(in_areas([area.path for area in areas]), pk__in=ids)
    return Found(list(found.select_related(*WITH).order_by("-pk")[:A_PAGE]))


def by_person(typed: str, areas: Sequence[Area]) -> Found:
    """Matters of whoever is called so, or has this phone (its last four do). The index knows digests; the name decides."""
    wanted = rules.who_wanted(typed, key())
    ids = set(_unread(areas).values_list("pk", flat=True))
    for area in areas:
        ids |= set(narrowed([[sorted(one) for one in wanted]], area, BEHIND_ALL, ONE_PERSON))
    found = Concern.objects.filter(in_areas([area.path for area in areas]), pk__in=ids).select_related(*WITH)
    return Found([one for one in found.order_by("-pk") if is_of(one, typed)][:A_PAGE])


def is_of(concern: Concern, typed: str) -> bool:
    """Whether who spoke is called so, or has this phone or its last four."""
    name, phone = concern.speaker.name, concern.speaker.phone
    terms, digits = rules.terms_of(typed), "".join(one for one in rules.folded(typed) if one.isdigit())
    if digits:
        return len(digits) >= 4 and (
            phone in (digits, digits[-11:]) or (len(digits) == 4 and phone[-4:] == digits)
        )
    return bool(terms) and all(any(one in rules.both(name) for one in term.spellings) for term in terms)


def scan(concerns: "QuerySet[Concern]", terms: list[Term], *, inner: bool) -> list[Concern]:
    """The matters of a short list that have the words, read one by one."""
    ids = [pk for pk, words in read(concerns).items() if words.has(terms, inner=inner)]
    return list(concerns.filter(pk__in=ids).select_related(*WITH)) if ids else []


def _unread(areas: Sequence[Area]) -> "QuerySet[Concern]":
    """What is not in the index as it is now: the newest of it, if for once there is much."""
    waiting = Unread.objects.values("voice")
    here = in_areas([area.path for area in areas])
    return Concern.objects.filter(here, voice__in=waiting).order_by("-pk")[:MOST_UNREAD]


def _page(fresh: list[int], read_already: set[int], offers: list[Offer], before: int) -> Found:
    """The newest of all areas, down to where each of them was looked through."""
    looked_to = max((offer.looked_to for offer in offers), default=0)
    ids = {pk for pk in fresh if pk < before}
    ids |= {pk for offer in offers for pk in offer.ids if pk not in read_already}
    newest = sorted((pk for pk in ids if pk >= looked_to), reverse=True)
    shown = newest[:A_PAGE]
    known = Concern.objects.select_related(*WITH, "category", "holder__person").in_bulk(shown)
    after = shown[-1] if len(newest) > A_PAGE else looked_to
    return Found([known[pk] for pk in shown if pk in known], after)
