"""What went, and when: one row a kind and night."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cleaning(models.Model):
    """On this day so many of this kind went (RULES R13.3). Its being there says that the night's work was done."""

    kind = models.CharField(_("哪一种"), max_length=16)
    day = models.DateField(_("哪一天"))
    n = models.PositiveIntegerField(_("多少"), default=0)

    class Meta:
        verbose_name = _("到期清理")
        verbose_name_plural = _("到期清理")
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="cleaned_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.n}"
