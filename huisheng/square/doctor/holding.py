"""I2: every open concern has exactly one accountable holder in office over its place, and its clocks."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.stages import OPEN, Stage
from huisheng.collect.models import Concern, Pause, Referral
from huisheng.square.doctor.checked import Checked, told
from huisheng.territory.models import LayerPart
from huisheng.territory.places.rules import prefixes


def every_open_matter_has_a_holder(at: datetime) -> Checked:
    """I2, the holder: named, in office, over the place. A term that ended today is handed on by the next tick."""
    opened = Concern.objects.filter(is_open=True)
    checked = Checked("I2", _("%(n)s 件没办结的，逐件看谁负责。") % {"n": opened.count()})
    checked.breaks("没有人负责", opened.filter(holder=None))
    yesterday = localtime(at).date() - timedelta(days=1)
    gone = Q(holder__ended_at__isnull=False) | Q(holder__ends__lt=yesterday)
    checked.breaks("负责的人已经不在岗（运行 manage.py tick）", opened.filter(gone))
    checked.breaks("负责的人账号已停用", opened.filter(holder__person__is_active=False))
    if strangers := _not_over(opened):
        checked.wrong.append(told(_("负责的人不管这个地方"), len(strangers), strangers))
    return checked


def _not_over(opened: "QuerySet[Concern]") -> "list[str]":
    """What is joined is held by whoever holds the lead, so over the lead's place."""
    post = F("holder__place__path")
    elsewhere = opened.annotate(start=Substr("path", 1, Length(post))).exclude(start=post)
    columns = ("speaker__number", "path", "lead__path", "holder__place", "holder__place__path")
    rows = elsewhere.filter(holder__isnull=False).values_list(*columns)
    return [
        number
        for number, path, lead, place, over in rows.iterator(chunk_size=2000)
        if not (lead or "").startswith(over)
        and not LayerPart.objects.filter(
            layer=place, place__path__in=prefixes(path) + prefixes(lead or "")
        ).exists()
    ]


def every_clock_runs_as_its_stage_says(at: datetime) -> Checked:
    """I2, the clocks: what is due next is what the stage waits for (contact, fix, resumption, answer, verdict)."""
    checked = Checked("I2", _("%(n)s 件的时限。") % {"n": Concern.objects.count()})
    opened = Concern.objects.filter(is_open=True)
    checked.breaks("开着却标成办结，或办结了却开着", _open_otherwise())
    checked.breaks("待联系的，下一个期限不是联系期限", opened.filter(stage=Stage.HEARD).exclude(_CONTACT))
    working = opened.filter(stage__in=(Stage.WORKING, Stage.JOINED))
    checked.breaks("在办的，下一个期限不是联系或办好的期限", working.exclude(_CONTACT | _FIX))
    running = Pause.objects.filter(concern=OuterRef("pk"), ended=None, until=OuterRef("due_at"))
    checked.breaks("暂停的，没有暂停记录或期限不符", opened.filter(~Exists(running), stage=Stage.PAUSED))
    stale = Pause.objects.filter(ended=None).exclude(concern__stage=Stage.PAUSED)
    checked.breaks("已经不停了，暂停记录还没结束", stale, "concern__speaker__number")
    checked.breaks("转出的，没有待答复的单位或期限不符", _referred_otherwise(opened))
    unasked = Q(finished_at=None) | Q(due_at__lte=F("finished_at"))
    checked.breaks("等居民确认的，没有说过办好", opened.filter(unasked, stage=Stage.DONE))
    checked.breaks("并办的，没有主件或主件已办结", opened.filter(stage=Stage.JOINED).exclude(_LED))
    closed = Concern.objects.filter(is_open=False)
    checked.breaks("办结的，办结时间不符", closed.exclude(due_at=F("closed_at")))
    return checked


_CONTACT = Q(contacted_at=None, due_at=F("contact_due"))
_FIX = Q(contacted_at__isnull=False, due_at=F("fix_due"))
_LED = Q(lead__isnull=False, lead__stage__in=(Stage.HEARD, Stage.WORKING, Stage.PAUSED, Stage.REFERRED))


def _open_otherwise() -> "QuerySet[Concern]":
    stages = sorted(OPEN)
    return Concern.objects.filter(Q(is_open=True) & ~Q(stage__in=stages) | Q(is_open=False, stage__in=stages))


def _referred_otherwise(opened: "QuerySet[Concern]") -> "QuerySet[Concern]":
    asked = Referral.objects.filter(concern=OuterRef("pk"), answered_at=None, closed_at=None)
    expected = Subquery(asked.order_by("-pk").values("expected")[:1])
    waiting = opened.filter(stage=Stage.REFERRED).annotate(expected=expected)
    in_time = Q(due_at=F("expected")) | Q(
        contacted_at=None, due_at=F("contact_due"), expected__gte=F("contact_due")
    )
    return waiting.filter(Q(expected=None) | ~in_time)
