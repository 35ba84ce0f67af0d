"""A street's own rules of votes, copied from shipped ones, each value with its source and who confirmed it (R5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.local import FIELDS
from huisheng.territory.models import Place

PERSON = settings.AUTH_USER_MODEL


class LawProfile(models.Model):
    """One set of rules of a street. `base`: the shipped one it was copied from. `usual`: what the street uses where
    an assembly chose nothing, and for covenants of residents. What a vote announced stays as it was then."""

    street = models.ForeignKey(Place, models.PROTECT, related_name="law_profiles", verbose_name=_("街道"))
    name = models.SlugField(_("代号"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=80)
    base = models.CharField(_("从哪一套复制"), max_length=40)
    since = models.DateField(_("从哪天起用"))
    usual = models.BooleanField(_("本街道平常用这一套"), default=False)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁建的"))
    at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("本地规则")
        verbose_name_plural = _("本地规则")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["street"], condition=Q(usual=True), name="one_usual_law_a_street")
        ]

    def __str__(self) -> str:
        return self.title


class LawRule(models.Model):
    """One value of a profile: where it is written, and who has read the text itself, when; nobody yet: to be confirmed."""

    profile = models.ForeignKey(LawProfile, models.CASCADE, related_name="rules", verbose_name=_("本地规则"))
    field = models.CharField(
        _("哪一条"), max_length=20, choices=[(field, _(label)) for field, label in FIELDS.items()]
    )
    value = models.CharField(_("规定"), max_length=20)
    source = models.CharField(_("依据"), max_length=300)
    confirmed_by = models.CharField(_("谁核对了原文"), max_length=80, blank=True)
    confirmed_on = models.DateField(_("哪天核对的"), null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁改的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("本地规则的一条")
        verbose_name_plural = _("本地规则的各条")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "field"], name="one_rule_a_field"),
            models.CheckConstraint(
                name="rule_confirmed_whole",
                condition=Q(confirmed_on=None, confirmed_by="") | Q(confirmed_on__isnull=False) & ~Q(confirmed_by=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.value}"
