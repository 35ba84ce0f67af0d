"""The security log as it is kept: rows that are only added. The database itself refuses anything else (guard.py)."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.echo.audit import rules


class OnlyAdded(models.QuerySet["AuditEntry"]):
    """Entries are neither changed nor taken away."""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError("an entry of the security log is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("an entry of the security log is never taken away")


class AuditEntry(models.Model):
    """One thing that happened to the locks of the house (RULES R16): who, when, what; ids only, no personal data."""

    number = models.BigIntegerField(_("第几条"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    did = models.CharField(_("做了什么"), max_length=24, db_index=True)
    # No foreign keys in the database: an entry outlives whom it names.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+",
        verbose_name=_("谁"),
    )  # fmt: skip
    whose = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+",
        verbose_name=_("关于谁"),
    )  # fmt: skip
    about = models.CharField(_("关于什么"), max_length=rules.MOST, blank=True)
    why = models.CharField(_("为什么"), max_length=rules.MOST, blank=True)
    path = models.CharField(_("位置路径"), max_length=200, blank=True)
    before = models.CharField(_("前一条的指纹"), max_length=64)
    fingerprint = models.CharField(_("指纹"), max_length=64)

    objects = OnlyAdded.as_manager()

    class Meta:
        verbose_name = _("安全日志")
        verbose_name_plural = _("安全日志")

    def __str__(self) -> str:
        return f"{self.number} {self.did}"

    def plain(self) -> rules.Entry:
        """As it is hashed."""
        return rules.Entry(
            self.number, self.at, self.did, self.by_id, self.whose_id, self.about, self.why, self.path, self.before
        )  # fmt: skip
