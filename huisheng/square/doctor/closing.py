"""I4: closed by the resident's verdict, by rule after unanswered calls, or by a lawful exit; I6: readings have purposes."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.concerns.exits import Exit
from huisheng.collect.concerns.rules import CALLS_BEFORE_LAPSE, UNREACHABLE_LAPSES_AFTER
from huisheng.collect.concerns.stages import CLOSES, Stage
from huisheng.collect.models import Concern, Verdict
from huisheng.echo.models import DataRequest, Line, Reading
from huisheng.echo.rights.services import due_by
from huisheng.square.doctor.checked import Checked


def nothing_is_closed_without_right(at: datetime) -> Checked:
    """I4: each closed matter with the record that closed it, and the words that said so."""
    closed = Concern.objects.filter(is_open=False)
    checked = Checked("I4", _("%(n)s 件办结的，逐件看凭什么办结。") % {"n": closed.count()})
    lawful = Q(stage=Stage.EXITED, closed_as="exited") | Q(
        stage=Stage.SETTLED, closed_as__in=sorted(set(CLOSES) - {"exited"})
    )
    checked.breaks("不是按规定的方式办结", closed.exclude(lawful))
    checked.breaks("没有居民的评价却算居民确认", _unconfirmed(closed))
    checked.breaks("没有打满回访就结束", _lapsed_early(closed))
    exits = [str(one) for one in Exit]
    checked.breaks("另有去处却不在六种之内", closed.filter(stage=Stage.EXITED).exclude(exit_kind__in=exits))
    checked.breaks("办结时没有写给居民的话", _closed_in_silence(closed))
    asked_self = Verdict.objects.filter(asked_by=F("concern__finished_by"), concern__stage=Stage.SETTLED)
    checked.breaks("经办人自己回访的", asked_self, "concern__speaker__number")
    return checked


def _unconfirmed(closed: "QuerySet[Concern]") -> "QuerySet[Concern]":
    last = Verdict.objects.filter(concern=OuterRef("pk")).order_by("-pk")
    confirmed = closed.filter(closed_as="confirmed").annotate(
        last_solved=Subquery(last.values("solved")[:1]), last_rating=Subquery(last.values("rating")[:1])
    )
    yes = Q(last_solved__in=("yes", "partly")) & ~Q(last_rating="not")
    same = Q(solved=F("last_solved"), rating=F("last_rating"))
    return confirmed.filter(Q(last_solved=None) | ~yes | ~same)


def _lapsed_early(closed: "QuerySet[Concern]") -> "QuerySet[Concern]":
    unreachable = Q(speaker__phone="", speaker__email="", speaker__person=None) & Q(
        closed_at__gte=F("finished_at") + UNREACHABLE_LAPSES_AFTER
    )
    return closed.filter(closed_as="lapsed").exclude(Q(calls__gte=CALLS_BEFORE_LAPSE) | unreachable)


def _closed_in_silence(closed: "QuerySet[Concern]") -> "QuerySet[Concern]":
    words = Line.objects.exclude(says="").filter(did=OuterRef("closed_as"), at=OuterRef("closed_at"))
    own = Exists(words.filter(voice=OuterRef("voice")))
    by_lead = Exists(words.filter(voice=OuterRef("lead__voice")))
    return closed.filter(~own & ~by_lead)


def every_reading_has_its_purpose(at: datetime) -> Checked:
    """I6: whoever opened somebody's name and phone said what for."""
    checked = Checked("I6", _("%(n)s 次查看个人信息。") % {"n": Reading.objects.count()})
    checked.breaks("没有写为了什么", Reading.objects.filter(purpose=""), "pk")
    whose = Reading.objects.filter(speaker=None, person=None, path="")  # a roll is of a place
    checked.breaks("没有写看了谁的", whose, "pk")
    return checked


def requests_about_data_are_answered(at: datetime) -> Checked:
    """R13.7: whoever asked about their own data is answered within the days of the law."""
    checked = Checked("R13.7", _("%(n)s 个关于个人信息的请求。") % {"n": DataRequest.objects.count()})
    overdue = due_by(localtime(at).date()).filter(due_on__lt=localtime(at).date())
    checked.worries_about("过了法定的日子还没答复", overdue, "pk")
    return checked
