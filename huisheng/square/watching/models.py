"""When the clockwork last ran."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """One row for each thing that must go on by itself."""

    name = models.CharField(_("什么"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("钟表")
        verbose_name_plural = _("钟表")

    def __str__(self) -> str:
        return self.name
