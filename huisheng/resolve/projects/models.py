"""A project after the vote: stage, percent, one owner, a timetable (M67). Its history is its Lines."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.models import BudgetProject
from huisheng.echo.models import Voice
from huisheng.resolve.projects import rules
from huisheng.resolve.tasks.models import ONE_OWNER
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.rules import new_token

PERSON = settings.AUTH_USER_MODEL
STAGES = [(stage.value, _(name)) for stage, name in rules.STAGE_NAMES.items()]


class Project(models.Model):
    """What is built with a year's money. `chosen`: what residents or owners chose it as; empty for one decided elsewhere.

    Money in whole fen; `spent` when it was accepted. `percent` of the stage that it is in.
    """

    Stage = rules.Stage

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="project", verbose_name=_("一件事"))
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=new_token)
    place = models.ForeignKey(Place, models.PROTECT, related_name="projects", verbose_name=_("哪里"))
    year = models.PositiveSmallIntegerField(_("哪一年"))
    title = models.CharField(_("叫什么"), max_length=rules.LONGEST_TITLE)
    words = models.TextField(_("说明"), blank=True)
    where = models.CharField(_("在哪里"), max_length=80, blank=True)
    fen = models.BigIntegerField(_("预算（分）"))
    spent = models.BigIntegerField(_("花了多少（分）"), null=True)
    chosen = models.OneToOneField(
        BudgetProject, models.PROTECT, null=True, related_name="work", verbose_name=_("预算里的哪一项")
    )
    stage = models.CharField(_("到哪一步"), max_length=10, choices=STAGES, default=rules.Stage.DESIGN)
    percent = models.PositiveSmallIntegerField(_("进度（百分之几）"), default=0)
    post = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="projects", verbose_name=_("由谁负责")
    )
    body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, related_name="projects", verbose_name=_("由哪个单位负责")
    )
    warranty_until = models.DateField(_("质保到哪天"), null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写下的"))
    at = models.DateTimeField(_("什么时候"))

    class Meta:
        verbose_name = _("项目")
        verbose_name_plural = _("项目")
        ordering = ["-year", "pk"]
        indexes = [models.Index(fields=["place", "-year"], name="project_of_place")]
        constraints = [
            models.CheckConstraint(name="project_has_one_owner", condition=ONE_OWNER),
            models.CheckConstraint(name="project_percent", condition=Q(percent__lte=rules.WHOLE)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Appointment | OutsideBody:
        """Who answers for it now."""
        owner = self.post or self.body
        assert owner is not None
        return owner


class Milestone(models.Model):
    """By which day a stage is to be through, and when it was."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("项目"))
    stage = models.CharField(_("哪一步"), max_length=10, choices=STAGES)
    due = models.DateField(_("哪天前"), null=True)
    reached_at = models.DateTimeField(_("什么时候到的"), null=True)

    class Meta:
        verbose_name = _("项目的日程")
        verbose_name_plural = _("项目的日程")
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="one_milestone_a_stage")]

    def __str__(self) -> str:
        return f"{self.project} {self.get_stage_display()}"
