"""The dispatch catalogue (R2.3): what people ask, who receives it first, and how soon. Data, editable, for all streets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.echo.workdays.rules import Term
from huisheng.territory.models import PostKind

UNITS = [
    ("minutes", _("分钟")),
    ("hours", _("小时")),
    ("same_day", _("当个工作日")),
    ("working_days", _("个工作日")),
    ("calendar_days", _("天")),
]
RUNS = [("always", _("不分昼夜")), ("window", _("8:00-20:00"))]


class ClockPolicy(models.Model):
    """One row of the policy table (R2.13): how soon contact, how soon the fix. A street may change it without code."""

    code = models.CharField(_("代号"), max_length=4, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    contact_amount = models.PositiveSmallIntegerField(_("联系期限"), default=1)
    contact_unit = models.CharField(_("单位"), max_length=16, choices=UNITS, default="same_day")
    contact_runs = models.CharField(_("计时"), max_length=8, choices=RUNS, default="window")
    fix_amount = models.PositiveSmallIntegerField(_("办好期限"), default=3)
    fix_unit = models.CharField(_("单位"), max_length=16, choices=UNITS, default="working_days")
    fix_runs = models.CharField(_("计时"), max_length=8, choices=RUNS, default="window")
    source = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("时限")
        verbose_name_plural = _("时限")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def contact(self) -> Term:
        """The contact clock as the engine takes it."""
        return Term(self.contact_amount, self.contact_unit, self.contact_runs)  # type: ignore[arg-type]

    @property
    def fix(self) -> Term:
        """The fix clock as the engine takes it."""
        return Term(self.fix_amount, self.fix_unit, self.fix_runs)  # type: ignore[arg-type]


class Category(models.Model):
    """M32: two levels, editable. A leaf names the clocks, who receives first, and what to know before asking."""

    code = models.CharField(_("代号"), max_length=8, unique=True)
    group = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="leaves", verbose_name=_("大类")
    )
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    keywords = models.CharField(_("关键词"), max_length=300, blank=True)
    clock = models.ForeignKey(ClockPolicy, models.PROTECT, null=True, blank=True, verbose_name=_("时限"))
    receiver = models.ForeignKey(PostKind, models.PROTECT, null=True, blank=True, verbose_name=_("谁先接"))
    hint = models.CharField(_("一般谁来办"), max_length=120, blank=True)
    knowledge = models.TextField(_("先看这条"), blank=True)
    rule_card = models.CharField(_("依据"), max_length=60, blank=True)
    external_code = models.CharField(_("对外代码"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("类别")
        verbose_name_plural = _("类别")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PauseReason(models.Model):
    """Why a clock may stop, and for how many working days at most (R2.13)."""

    code = models.CharField(_("代号"), max_length=16, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    most_days = models.PositiveSmallIntegerField(_("最多几个工作日"))

    class Meta:
        verbose_name = _("暂停原因")
        verbose_name_plural = _("暂停原因")

    def __str__(self) -> str:
        return self.name
