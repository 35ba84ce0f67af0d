"""What is remembered of a concern. Who said and heard what is on the ground floor (Voice, Speaker, Line)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.collect.concerns.exits import EXIT_NAMES
from huisheng.collect.concerns.stages import OPEN, STAGE_NAMES, Stage
from huisheng.echo.models import Speaker, Voice
from huisheng.territory.models import Appointment, Place

# figures.open_now reads nothing else.
OF_WHAT_IS_OPEN = ["street", "area", "stage", "raised_at", "contact_due", "contacted_at", "batch", "is_open"]


class Batch(models.Model):
    """One import from elsewhere: a hotline's export. Its concerns can be looked at and counted by themselves."""

    name = models.CharField(_("名称"), max_length=120, unique=True)
    at = models.DateTimeField(_("导入时间"))
    street = models.ForeignKey(Place, models.PROTECT, verbose_name=_("街道"))

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")

    def __str__(self) -> str:
        return self.name


class Concern(models.Model):
    """诉求: one thing somebody said. `voice` carries its lines, `speaker` is whose it is.

    `due_at` is what is due next (contact, fix, answer, verdict); of a closed concern, when it closed. `street`,
    `community`, `area` and `path` repeat the place so that every list is one index. The foreign keys have no index of
    their own: each would cost every raise, and the lists' indexes begin with them.
    """

    Stage = Stage

    class Channel(models.TextChoices):
        PAGE = "page", _("网页")
        QR = "qr", _("扫码")
        COUNTER = "counter", _("柜台")
        PHONE = "phone", _("电话")
        DOOR = "door", _("上门")
        HEAD = "head", _("邻长代说")
        MEMBER = "member", _("联户联系人代说")
        TALK = "talk", _("议事会")
        HOTLINE = "hotline", _("热线转来")
        API = "api", _("系统接口")
        SYSTEM = "system", _("对这个系统的意见")

    class Solved(models.TextChoices):
        YES = "yes", _("办好了")
        PARTLY = "partly", _("办了一部分")
        NO = "no", _("没办好")

    class Rating(models.TextChoices):
        VERY = "very", _("很满意")
        BASICALLY = "basically", _("基本满意")
        NOT = "not", _("不满意")

    class ClosedAs(models.TextChoices):
        CONFIRMED = "confirmed", _("居民确认")
        WITHDRAWN = "withdrawn", _("居民撤回")
        LAPSED = "lapsed", _("回访不到，按规则结束")
        EXITED = "exited", _("告知另外的去处")

    voice = models.OneToOneField(Voice, models.PROTECT, verbose_name=_("事"))
    speaker = models.OneToOneField(Speaker, models.PROTECT, verbose_name=_("谁说的"))
    category = models.ForeignKey(Category, models.PROTECT, db_index=False, verbose_name=_("类别"))
    clock = models.ForeignKey(ClockPolicy, models.PROTECT, db_index=False, verbose_name=_("时限"))
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False, verbose_name=_("哪里"))
    street = models.ForeignKey(
        Place, models.PROTECT, related_name="+", db_index=False, verbose_name=_("街道")
    )
    community = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("社区")
    )
    area = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("小区或街区")
    )
    path = models.CharField(_("位置路径"), max_length=80)
    holder = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        related_name="holds",
        db_index=False,
        verbose_name=_("由谁负责"),
    )
    stage = models.CharField(
        _("到哪一步"), max_length=8, choices=[(s.value, _(n)) for s, n in STAGE_NAMES.items()]
    )
    is_open = models.BooleanField(_("没办结"), default=True)
    due_at = models.DateTimeField(_("下一个期限"))
    raised_at = models.DateTimeField(_("什么时候说的"))
    contact_due = models.DateTimeField(_("联系期限"))
    contacted_at = models.DateTimeField(_("第一次联系"), null=True)
    visited_at = models.DateTimeField(_("第一次上门"), null=True)
    fix_due = models.DateTimeField(_("办好期限"))
    finished_at = models.DateTimeField(_("第一次说办好"), null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("谁说办好"),
    )
    workdays_taken = models.PositiveIntegerField(_("用了几个工作日"), default=0)
    no_content = models.BooleanField(_("答复没有内容"), default=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    closed_as = models.CharField(_("怎样办结"), max_length=10, choices=ClosedAs, blank=True)
    exit_kind = models.CharField(
        _("哪种去处"), max_length=10, choices=[(e.value, _(n)) for e, n in EXIT_NAMES.items()], blank=True
    )
    solved = models.CharField(_("居民说"), max_length=8, choices=Solved, blank=True)
    rating = models.CharField(_("满意吗"), max_length=12, choices=Rating, blank=True)
    calls = models.PositiveSmallIntegerField(_("没打通的回访"), default=0)
    reopened = models.PositiveSmallIntegerField(_("重办次数"), default=0)
    extensions = models.PositiveSmallIntegerField(_("延期次数"), default=0)
    returned_at = models.DateTimeField(_("退回时间"), null=True)
    lead = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="followers",
        db_index=False,
        verbose_name=_("并到哪件"),
    )
    has_followers = models.BooleanField(_("有并入的"), default=False)
    urgent = models.BooleanField(_("紧急"), default=False)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, db_index=False, verbose_name=_("导入批次"))
    outside_number = models.CharField(_("外部编号"), max_length=40, blank=True)
    outside_due = models.DateTimeField(_("外部期限"), null=True)
    submission = models.CharField(_("防重复提交"), max_length=40, null=True)
    version = models.PositiveIntegerField(_("改动次数"), default=0)

    class Meta:
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        indexes = [
            models.Index(
                fields=["street", "stage", "due_at", "id", "category", "channel"], name="desk_street"
            ),
            models.Index(
                fields=["community", "stage", "due_at", "id", "category", "channel"], name="desk_community"
            ),
            models.Index(fields=["area", "stage", "due_at", "id", "category", "channel"], name="desk_area"),
            models.Index(fields=["holder", "stage", "due_at", "id"], name="desk_holder"),
            models.Index(
                fields=["street", "-raised_at", "-id", "category", "channel", "area", "community", "path"],
                name="all_street",
            ),
            models.Index(fields=["street", "category", "-raised_at", "-id", "channel"], name="kind_street"),
            models.Index(fields=["street", "channel", "-raised_at", "-id", "category"], name="door_street"),
            models.Index(
                fields=["community", "-raised_at", "-id", "category", "channel"], name="all_community"
            ),
            models.Index(fields=["area", "-raised_at", "-id", "category", "channel"], name="all_area"),
            models.Index(fields=["street", "due_at", "id"], name="live_street", condition=Q(is_open=True)),
            models.Index(fields=["area", "due_at", "id"], name="live_area", condition=Q(is_open=True)),
            models.Index(fields=["holder", "-raised_at", "-id"], name="all_holder"),
            models.Index(fields=["lead"], name="followers", condition=Q(lead__isnull=False)),
            models.Index(fields=["stage", "due_at"], name="due_by_stage", condition=Q(is_open=True)),
            models.Index(fields=["path"], name="concern_path"),
            models.Index(
                fields=["community", "due_at", "id", *OF_WHAT_IS_OPEN],
                name="live_community",
                condition=Q(is_open=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="open_has_holder", condition=Q(is_open=False) | Q(holder__isnull=False)
            ),  # I2
            models.CheckConstraint(
                name="closed_by_right",
                condition=Q(is_open=True, closed_at=None, closed_as="")
                | (Q(is_open=False, closed_at__isnull=False) & ~Q(closed_as="")),
            ),  # I4
            models.CheckConstraint(
                name="open_stages",
                condition=Q(is_open=True, stage__in=sorted(OPEN))
                | Q(is_open=False, stage__in=["settled", "exited"]),
            ),
            models.CheckConstraint(name="exit_has_kind", condition=Q(stage="exited") ^ Q(exit_kind="")),
            models.CheckConstraint(name="fix_after_contact", condition=Q(fix_due__gte=F("contact_due"))),
            models.UniqueConstraint(fields=["submission"], name="submitted_once"),
            models.UniqueConstraint(
                fields=["batch", "outside_number"], name="imported_once", condition=Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.speaker.spoken


class Referral(models.Model):
    """M15, R2.7: sent to a named body with the date by which an answer is expected; answered by a one-time link."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="referrals", verbose_name=_("诉求"))
    body = models.ForeignKey(OutsideBody, models.PROTECT, verbose_name=_("单位"))
    asks = models.TextField(_("请对方做什么"))
    sent_at = models.DateTimeField(_("转出时间"))
    expected = models.DateTimeField(_("希望哪天前答复"))
    token = models.CharField(_("链接"), max_length=48, unique=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.CharField(_("答复人"), max_length=60, blank=True)
    closed_at = models.DateTimeField(_("收回时间"), null=True)

    class Meta:
        verbose_name = _("转出")
        verbose_name_plural = _("转出")
        constraints = [
            models.UniqueConstraint(
                fields=["concern"], name="one_referral_out", condition=Q(answered_at=None, closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.concern} → {self.body}"


class Pause(models.Model):
    """One stop of the fix clock, with the reason that the resident reads."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="pauses", verbose_name=_("诉求"))
    reason = models.ForeignKey(PauseReason, models.PROTECT, verbose_name=_("原因"))
    began = models.DateTimeField(_("从"))
    until = models.DateTimeField(_("最晚到"))
    ended = models.DateTimeField(_("恢复时间"), null=True)

    class Meta:
        verbose_name = _("暂停")
        verbose_name_plural = _("暂停")
        constraints = [
            models.UniqueConstraint(fields=["concern"], name="paused_once", condition=Q(ended=None))
        ]

    def __str__(self) -> str:
        return f"{self.concern} {self.reason}"


class Verdict(models.Model):
    """What the resident said of the result, each time (M34). `asked_by` is whoever called; empty: said it themselves."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="verdicts", verbose_name=_("诉求"))
    solved = models.CharField(_("居民说"), max_length=8, choices=Concern.Solved)
    rating = models.CharField(_("满意吗"), max_length=12, choices=Concern.Rating, blank=True)
    words = models.TextField(_("原话"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("谁回访的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("居民的评价")
        verbose_name_plural = _("居民的评价")

    def __str__(self) -> str:
        return f"{self.concern} {self.solved}"


class Tally(models.Model):
    """The roll-up, kept in the same transaction as what it counts: so many concerns of a place, source and month."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False, verbose_name=_("地方"))
    batch = models.PositiveIntegerField(_("导入批次"), default=0)
    month = models.DateField(_("月份"))
    measure = models.CharField(_("数什么"), max_length=24)
    bucket = models.PositiveIntegerField(_("档"), default=0)
    n = models.IntegerField(_("多少"))

    class Meta:
        verbose_name = _("汇总")
        verbose_name_plural = _("汇总")
        indexes = [
            models.Index(fields=["place", "month"], name="tally_month")
        ]  # what an act changed (rollup)
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "batch", "month", "bucket"], name="tally_key")
        ]

    def __str__(self) -> str:
        return f"{self.measure}[{self.bucket}] {self.n}"
