"""The preparation of an election: who prepares it, who stands, where the list hung, which ballot came of it (M49)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.models import Assembly, Question, Roll
from huisheng.deliberate.elections import rules
from huisheng.deliberate.notices.models import Notice

PERSON = settings.AUTH_USER_MODEL


class Preparation(models.Model):
    """An election of a committee from its preparatory group to its ballot. `arrears_rule`: the article of the rules
    of procedure that bars owners in arrears; "" when there is none, and then nobody asks. `question`: the ballot."""

    assembly = models.ForeignKey(
        Assembly, models.PROTECT, related_name="preparations", verbose_name=_("业主大会")
    )
    roll = models.ForeignKey(Roll, models.PROTECT, related_name="preparations", verbose_name=_("名册"))
    title = models.CharField(_("名称"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("名额"))
    profile = models.CharField(_("按哪套规则"), max_length=40)
    guidance = models.CharField(_("街道谁指导"), max_length=80)
    arrears_rule = models.CharField(_("议事规则哪一条不让欠费的参选"), max_length=120, blank=True)
    asked_on = models.DateField(_("哪天收到书面申请"), null=True, blank=True)
    founded_on = models.DateField(_("哪天成立"))
    settled_on = models.DateField(_("哪天公布名单"), null=True)
    notice = models.OneToOneField(
        Notice, models.PROTECT, null=True, related_name="candidates_of", verbose_name=_("候选人公示")
    )
    question = models.OneToOneField(
        Question, models.PROTECT, null=True, related_name="preparation", verbose_name=_("选票")
    )
    made_on = models.DateField(_("哪天做好选票"), null=True)
    stopped_on = models.DateField(_("哪天停下"), null=True)
    stopped_why = models.CharField(_("为什么停下"), max_length=300, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("选举筹备")
        verbose_name_plural = _("选举筹备")
        ordering = ["-founded_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="stopped_with_reason", condition=Q(stopped_on=None, stopped_why="") | ~Q(stopped_why="")
            ),
            models.UniqueConstraint(
                fields=["assembly"], condition=Q(made_on=None, stopped_on=None), name="one_preparation_at_a_time"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class GroupMember(models.Model):
    """Somebody in the preparatory group, for whom, named by whom; `leads`: the one who leads it."""

    preparation = models.ForeignKey(
        Preparation, models.CASCADE, related_name="members", verbose_name=_("选举筹备")
    )
    name = models.CharField(_("姓名"), max_length=40)
    side = models.CharField(
        _("代表谁"), max_length=10, choices=[(side, _(name)) for side, name in rules.SIDE_NAMES.items()]
    )
    named_by = models.CharField(_("谁推荐、谁指派"), max_length=120)
    leads = models.BooleanField(_("组长"), default=False)

    class Meta:
        verbose_name = _("筹备组成员")
        verbose_name_plural = _("筹备组成员")
        ordering = ["-leads", "id"]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """An owner who stands. `backers`: the units whose owners named them, as the clerk has them signed on paper."""

    preparation = models.ForeignKey(
        Preparation, models.CASCADE, related_name="candidates", verbose_name=_("选举筹备")
    )
    name = models.CharField(_("姓名"), max_length=40)
    unit = models.CharField(_("房号"), max_length=60)
    building = models.CharField(_("楼栋"), max_length=30, blank=True)
    how = models.CharField(
        _("怎样参选"), max_length=8, choices=[(how, _(name)) for how, name in rules.HOW_NAMES.items()]
    )
    backers = models.TextField(_("联名的房号"), blank=True)
    backed = models.PositiveIntegerField(_("联名几位"), default=0)
    words = models.CharField(_("介绍"), max_length=300, blank=True)
    withdrawn_on = models.DateField(_("哪天退出"), null=True)
    withdrawn_why = models.CharField(_("为什么退出"), max_length=300, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("候选人")
        verbose_name_plural = _("候选人")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_with_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="") | ~Q(withdrawn_why=""),
            )
        ]

    def __str__(self) -> str:
        return self.name
