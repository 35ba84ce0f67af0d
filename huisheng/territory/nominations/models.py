"""Candidates, objections, and the trainings of those who hold posts (M17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.territory.places.models import Place
from huisheng.territory.posts.models import Appointment, PostKind


class Nomination(models.Model):
    """Somebody is proposed for a post; the notice runs from–to; then they are appointed, or not."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="nominations", verbose_name=_("谁")
    )
    kind = models.ForeignKey(PostKind, models.PROTECT, verbose_name=_("岗位"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="nominations", verbose_name=_("哪里"))
    about = models.CharField(_("介绍"), max_length=300, blank=True)
    notice_from = models.DateField(_("公示从"))
    notice_to = models.DateField(_("公示到"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁提名的")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁决定的")
    )
    decision = models.CharField(_("决定"), max_length=300, blank=True)
    post = models.OneToOneField(
        Appointment, models.PROTECT, null=True, related_name="nomination", verbose_name=_("任职")
    )

    class Meta:
        verbose_name = _("提名公示")
        verbose_name_plural = _("提名公示")
        ordering = ["-notice_from", "-id"]
        constraints = [
            models.CheckConstraint(name="notice_in_order", condition=Q(notice_to__gte=F("notice_from"))),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.kind} {self.person}"


class Objection(models.Model):
    """What somebody has against it, in their words, and what they were answered. Leaving a name is up to them."""

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="objections", verbose_name=_("提名")
    )
    words = models.TextField(_("意见"))
    name = models.CharField(_("称呼"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    at = models.DateTimeField(_("时间"))
    answer = models.TextField(_("答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("公示意见")
        verbose_name_plural = _("公示意见")

    def __str__(self) -> str:
        return self.words[:30]


class Training(models.Model):
    """A training and who attended it."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("履职")
        SAFETY = "safety", _("安全")
        LAW = "law", _("法律政策")
        OTHER = "other", _("其他")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("哪里办的"))
    topic = models.CharField(_("题目"), max_length=120)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind, default=Kind.DUTY)
    on = models.DateField(_("日期"))
    attended = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="trainings", verbose_name=_("谁参加了")
    )

    class Meta:
        verbose_name = _("培训")
        verbose_name_plural = _("培训")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.topic
