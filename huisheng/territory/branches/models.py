"""Party branches set up in estates: the first to receive what their estate says (M06)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.territory.places.models import Place


class Branch(models.Model):
    """A branch and the estates it serves. Its secretary is whoever holds that post there (posts), so that nothing
    is written twice. Of its members only the number is kept (M166)."""

    class Kind(models.TextChoices):
        ESTATE = "estate", _("小区党支部")
        RETIREES = "retirees", _("离退休党支部")
        MOBILE = "mobile", _("流动党员党支部")
        OTHER = "other", _("其他")

    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind, default=Kind.ESTATE)
    home = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("设在哪个社区"))
    estates = models.ManyToManyField(Place, related_name="branches", verbose_name=_("服务的小区"))
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    members_count = models.PositiveIntegerField(_("党员人数"), null=True, blank=True)
    duty_hours = models.CharField(_("值班时间"), max_length=120, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("支部")
        verbose_name_plural = _("支部")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
