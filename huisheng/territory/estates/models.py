"""Who runs an estate (M10): what is known of each body, since when, and who wrote it down."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.territory.estates.rules import BODY_NAMES
from huisheng.territory.places.models import Place


class EstateBody(models.Model):
    """One statement: this body is there, or is not, as of a day. A newer one replaces it and it stays for the record."""

    estate = models.ForeignKey(Place, models.PROTECT, related_name="bodies", verbose_name=_("小区"))
    body = models.CharField(
        _("机构"), max_length=12, choices=[(b.value, _(n)) for b, n in BODY_NAMES.items()]
    )
    present = models.BooleanField(_("有没有"))
    name = models.CharField(_("名称"), max_length=80, blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    until = models.DateField(_("任期到哪天"), null=True, blank=True)
    as_of = models.DateField(_("截至哪天"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁登记的")
    )
    at = models.DateTimeField(_("登记时间"))
    replaced_at = models.DateTimeField(_("被新的登记替换"), null=True)

    class Meta:
        verbose_name = _("小区机构")
        verbose_name_plural = _("小区机构")
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "body"], name="estate_body_now", condition=Q(replaced_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate} {self.get_body_display()}"
