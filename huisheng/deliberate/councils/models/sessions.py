"""One session: when, who was there, who was invited. Acts are recorded with their moment; its state is derived."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models.bodies import Council, CouncilParty
from huisheng.territory.places.rules import new_token


class CouncilSession(models.Model):
    """A meeting of a council (M40): planned → notified → open → closed, or called off with its reason.

    `ticked`: how many lines of the checklist were gone through; `moves`: how often it was moved (.ics SEQUENCE).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions", verbose_name=_("议事会"))
    token = models.CharField(_("公开令牌"), max_length=16, unique=True, default=new_token)
    number = models.PositiveIntegerField(_("第几次"))
    starts = models.DateTimeField(_("什么时候"))
    where = models.CharField(_("在哪里"), max_length=120)
    notified_at = models.DateTimeField(_("通知时间"), null=True)
    reminded_at = models.DateTimeField(_("提醒时间"), null=True)
    opened_at = models.DateTimeField(_("开始时间"), null=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    why = models.CharField(_("为什么不开"), max_length=200, blank=True)
    moves = models.PositiveSmallIntegerField(_("改期次数"), default=0)
    ticked = models.JSONField(_("会前清单打了勾的"), default=list)
    chaired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("主持人")
    )

    class Meta:
        verbose_name = _("一次会议")
        verbose_name_plural = _("会议")
        indexes = [
            models.Index(fields=["council", "-starts"], name="sessions_in_order"),
            models.Index(
                fields=["starts"],
                name="session_to_remind",
                condition=Q(notified_at__isnull=False, reminded_at=None, opened_at=None, cancelled_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="session_numbered_once"),
            models.CheckConstraint(name="cancelled_says_why", condition=Q(cancelled_at=None) | ~Q(why="")),
            models.CheckConstraint(
                name="open_was_notified", condition=Q(opened_at=None) | Q(notified_at__isnull=False)
            ),
            models.CheckConstraint(
                name="closed_was_open",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council.name} {self.starts:%Y-%m-%d}"

    @property
    def state(self) -> terms.State:
        """Where it stands."""
        return rules.state_of(
            cancelled=self.cancelled_at is not None, closed=self.closed_at is not None,
            opened=self.opened_at is not None, notified=self.notified_at is not None,
        )  # fmt: skip


class Attendee(models.Model):
    """Somebody who came: a name and a role, no telephone (M43). `party`: for whom they sit at the table.

    `key` is the name as it is compared: the same person at three sessions counts once.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="attendees", verbose_name=_("会议")
    )
    name = models.CharField(_("称呼"), max_length=40)
    key = models.CharField(_("比对用的称呼"), max_length=40, editable=False)
    role = models.CharField(
        _("身份"), max_length=12, choices=[(k, _(v)) for k, v in terms.ROLE_NAMES.items()]
    )
    party = models.ForeignKey(
        CouncilParty, models.PROTECT, null=True, related_name="attendees", verbose_name=_("代表哪一方")
    )
    came_at = models.DateTimeField(_("到场时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )

    class Meta:
        verbose_name = _("到场的人")
        verbose_name_plural = _("到场的人")
        ordering = ["came_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="attends_once")]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Somebody left in the middle, and perhaps came back: what falls between has no part of theirs."""

    attendee = models.ForeignKey(
        Attendee, models.CASCADE, related_name="absences", verbose_name=_("到场的人")
    )
    left_at = models.DateTimeField(_("离开时间"))
    back_at = models.DateTimeField(_("回来时间"), null=True)

    class Meta:
        verbose_name = _("中途离开")
        verbose_name_plural = _("中途离开")
        constraints = [
            models.UniqueConstraint(fields=["attendee"], name="away_once", condition=Q(back_at=None)),
            models.CheckConstraint(
                name="back_after_leaving", condition=Q(back_at=None) | Q(back_at__gte=F("left_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} {self.left_at:%H:%M}"


class PartyNotice(models.Model):
    """A party was told of a session by hand, with the material: how, whom, when (R7, step three). Most have no link."""

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="notices", verbose_name=_("会议")
    )
    party = models.ForeignKey(CouncilParty, models.PROTECT, related_name="notices", verbose_name=_("哪一方"))
    how = models.CharField(
        _("怎么通知的"), max_length=8, choices=[(k, _(v)) for k, v in terms.HOW_NAMES.items()]
    )
    who = models.CharField(_("通知了谁"), max_length=60)
    told_at = models.DateTimeField(_("什么时候通知的"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("什么时候记下"))

    class Meta:
        verbose_name = _("通知了一方")
        verbose_name_plural = _("通知各方的记录")
        ordering = ["told_at", "pk"]
        constraints = [models.CheckConstraint(name="notice_has_a_name", condition=~Q(who=""))]

    def __str__(self) -> str:
        return f"{self.party} {self.told_at:%Y-%m-%d}"


class Invitation(models.Model):
    """An outside body is asked to a session by a link without account (M45). Answered once, by whom it was sent to.

    `wrong`: how often somebody typed wrong digits; a link that went to others is closed and the body is called.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="invitations", verbose_name=_("会议")
    )
    party = models.ForeignKey(
        CouncilParty, models.PROTECT, related_name="invitations", verbose_name=_("哪一方")
    )
    body = models.ForeignKey(OutsideBody, models.PROTECT, related_name="+", verbose_name=_("外部单位"))
    token = models.CharField(_("链接"), max_length=48, unique=True)
    sent_at = models.DateTimeField(_("发出时间"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.CharField(_("答复人"), max_length=60, blank=True)
    coming = models.BooleanField(_("来不来"), null=True)
    words = models.CharField(_("对方说"), max_length=500, blank=True)
    wrong = models.PositiveSmallIntegerField(_("输错几次"), default=0)
    closed_at = models.DateTimeField(_("作废时间"), null=True)

    class Meta:
        verbose_name = _("邀请")
        verbose_name_plural = _("邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "body"], name="invited_once", condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="answer_has_a_name", condition=Q(answered_at=None) | ~Q(answered_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} → {self.body}"
