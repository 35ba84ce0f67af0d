"""A vote of the owners: what is asked, by which law, from when to when, and what came of it (M49, M51)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models.rolls import Assembly, Roll
from huisheng.echo.models import Voice

PERSON = settings.AUTH_USER_MODEL


class Vote(models.Model):
    """Announced, then questions, law and dates stand still; open from–to by itself; then counted.

    `law` is the profile as it stood when the vote was announced (JSON), "" before. `counters`: the counting group.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="votes", verbose_name=_("业主大会"))
    roll = models.ForeignKey(Roll, models.PROTECT, related_name="votes", verbose_name=_("名册"))
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="+", verbose_name=_("经过"))
    title = models.CharField(_("标题"), max_length=120)
    profile = models.CharField(_("按哪套规则"), max_length=40)
    law = models.TextField(_("定下的规则"), blank=True)
    posted_at_place = models.CharField(_("公告贴在哪里"), max_length=200)
    opens = models.DateTimeField(_("开始投票"))
    closes = models.DateTimeField(_("截止"))
    announced_at = models.DateTimeField(_("公告时间"), null=True)
    announced_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁公告的")
    )
    counters: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        PERSON, related_name="counts_votes", verbose_name=_("计票组")
    )

    class Meta:
        verbose_name = _("表决")
        verbose_name_plural = _("表决")
        ordering = ["-opens", "-id"]
        constraints = [
            models.CheckConstraint(name="vote_window_in_order", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="announced_with_law", condition=Q(announced_at=None) | ~Q(law="")),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One thing that is asked; `matter` as the engine writes it (ordinary, special, 1–9, election:SEATS)."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="questions", verbose_name=_("表决"))
    number = models.PositiveSmallIntegerField(_("题号"))
    text = models.CharField(_("议题"), max_length=300)
    matter = models.CharField(_("事项"), max_length=20)
    candidates = models.CharField(_("候选人"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("议题")
        verbose_name_plural = _("议题")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["vote", "number"], name="question_numbered_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def names(self) -> list[str]:
        """The candidates of an election."""
        return [name for name in self.candidates.split(";") if name]


class Verdict(models.Model):
    """What was counted after closing, from the frozen roll and the whole chain. Never edited."""

    vote = models.OneToOneField(Vote, models.PROTECT, related_name="verdict", verbose_name=_("表决"))
    results = models.TextField(_("结果"))
    roll_sha256 = models.CharField(_("名册的指纹"), max_length=64)
    chain_head = models.CharField(_("最后一张票的指纹"), max_length=64)
    ballots = models.PositiveIntegerField(_("票数"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁宣布的"))
    at = models.DateTimeField(_("宣布时间"))

    class Meta:
        verbose_name = _("表决结果")
        verbose_name_plural = _("表决结果")

    def __str__(self) -> str:
        return f"{self.vote}"


class Clock(models.Model):
    """One duty that the law puts a date on (R5.8, R5.11), done on a day, as somebody says."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="clocks", verbose_name=_("表决"))
    duty = models.CharField(
        _("要做的"), max_length=12, choices=[(duty, _(name)) for duty, name in rules.DUTY_NAMES.items()]
    )
    on = models.DateField(_("哪天做的"))
    says = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("法定期限")
        verbose_name_plural = _("法定期限")
        constraints = [models.UniqueConstraint(fields=["vote", "duty"], name="duty_done_once")]

    def __str__(self) -> str:
        return self.get_duty_display()
