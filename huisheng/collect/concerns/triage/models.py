"""What was learned, what a street allows, and what was suggested and decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huisheng.collect.catalogue.models import Category
from huisheng.echo.models import Voice
from huisheng.people.models import Person
from huisheng.territory.models import Place


class Learned(models.Model):
    """A model of kinds, learned from one street's decided matters or brought from elsewhere. Never changed; one of a
    street is in use, the others are kept so that one may go back."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等着学")
        USED = "used", _("在用")
        KEPT = "kept", _("留着")
        REFUSED = "refused", _("没换上")

    street = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    made_at = models.DateTimeField(_("学成时间"))
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("谁")
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.KEPT)
    why = models.CharField(_("原因"), max_length=200, blank=True)
    lessons = models.PositiveIntegerField(_("多少件"), default=0)
    card = models.JSONField(_("说明卡"), default=dict)
    content = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("归类模型")
        verbose_name_plural = _("归类模型")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["street"], condition=Q(state="used"), name="one_learned_used")
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.made_at:%Y-%m-%d}"

    @property
    def in_words(self) -> str:
        """How it did in its own examination (cross-validation)."""
        judged = self.card.get("judged")
        return gettext("各类平均 %(f1)s") % {"f1": f"{judged['macro_f1']:.1%}"} if judged else ""


class Switch(models.Model):
    """Which model came into use, went out, or came back, and by whom. Only added to; the newest row of a street holds."""

    street = models.ForeignKey(
        Place, models.CASCADE, related_name="+", db_index=False, verbose_name=_("街道")
    )
    learned = models.ForeignKey(
        Learned, models.CASCADE, null=True, blank=True, related_name="switches", verbose_name=_("用哪个")
    )
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("换模型")
        verbose_name_plural = _("换模型")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["street", "-at"], name="switch_newest")]

    def __str__(self) -> str:
        return f"{self.street} {self.learned}"


class Drift(models.Model):
    """How the model in use does lately (30 days) beside how it did at first: shares of words that it never saw, and of
    suggestions that people kept."""

    street = models.OneToOneField(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    learned = models.ForeignKey(Learned, models.CASCADE, related_name="+", verbose_name=_("哪个模型"))
    at = models.DateTimeField(_("时间"))
    unseen = models.FloatField(_("没学过的词"), null=True)
    unseen_before = models.FloatField(_("刚学完时没学过的词"), null=True)
    decided = models.PositiveIntegerField(_("人看过"), default=0)
    kept = models.PositiveIntegerField(_("没有改"), default=0)
    decided_before = models.PositiveIntegerField(_("刚学完时人看过"), default=0)
    kept_before = models.PositiveIntegerField(_("刚学完时没有改"), default=0)

    class Meta:
        verbose_name = _("建议准不准")
        verbose_name_plural = _("建议准不准")

    def __str__(self) -> str:
        return f"{self.street} {self.at:%Y-%m-%d}"


class Joining(models.Model):
    """What people of a street made of matters that were alike: how sure each score is (triage/likeness.py), learned daily.

    `knots`: [[score, probability], …]; empty and `pairs` 0 while there is too little to learn from."""

    street = models.OneToOneField(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    at = models.DateTimeField(_("时间"))
    knots = models.JSONField(_("多像是多大把握"), default=list)
    pairs = models.PositiveIntegerField(_("照多少对学的"), default=0)
    joined = models.PositiveIntegerField(_("其中合成一件的"), default=0)
    error = models.FloatField(_("平均差多少"), default=0.0)

    class Meta:
        verbose_name = _("多像才算一件")
        verbose_name_plural = _("多像才算一件")

    def __str__(self) -> str:
        return f"{self.street} {self.at:%Y-%m-%d}"


class Allowance(models.Model):
    """Whether a street lets sure suggestions act by themselves. The newest row holds; the older ones say who changed it."""

    street = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    automatic = models.BooleanField(_("把握够大的自动归类"), default=False)
    precision = models.DecimalField(_("至少多大把握"), max_digits=4, decimal_places=3, default="0.980")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("谁"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("自动归类的开关")
        verbose_name_plural = _("自动归类的开关")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["street", "-at"], name="allowance_newest")]

    def __str__(self) -> str:
        return f"{self.street} {self.automatic} {self.precision}"


class Sorting(models.Model):
    """What was suggested for a matter and what a person decided: the lesson (R13.9). One row a matter, the last decision."""

    voice = models.OneToOneField(Voice, models.CASCADE, related_name="sorting", verbose_name=_("事项"))
    street = models.ForeignKey(
        Place, models.CASCADE, related_name="+", db_index=False, verbose_name=_("街道")
    )
    learned = models.ForeignKey(
        Learned, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("哪个模型")
    )
    suggested = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("建议")
    )
    probability = models.FloatField(_("把握"), null=True, blank=True)
    second = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("其次")
    )
    telling = models.JSONField(_("因为说到"), default=list)
    like = models.JSONField(_("像哪几件"), default=list)
    automatic = models.BooleanField(_("自动归的"), default=False)
    decided = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("人定的")
    )
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("谁定的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("归类")
        verbose_name_plural = _("归类")
        indexes = [models.Index(fields=["street", "-at"], name="sorting_newest")]

    def __str__(self) -> str:
        return f"{self.suggested} → {self.decided}"
