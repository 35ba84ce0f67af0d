"""A committee's term, and what is handed to the next committee when it ends (M50)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.models.rolls import Assembly
from huisheng.deliberate.ballots.models.votes import Vote
from huisheng.territory.models import Place

PERSON = settings.AUTH_USER_MODEL


class Term(models.Model):
    """One committee from its first day to its last. `prepared_at`: when somebody began with the next election."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="terms", verbose_name=_("业主大会"))
    name = models.CharField(_("名称"), max_length=80)
    starts = models.DateField(_("哪天开始"))
    ends = models.DateField(_("到哪天"))
    vote = models.ForeignKey(
        Vote, models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("哪次表决选出的")
    )
    prepared_at = models.DateTimeField(_("开始准备换届"), null=True)
    prepared_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁开始准备")
    )
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("业委会任期")
        verbose_name_plural = _("业委会任期")
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(name="committee_term_in_order", condition=Q(ends__gt=F("starts"))),
            models.UniqueConstraint(fields=["assembly", "starts"], name="one_term_a_start"),
        ]

    def __str__(self) -> str:
        return self.name


class HandoverThing(models.Model):
    """What a committee hands over, on the street's own list; `dropped_at`: no longer asked for."""

    street = models.ForeignKey(Place, models.PROTECT, related_name="handover_things", verbose_name=_("街道"))
    name = models.CharField(_("移交什么"), max_length=80)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    dropped_at = models.DateTimeField(_("哪天去掉"), null=True)

    class Meta:
        verbose_name = _("移交清单的一项")
        verbose_name_plural = _("移交清单")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """One thing of one term: who gave it, who received it, on which day; empty until it was handed over."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="handovers", verbose_name=_("业委会任期"))
    name = models.CharField(_("移交什么"), max_length=80)
    gave = models.CharField(_("谁交的"), max_length=40, blank=True)
    received = models.CharField(_("谁收的"), max_length=40, blank=True)
    on = models.DateField(_("哪天"), null=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("记录时间"), null=True)

    class Meta:
        verbose_name = _("移交")
        verbose_name_plural = _("移交")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="handed_by_and_to", condition=Q(on=None) | ~Q(gave="") & ~Q(received="")
            )
        ]

    def __str__(self) -> str:
        return self.name
