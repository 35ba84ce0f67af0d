"""Outside bodies: who else can be asked, what for, and who answers there (M15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideBody(models.Model):
    """A department, utility, property company, deputy or enterprise that a matter can be referred to."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("政府部门")
        UTILITY = "utility", _("水电气网")
        PROPERTY = "property", _("物业公司")
        POLICE = "police", _("公安交警")
        DEPUTY = "deputy", _("人大代表、政协委员")
        ENTERPRISE = "enterprise", _("国企和企业")
        OTHER = "other", _("其他")

    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    competence = models.CharField(_("管什么"), max_length=200, blank=True)
    path = models.CharField(_("服务范围"), max_length=80, blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    answers_in = models.PositiveSmallIntegerField(_("约定几个工作日答复"), default=5)
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("上级单位"))
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("外部单位")
        verbose_name_plural = _("外部单位")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name
