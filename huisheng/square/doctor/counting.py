"""Every kept figure, counted again from the records (M151)."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.counting import counted_as, month_of
from huisheng.collect.concerns.rollup import STAMP
from huisheng.collect.concerns.services.keeping import add_up
from huisheng.collect.models import Concern, Tally
from huisheng.square.doctor.checked import Checked, told
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

Key = tuple[Any, ...]
ROWS = 500


def every_figure_is_what_the_records_add_up_to(at: datetime) -> Checked:
    """The roll-up equals the sum of `counted_as`, street by street."""
    checked = Checked("M151", "")
    concerns = figures = 0
    for street in _with_figures():
        n, counted = recounted(street)
        kept = kept_figures(street)
        concerns, figures = concerns + n, figures + len(kept)
        wrong = [key for key in counted.keys() | kept.keys() if counted[key] != kept[key]]
        if wrong:
            first = (f"{key[3]}[{key[4]}]: {kept[key]} → {counted[key]}" for key in sorted(wrong, key=str))
            checked.wrong.append(
                told(_("%(street)s的汇总和记录不符") % {"street": street}, len(wrong), first)
            )
    checked.looked = _("%(concerns)s 件重新数了一遍，对 %(figures)s 个汇总数。") % {
        "concerns": concerns,
        "figures": figures,
    }
    return checked


def _with_figures() -> "QuerySet[Place]":
    """The streets that have concerns, or are said to."""
    said = Tally.objects.exclude(n=0).values("place__street")
    streets = Place.objects.filter(kind=Kind.STREET).order_by("path")
    return streets.filter(Q(pk__in=Concern.objects.values("street")) | Q(pk__in=said))


def recounted(street: Place) -> tuple[int, Counter[Key]]:
    """How many concerns a street has, and what they add up to by place, batch, month, measure and bucket."""
    counted: Counter[Key] = Counter()
    n = 0
    for concern in Concern.objects.filter(street=street).iterator(chunk_size=2000):
        n += 1
        month, batch = month_of(localtime(concern.raised_at)), concern.batch_id or 0
        places = {pk for pk in (concern.street_id, concern.community_id, concern.area_id) if pk}
        counted.update((place, batch, month, *key) for key in counted_as(concern) for place in places)
    return n, counted


def kept_figures(street: Place) -> Counter[Key]:
    """What the roll-up says of a street and everything in it; zeros left out."""
    rows = Tally.objects.filter(place__street=street).exclude(n=0).exclude(measure=STAMP)
    keys = rows.values_list("place", "batch", "month", "measure", "bucket", "n")
    return Counter({key: n for *key_, n in keys.iterator(chunk_size=5000) for key in [tuple(key_)]})


@transaction.atomic
def recount(street: Place) -> int:
    """Write the roll-up of a street anew from its records: after a new measure, or what doctor found. How many rows."""
    counted = recounted(street)[1]
    # the stamps stay and move: what a server remembers must never look right again
    Tally.objects.filter(place__street=street).exclude(measure=STAMP).delete()
    rows = [(*key, n) for key, n in sorted(counted.items(), key=str)]
    for start in range(0, len(rows), ROWS):
        add_up(rows[start : start + ROWS])
    return len(rows)


def every_lead_knows_its_followers(at: datetime) -> Checked:
    """`has_followers` is true exactly where something is joined."""
    followers = Concern.objects.filter(lead=OuterRef("pk"))
    leads = Concern.objects.filter(lead__isnull=False).values("lead").distinct().count()
    checked = Checked("M35", _("%(leads)s 件有人并进来的。") % {"leads": leads})
    checked.breaks("有并入的却没标明", Concern.objects.filter(Exists(followers), has_followers=False))
    checked.breaks("标明有并入的却没有", Concern.objects.filter(~Exists(followers), has_followers=True))
    chained = Concern.objects.filter(lead__lead__isnull=False, stage="joined").exclude(lead=F("pk"))
    checked.breaks("并到了一件自己也并掉的", chained)
    return checked
