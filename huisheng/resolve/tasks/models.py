"""A task, who held it in turn, its steps, what came of it, and when somebody looks again (M60, M63, M91)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Category, Concern
from huisheng.deliberate.models import Promise
from huisheng.deliberate.promises.models import MOVED_SAYS_WHY, MovedDay
from huisheng.echo.models import Voice
from huisheng.resolve.tasks import rules
from huisheng.territory.models import Appointment, Place

PERSON = settings.AUTH_USER_MODEL
ONE_OWNER = Q(post__isnull=False, body=None) | Q(post=None, body__isnull=False)


class Task(models.Model):
    """One thing that somebody does by a day. `giver`: the post to which it comes back; `concern`: whose matter it serves."""

    Stage = rules.Stage

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="task", verbose_name=_("一件事"))
    words = models.TextField(_("做什么"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="tasks", verbose_name=_("哪里"))
    concern = models.ForeignKey(
        Concern, models.SET_NULL, null=True, related_name="tasks", verbose_name=_("为了哪件诉求")
    )
    promise = models.OneToOneField(
        Promise, models.PROTECT, null=True, related_name="task", verbose_name=_("会上答应的哪件事")
    )
    stage = models.CharField(
        _("到哪一步"), max_length=8, choices=[(s.value, _(n)) for s, n in rules.STAGE_NAMES.items()],
        default=rules.Stage.GIVEN,
    )  # fmt: skip
    due = models.DateField(_("哪天前做完"))
    giver = models.ForeignKey(Appointment, models.PROTECT, related_name="+", verbose_name=_("谁交办的"))
    post = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="tasks", verbose_name=_("由谁做")
    )
    body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, related_name="tasks", verbose_name=_("由哪个单位做")
    )
    returned_at = models.DateTimeField(_("退回时间"), null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写下的"))
    at = models.DateTimeField(_("什么时候"))

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        constraints = [models.CheckConstraint(name="task_has_one_owner", condition=ONE_OWNER)]
        indexes = [
            models.Index(fields=["post", "due"], name="task_of_post", condition=Q(stage__in=rules.OPEN)),
            models.Index(fields=["due"], name="task_due", condition=Q(stage__in=rules.OPEN)),
        ]

    def __str__(self) -> str:
        return self.voice.title

    @property
    def owner(self) -> Appointment | OutsideBody:
        """Who does it now."""
        owner = self.post or self.body
        assert owner is not None
        return owner


class Holding(models.Model):
    """Somebody had the task from a moment on, until it was given back, handed on or done. A body has a link of its own."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="holdings", verbose_name=_("任务"))
    post = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+", verbose_name=_("谁"))
    body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, related_name="+", verbose_name=_("哪个单位")
    )
    token = models.CharField(_("链接"), max_length=48, null=True, unique=True)
    since = models.DateTimeField(_("从"))
    accepted_at = models.DateTimeField(_("接下的时间"), null=True)
    until = models.DateTimeField(_("到"), null=True)
    why = models.CharField(_("为什么不再由他做"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("任务在谁手上")
        verbose_name_plural = _("任务在谁手上")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(name="holding_has_one_owner", condition=ONE_OWNER),
            models.UniqueConstraint(fields=["task"], name="held_by_one", condition=Q(until=None)),
        ]

    def __str__(self) -> str:
        return str(self.post or self.body)


class TaskMove(MovedDay):
    """A task's day was moved: on its own, or along with the promise that it keeps."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="moves", verbose_name=_("任务"))

    class Meta(MovedDay.Meta):
        verbose_name = _("任务改了日子")
        verbose_name_plural = _("任务改了日子")
        constraints = [models.CheckConstraint(name="task_moved_says_why", condition=MOVED_SAYS_WHY)]


class Step(models.Model):
    """One thing to tick off on the way."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps", verbose_name=_("任务"))
    words = models.CharField(_("哪一步"), max_length=120)
    done_at = models.DateTimeField(_("做完的时间"), null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))

    class Meta:
        verbose_name = _("步骤")
        verbose_name_plural = _("步骤")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class TaskEnd(models.Model):
    """How it ended: what was done and by whom, or why it was dropped; what it cost and who paid."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="end", verbose_name=_("任务"))
    words = models.TextField(_("做了什么"))
    who = models.CharField(_("谁做的"), max_length=60, blank=True)
    evidence = models.TextField(_("凭据"), blank=True)
    cost = models.DecimalField(_("花了多少钱"), max_digits=12, decimal_places=2, null=True)
    paid_by = models.CharField(_("谁出的钱"), max_length=60, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写下的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("任务的结果")
        verbose_name_plural = _("任务的结果")
        indexes = [models.Index(fields=["at"], name="task_ended")]

    def __str__(self) -> str:
        return self.words[:30]


class Output(models.Model):
    """What there is now that was not there before: a quantity in a unit of one's own choice, summed by unit (M63)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="outputs", verbose_name=_("任务"))
    what = models.CharField(_("是什么"), max_length=60)
    quantity = models.DecimalField(_("多少"), max_digits=15, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=rules.LONGEST_UNIT)

    class Meta:
        verbose_name = _("成果")
        verbose_name_plural = _("成果")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="output_counts", condition=Q(quantity__gt=0))]

    def __str__(self) -> str:
        return f"{self.what} {rules.amount(self.quantity)} {self.unit}"


class RecheckRule(models.Model):
    """After so many days somebody looks again at a settled matter of this category (M91). Rows are the street's own choice."""

    category = models.ForeignKey(
        Category, models.CASCADE, related_name="recheck_rules", verbose_name=_("类别")
    )
    days = models.PositiveSmallIntegerField(_("几天以后"))

    class Meta:
        verbose_name = _("复查规定")
        verbose_name_plural = _("复查规定")
        ordering = ["category__code", "days"]
        constraints = [models.UniqueConstraint(fields=["category", "days"], name="one_recheck_a_day")]

    def __str__(self) -> str:
        return f"{self.category} {self.days}"


class Recheck(models.Model):
    """A day on which somebody looks whether it still holds; what they saw (M91)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="rechecks", verbose_name=_("诉求"))
    post = models.ForeignKey(Appointment, models.PROTECT, related_name="rechecks", verbose_name=_("由谁看"))
    days = models.PositiveSmallIntegerField(_("办结几天以后"))
    due = models.DateField(_("哪天看"))
    holds = models.BooleanField(_("还好"), null=True)
    words = models.TextField(_("看到什么"), blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁看的"))
    done_at = models.DateTimeField(_("看的时间"), null=True)

    class Meta:
        verbose_name = _("复查")
        verbose_name_plural = _("复查")
        indexes = [models.Index(fields=["post", "due"], name="recheck_of_post", condition=Q(done_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "days"], name="rechecked_once", condition=Q(done_at=None)
            ),
            models.CheckConstraint(
                name="recheck_says_what",
                condition=Q(done_at=None, holds=None) | Q(done_at__isnull=False, holds__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern} {self.due}"
