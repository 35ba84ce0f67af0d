"""What was said around a table and what was proposed: nothing over without its fate, and nobody told twice or never."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from huisheng.collect.calls.services import open_ones
from huisheng.collect.models import Proposal, TakenDown, TalkPoint
from huisheng.echo.models import Message
from huisheng.square.doctor.checked import Checked


def every_point_of_a_closed_talk_has_its_fate(at: datetime) -> Checked:
    """M27: no talk is closed with a point that has none; whoever left a name was told what became of it."""
    points = TalkPoint.objects.filter(dropped="")
    checked = Checked("M27", _("%(n)s 条夜话里说的话。") % {"n": points.count()})
    closed = Q(talk__end__isnull=False, talk__end__cancelled=False)
    checked.breaks("夜话结束了，还有一条没有着落", points.filter(closed, fate=None), "pk")
    heard = Message.objects.filter(
        speaker=OuterRef("speaker"), line__did__in=("settled", "corrected"), channel="app"
    )
    spoke = points.filter(speaker__isnull=False, fate__isnull=False).exclude(fate__fate="concern")
    checked.breaks("有了着落，没有告诉说的人", spoke.filter(~Exists(heard)), "speaker__number")
    return checked


def every_proposal_of_a_closed_call_is_answered(at: datetime) -> Checked:
    """M29, M33: no call is closed with a proposal or an opinion unanswered; what was merged goes where its lead goes."""
    known = Proposal.objects.all()
    checked = Checked("M29", _("%(n)s 条建议和意见。") % {"n": known.count()})
    closed = Q(call__end__isnull=False, call__end__withdrawn=False)
    back = TakenDown.objects.filter(proposal=OuterRef("pk"), up_at__gt=OuterRef("call__end__at"))
    bare = open_ones(known.filter(closed)).filter(~Exists(back))
    late = bare.exclude(downs__asked_at__gt=F("call__end__at"))
    checked.breaks("征集结束了，还有一条没有答复", late, "speaker__number")
    checked.breaks(
        "并到了另一次征集里", known.exclude(into__call=F("call")).exclude(into=None), "speaker__number"
    )
    checked.breaks("并了又并，没有一条主的", known.filter(into__into__isnull=False), "speaker__number")
    heard = Message.objects.filter(speaker=OuterRef("speaker"), channel="app")
    unheard = known.filter(downs__isnull=False).exclude(Exists(heard.filter(line__did="taken_down")))
    checked.breaks("撤下了，没有告诉提的人", unheard.distinct(), "speaker__number")
    told = heard.filter(line__did__in=("listed", "answered"))
    answered = known.filter(Q(answer__isnull=False) | Q(into__answer__isnull=False))
    checked.breaks("答复了，没有告诉提的人", answered.filter(~Exists(told)), "speaker__number")
    return checked
