"""I1: who answers for every home; I8: no row of one street points at another's; paths and positions as they should be."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.models import Concern
from huisheng.square.doctor.checked import Checked, told
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.coverage.services import gaps
from huisheng.territory.models import Appointment, LayerPart, Place
from huisheng.territory.places.positions import PLACED
from huisheng.territory.places.rules import SEGMENT, Kind, prefixes
from huisheng.territory.posts.services import held


def every_home_has_a_contact(at: datetime) -> Checked:
    """I1: every occupied home resolves to a named contact, or stands on the list of gaps; the figures say the same."""
    homes = named = unnamed = 0
    checked = Checked("I1", "")
    today = localtime(at).date()
    answered = _answered_for(held(today).filter(kind__is_contact=True))
    covered = _answered_for(held(today).filter(kind__covers=True))
    for street in _with_homes():
        here = _Street(street, today, answered, covered)
        homes, named, unnamed = homes + here.homes, named + here.named, unnamed + here.homes - here.named
        checked.wrong += here.findings()
    checked.looked = _("%(homes)s 户常住：%(named)s 户有邻长或楼栋长，%(unnamed)s 户列在空缺名单上。") % {
        "homes": homes,
        "named": named,
        "unnamed": unnamed,
    }
    lost = Place.objects.filter(kind=Kind.HOME, occupied=True, closed_on=None, street=None)
    checked.breaks("常住户不属于任何街道", lost, "where")
    return checked


def _with_homes() -> "QuerySet[Place]":
    """The streets that have occupied homes, or are said to: a province has two thousand where nobody works with this yet."""
    occupied = Place.objects.filter(kind=Kind.HOME, occupied=True, closed_on=None).values("street")
    said = CoverageTally.objects.exclude(occupied=0, named=0).values("place")
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None).order_by("path")
    return streets.filter(Q(pk__in=occupied) | Q(pk__in=said))


class _Street:
    """One street, counted independently of how it is counted for the pages: by where posts are held now."""

    def __init__(self, street: Place, today: date, answered: set[str], covered: set[str]) -> None:
        self.street = street
        self.homes, self.named, self.silent = 0, 0, set[int]()
        self.listed = {gap.home.pk for gap in gaps(street, on=today)}
        for pk, path in self._homes():
            self.homes += 1
            above = prefixes(path)
            self.named += not covered.isdisjoint(above)
            if answered.isdisjoint(above) and pk not in self.listed:
                self.silent.add(pk)

    def _homes(self) -> Iterator[tuple[int, str]]:
        occupied = Place.objects.filter(street=self.street, kind=Kind.HOME, occupied=True, closed_on=None)
        return occupied.values_list("pk", "path").iterator(chunk_size=2000)

    def findings(self) -> Iterator[str]:
        if self.silent:
            yield told(
                _("%(street)s：没有人联系、也没有列为空缺的户") % {"street": self.street},
                len(self.silent),
                sorted(self.silent),
            )
        if len(self.listed) != self.homes - self.named:
            yield _("%(street)s：应有 %(gaps)s 户空缺，名单上有 %(listed)s 户") % {
                "street": self.street,
                "gaps": self.homes - self.named,
                "listed": len(self.listed),
            }
        kept = CoverageTally.objects.filter(place=self.street).first() or CoverageTally()
        if (kept.occupied, kept.named) != (self.homes, self.named):
            yield (
                _(
                    "%(street)s：覆盖汇总是 %(kept_named)s/%(kept_homes)s，重新数是 %(named)s/%(homes)s（运行 manage.py tick）"
                )
                % {
                    "street": self.street,
                    "kept_named": kept.named,
                    "kept_homes": kept.occupied,
                    "named": self.named,
                    "homes": self.homes,
                }
            )


def _answered_for(posts: "QuerySet[Appointment]") -> set[str]:
    parts = LayerPart.objects.filter(layer__in=posts.values("place")).values_list("place__path", flat=True)
    return {*posts.values_list("place__path", flat=True), *parts}


def every_path_follows_its_parent(at: datetime) -> Checked:
    """A place lies under whoever runs it; a concern and its voice lie where their place lies."""
    checked = Checked("I1", _("%(n)s 个地方的路径。") % {"n": Place.objects.count()})
    above = Coalesce(F("run_by__path"), F("parent__path"), Value(""))
    led = Place.objects.annotate(
        above=above, start=Substr("path", 1, Length(above)), steps=Length("path") - Length(above)
    )
    astray = led.filter(~Q(start=F("above")) | ~Q(steps=SEGMENT + 1))
    checked.breaks("地方的路径和上级不一致", astray, "where")
    concerns = Concern.objects.filter(~Q(path=F("place__path")) | ~Q(voice__path=F("path")))
    checked.breaks("诉求的路径和地方不一致", concerns)
    return checked


def no_home_lies_on_a_map(at: datetime) -> Checked:
    """R1: where a building is, everybody sees from the street; where somebody lives is kept as no position."""
    placed = Place.objects.filter(lat__isnull=False)
    checked = Checked("R1", _("%(n)s 个地方的位置。") % {"n": placed.count()})
    checked.breaks("有位置的户、单元、片区或网格", placed.exclude(kind__in=PLACED), "where")
    return checked


def no_street_points_at_another(at: datetime) -> Checked:
    """I8: what belongs to a street points only at its own rows, or at what all share (above the street)."""
    checked = Checked("I8", _("%(n)s 个街道之间。") % {"n": Place.objects.filter(kind=Kind.STREET).count()})
    street = F("street")
    checked.breaks(
        "诉求的地方不在它的街道",
        Concern.objects.filter(
            ~Q(place__street=street)
            | Q(community__isnull=False) & ~Q(community__street=street)
            | Q(area__isnull=False) & ~Q(area__street=street)
        ),
    )
    checked.breaks(
        "诉求由别的街道的人负责",
        Concern.objects.filter(holder__place__street__isnull=False).exclude(holder__place__street=street),
    )
    checked.breaks(
        "诉求并到了别的街道", Concern.objects.filter(lead__isnull=False).exclude(lead__street=street)
    )
    checked.breaks(
        "批次属于别的街道", Concern.objects.filter(batch__isnull=False).exclude(batch__street=street)
    )
    layers = LayerPart.objects.exclude(layer__street=F("place__street"))
    checked.breaks("片区网格划进了别的街道的地方", layers, "layer__where")
    return checked
