"""The working calendar: days that were announced, or that the law fixes until they are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that is not simply worked from Monday to Friday, or that has a name (R15).

    Provisional days are the law's festivals of a year whose shifted days nobody has announced yet;
    a year with any other row counts as announced. `known_since` is empty for what was shipped.
    """

    day = models.DateField(_("日期"), primary_key=True)
    is_workday = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    known_since = models.DateTimeField(_("何时录入"), null=True)

    class Meta:
        verbose_name = _("工作日历")
        verbose_name_plural = _("工作日历")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}".strip()
