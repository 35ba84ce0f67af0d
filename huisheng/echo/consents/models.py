"""Who agreed to what, in which words, when, how; and when it was taken back (RULES R13.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.echo.consents import rules
from huisheng.echo.voices.models import Speaker

HOWS = [(how.value, _(name)) for how, name in rules.HOW_NAMES.items()]


class Consent(models.Model):
    """One consent to one purpose about one thing (`post:12`). `by`: who wrote it down; empty for oneself.

    Taken back is a moment beside it, never a deleted row: that it once stood is part of the record.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="consents",
        verbose_name=_("谁同意的"),
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, related_name="consents", verbose_name=_("说话的人")
    )
    purpose = models.CharField(_("为了什么"), max_length=16)
    about = models.CharField(_("关于哪一件"), max_length=40)
    version = models.PositiveSmallIntegerField(_("第几版"), default=1)
    words = models.CharField(_("同意的原话"), max_length=200)
    how = models.CharField(_("怎样同意的"), max_length=8, choices=HOWS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("同意的时间"))
    ended_at = models.DateTimeField(_("收回的时间"), null=True)
    ended_how = models.CharField(_("怎样收回的"), max_length=8, choices=HOWS, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的收回")
    )

    class Meta:
        verbose_name = _("同意")
        verbose_name_plural = _("同意")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "purpose"], name="agreed_once", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="taken_back_later", condition=Q(ended_at=None) | Q(ended_at__gte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def called(self) -> str:
        """What it is for, in the purpose's words."""
        return rules.PURPOSES[self.purpose].name

    @property
    def can_be_taken_back_here(self) -> bool:
        """Whether one press hides it; what hangs in a running procedure is taken back by withdrawing from it."""
        return self.ended_at is None and rules.PURPOSES[self.purpose].public
