"""A figure of a profile is written down, replaced, taken off; what stands there, what is counted, what is due (M11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext

from huisheng.echo.audit.rules import written
from huisheng.echo.audit.services import keep as log
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import KIND_NAMES, within
from huisheng.territory.places.services import in_areas
from huisheng.territory.places.services.changing import keep
from huisheng.territory.profiles import rules
from huisheng.territory.profiles.models import ProfileFigure
from huisheng.territory.profiles.rules import What


@transaction.atomic
def write(
    place: Place, what: What, *, value: str, as_of: date, source: str, by: Person | None, at: datetime,
    words: str = "", unit: str = "", hat: str = "",
) -> ProfileFigure:  # fmt: skip
    """This figure stands there as of a day; the one before stays for the record.

    `words` and `unit` are of a line of one's own. Refused for a day to come, without a source, for what is no number.
    """
    value = rules.heard_value(what, value)
    refuse_if(
        rules.why_not_write(
            place.kind,
            what=what,
            words=words,
            value=value,
            source=source,
            as_of=as_of,
            on=localtime(at).date(),
        )
    )
    own = what == What.OTHER
    label = words.strip() if own else ""
    known_unit = rules.UNITS[what].pattern if what in rules.UNITS else ""
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    refuse_if(because("%(place)s已经停用。", place=place.where) if place.closed_on else YES)
    before = ProfileFigure.objects.filter(place=place, what=what, words=label, replaced_at=None)
    _log(place, label or what.value, was=before.first(), now=f"{value} {as_of}", by=by, at=at)
    before.update(replaced_at=at)
    return ProfileFigure.objects.create(
        place=place, what=what, words=label, value=value, unit=unit.strip() if own else known_unit, as_of=as_of,
        source=source.strip(), by=by, hat=hat, at=at, due_on=rules.due_on(what, as_of),
    )  # fmt: skip


@transaction.atomic
def take_off(figure: ProfileFigure, *, by: Person | None, at: datetime) -> None:
    """It does not stand there any more, and stays for the record."""
    gone = ProfileFigure.objects.filter(pk=figure.pk, replaced_at=None).update(replaced_at=at)
    refuse_if(YES if gone else because("这一项已经换过了。"))
    keep(figure.place, did="unprofiled", says=f"概况去掉一项：{figure}", by=by, at=at)
    _log(figure.place, figure.words or figure.what, was=figure, now="", by=by, at=at)


def _log(
    place: Place, what: str, *, was: ProfileFigure | None, now: str, by: Person | None, at: datetime
) -> None:
    """Into the security log: the figure with its day, before and now."""
    before = f"{was.value} {was.as_of}" if was else ""
    if before != now:
        told = written([(what, before, now)])
        log("setting_changed", by=by, at=at, about=f"profile {place.pk}", why=told, path=place.path)


def standing(place: Place) -> list[ProfileFigure]:
    """What stands there now, in the order of the list, one's own lines last. One query."""
    order = list(What)
    found = ProfileFigure.objects.filter(place=place, replaced_at=None).select_related("by")
    return sorted(found, key=lambda one: (order.index(What(one.what)), one.pk))


def replaced(place: Place) -> QuerySet[ProfileFigure]:
    """What stood there before, the latest first."""
    return (
        ProfileFigure.objects.filter(place=place, replaced_at__isnull=False)
        .select_related("by")
        .order_by("-replaced_at", "-pk")
    )


@dataclass(frozen=True)
class Counted:
    """What the records count by themselves, now."""

    label: str
    n: int


def counted(place: Place) -> list[Counted]:
    """Communities, estates, blocks and parks as they are on record, and homes that are lived in. Two queries."""
    low, high = within(place.path)
    inside = Place.objects.filter(
        street=place.street_id, kind__in=rules.COUNTED, path__gte=low, path__lt=high, closed_on=None
    ).exclude(pk=place.pk)
    per_kind = dict(inside.order_by().values_list("kind").annotate(n=Count("pk")))
    homes = CoverageTally.objects.filter(place=place).values_list("occupied", flat=True).first() or 0
    found = [Counted(gettext(KIND_NAMES[kind]), per_kind.get(kind, 0)) for kind in rules.COUNTED]
    return [one for one in (*found, Counted(gettext("常住户"), homes)) if one.n]


def profile_of(place: Place) -> dict[str, list[ProfileFigure] | list[Counted]]:
    """What territory/_profile.html shows; {} for a place that has no profile."""
    if place.kind not in rules.OF:
        return {}
    return {"profile": standing(place), "counted": counted(place)}


def due_for(paths: Iterable[str], *, on: date) -> QuerySet[Place]:
    """Open places under these paths with figures to look at again: `n` of them, the oldest as of `day`."""
    waiting = Place.objects.filter(
        in_areas(paths), closed_on=None, profile__replaced_at=None, profile__due_on__lte=on
    )
    return waiting.annotate(n=Count("profile"), day=Min("profile__as_of"))
