"""What is remembered of a visit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.visits import rules
from huisheng.territory.models import Place


class Visit(models.Model):
    """上门走访: at which home or place, what was said; the matter that came of it. Nobody's name, no position, no photo."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="visits", verbose_name=_("去了哪里"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits", verbose_name=_("谁去的")
    )
    hat = models.CharField(_("以什么身份"), max_length=120)
    at = models.DateTimeField(_("时间"))
    words = models.CharField(_("听到什么"), max_length=rules.LONGEST)
    concern = models.OneToOneField(
        Concern, models.SET_NULL, null=True, related_name="visit", verbose_name=_("报成了哪件事")
    )
    once = models.CharField(_("表单令牌"), max_length=40, null=True, unique=True)

    class Meta:
        verbose_name = _("上门走访")
        verbose_name_plural = _("上门走访")
        indexes = [models.Index(fields=["by", "-at"], name="visits_of_a_person")]

    def __str__(self) -> str:
        return self.words
