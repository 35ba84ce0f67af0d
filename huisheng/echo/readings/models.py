"""Readings of personal data, each with its purpose (I6), and knocks at a door that stay counted (lock-out)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.echo.voices.models import Speaker


class Reading(models.Model):
    """Somebody read personal data: who, whose, what for (RULES R13.5, I6). Never edited, never shown to the public."""

    # empty: whoever spoke read their own, and has no account
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("谁看的"))
    hat = models.CharField(_("以什么身份"), max_length=120, blank=True)
    what = models.CharField(_("看了什么"), max_length=40)
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, verbose_name=_("谁的"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="read_by", verbose_name=_("谁的")
    )
    path = models.CharField(_("位置路径"), max_length=200, blank=True)
    purpose = models.CharField(_("为了什么"), max_length=200)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("查看个人信息的记录")
        verbose_name_plural = _("查看个人信息的记录")
        constraints = [
            models.CheckConstraint(name="reading_has_purpose", condition=~models.Q(purpose="")),
            models.CheckConstraint(
                name="reading_has_reader",
                condition=models.Q(by__isnull=False) | models.Q(speaker__isnull=False, what="own copy"),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Knock(models.Model):
    """Failed tries at one door (a receipt number, an address), as a keyed digest: nothing personal is kept."""

    door = models.CharField(_("门"), max_length=64, primary_key=True)
    fails = models.PositiveIntegerField(_("错了几次"), default=0)
    since = models.DateTimeField(_("从"))
    locked_until = models.DateTimeField(_("锁到"), null=True)

    class Meta:
        verbose_name = _("敲门记录")
        verbose_name_plural = _("敲门记录")

    def __str__(self) -> str:
        return self.door[:8]
