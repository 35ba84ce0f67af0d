"""What was said is found: the index of words says what the records say (collect/search)."""

from datetime import datetime

from django.utils.translation import gettext as _

from huisheng.collect.models import Concern, Findable, Unread
from huisheng.collect.search.rules import Words
from huisheng.collect.search.services import read
from huisheng.square.doctor.checked import Checked

SAMPLE, MANY = 400, 2000


def every_matter_is_found_by_its_words(at: datetime) -> Checked:
    """The newest and the oldest matters, compared with the index; what is still to be written is read as it is."""
    known = Concern.objects.exclude(voice__in=Unread.objects.values("voice"))
    sample = read(known.order_by("-pk")[:SAMPLE]) | read(known.order_by("pk")[:SAMPLE])
    checked = Checked("§4", _("搜索找得到每一件：抽查 %(n)d 件。") % {"n": len(sample)})
    kept = Findable.objects.in_bulk(list(sample))
    wrong = [pk for pk, words in sample.items() if pk not in kept or _of(kept[pk]) != words]
    checked.breaks(
        "搜索里的字不是现在的字，请运行 manage.py index --all", Concern.objects.filter(pk__in=wrong)
    )
    if (waiting := Unread.objects.count()) > MANY:
        checked.worries.append(_("等着写进搜索的有 %(n)d 件，每几秒写一批") % {"n": waiting})
    return checked


def _of(row: Findable) -> Words:
    return Words(row.says, row.inner, row.sounds)
