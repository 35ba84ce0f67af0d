"""That something sensitive was written down about a matter; the words themselves are sealed (echo/sealed)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern


class SensitiveNote(models.Model):
    """Health, hardship, minors: who wrote it and when. Its words open for a reason that is kept, and go with retention."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="sensitive", verbose_name=_("诉求"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("谁记的")
    )
    hat = models.CharField(_("以什么身份"), max_length=120, blank=True)
    at = models.DateTimeField(_("时间"))
    dropped_at = models.DateTimeField(_("删除时间"), null=True)

    class Meta:
        verbose_name = _("敏感情况")
        verbose_name_plural = _("敏感情况")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.concern_id}"
