"""Sensitive words stand here and nowhere else, sealed (RULES R13.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sealed(models.Model):
    """One field of one row of another table, as `deliberate.rollowner` 12 `name`. The key's name says which key opens it."""

    table = models.CharField(_("哪张表"), max_length=40)
    row = models.BigIntegerField(_("哪一行"))
    field = models.CharField(_("哪一栏"), max_length=20)
    key = models.CharField(_("用哪把钥匙"), max_length=16)
    words = models.BinaryField(_("封好的内容"))

    class Meta:
        verbose_name = _("封好的信息")
        verbose_name_plural = _("封好的信息")
        constraints = [models.UniqueConstraint(fields=["table", "row", "field"], name="sealed_once")]
        indexes = [models.Index(fields=["key", "id"], name="sealed_by_key")]

    def __str__(self) -> str:
        return self.binding

    @property
    def binding(self) -> str:
        """What the words are bound to: moved to another row they do not open."""
        return f"{self.table}:{self.row}:{self.field}"
