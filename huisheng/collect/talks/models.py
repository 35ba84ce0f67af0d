"""A talk, its points, what became of each, and who came (M27, M57). Its Voice carries what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.talks import rules
from huisheng.echo.models import Speaker, Voice
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.rules import new_token

KINDS = [(kind.value, _(name)) for kind, name in rules.KIND_NAMES.items()]
FATES = [(fate.value, _(name)) for fate, name in rules.FATE_NAMES.items()]
ROLES = [(key, _(name)) for key, name in rules.ROLE_NAMES.items()]


class Talk(models.Model):
    """A courtyard evening (夜话): where, when, who hosts. `token` is the address that is shared."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="talk", verbose_name=_("一件事"))
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=new_token)
    place = models.ForeignKey(Place, models.PROTECT, related_name="talks", verbose_name=_("哪里的"))
    title = models.CharField(_("叫什么"), max_length=rules.LONGEST_TITLE)
    spot = models.CharField(_("坐在哪里"), max_length=80)
    starts = models.DateTimeField(_("什么时候"))
    hosts = models.ManyToManyField(Appointment, related_name="talks", verbose_name=_("谁主持"))
    guests = models.CharField(_("请了哪些单位"), max_length=200, blank=True)
    came = models.PositiveIntegerField(_("来了多少人"), null=True)
    series = models.ForeignKey(
        "TalkSeries", models.PROTECT, null=True, related_name="talks", verbose_name=_("哪一系列")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("夜话")
        verbose_name_plural = _("夜话")
        indexes = [models.Index(fields=["place", "-starts"], name="talk_of_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "starts"], name="held_once_a_date", condition=Q(series__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.title


class TalkEnd(models.Model):
    """How it ended: closed with every point's fate, or cancelled with a reason."""

    talk = models.OneToOneField(Talk, models.CASCADE, related_name="end", verbose_name=_("夜话"))
    cancelled = models.BooleanField(_("取消"), default=False)
    says = models.CharField(_("小结或理由"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("夜话的结束")
        verbose_name_plural = _("夜话的结束")
        constraints = [
            models.CheckConstraint(name="talk_off_says_why", condition=Q(cancelled=False) | ~Q(says=""))
        ]

    def __str__(self) -> str:
        return self.says


class TalkPoint(models.Model):
    """One thing that was said. It has a Voice of its own, so that who said it hears of it alone, whoever goes on with it.

    `speaker` is there when the person left a name or a phone. `private`: its words are for those who work on it.
    """

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="points", verbose_name=_("夜话"))
    number = models.PositiveSmallIntegerField(_("第几条"))
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="talk_point", verbose_name=_("一件事"))
    kind = models.CharField(_("是什么"), max_length=10, choices=KINDS)
    words = models.CharField(_("说了什么"), max_length=rules.LONGEST_POINT)
    speaker = models.OneToOneField(
        Speaker, models.PROTECT, null=True, related_name="talk_point", verbose_name=_("谁说的")
    )
    private = models.BooleanField(_("不公开"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("时间"))
    once = models.CharField(_("表单令牌"), max_length=40, null=True, unique=True)
    dropped = models.CharField(_("为什么删"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("夜话的一条")
        verbose_name_plural = _("夜话的条目")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["talk", "number"], name="one_point_a_number")]
        indexes = [models.Index(fields=["kind", "-id"], name="points_of_a_kind")]

    def __str__(self) -> str:
        return self.words


class PointFate(models.Model):
    """What became of a point: exactly one, with the words that it needs. `concern` when it became a matter."""

    point = models.OneToOneField(TalkPoint, models.CASCADE, related_name="fate", verbose_name=_("哪一条"))
    fate = models.CharField(_("着落"), max_length=10, choices=FATES)
    words = models.TextField(_("怎么说的"), blank=True)
    whom = models.CharField(_("该找谁"), max_length=120, blank=True)
    concern = models.OneToOneField(
        Concern, models.SET_NULL, null=True, related_name="talk_fate", verbose_name=_("诉求")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("条目的着落")
        verbose_name_plural = _("条目的着落")
        constraints = [
            models.CheckConstraint(
                name="only_a_matter_has_one", condition=Q(concern=None) | Q(fate="concern")
            ),
            models.CheckConstraint(name="outside_says_whom", condition=~Q(fate="outside") | ~Q(whom="")),
        ]
        indexes = [models.Index(fields=["fate", "-id"], name="points_of_a_fate")]

    def __str__(self) -> str:
        return self.get_fate_display()


class PastFate(models.Model):
    """A fate that was written wrongly, as it stood, who corrected it and why. `concern`: the matter it had become stays."""

    point = models.ForeignKey(TalkPoint, models.CASCADE, related_name="past_fates", verbose_name=_("哪一条"))
    fate = models.CharField(_("原来的着落"), max_length=10, choices=FATES)
    words = models.TextField(_("原来怎么说的"), blank=True)
    whom = models.CharField(_("原来写该找谁"), max_length=120, blank=True)
    concern = models.ForeignKey(Concern, models.SET_NULL, null=True, related_name="+", verbose_name=_("诉求"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写的")
    )
    at = models.DateTimeField(_("什么时候写的"))
    why = models.CharField(_("为什么改"), max_length=200, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁改的")
    )
    corrected_at = models.DateTimeField(_("什么时候改的"))

    class Meta:
        verbose_name = _("改过的着落")
        verbose_name_plural = _("改过的着落")
        ordering = ["-corrected_at", "-pk"]

    def __str__(self) -> str:
        return self.get_fate_display()


class Attendee(models.Model):
    """One person who came. `mark` is a keyed digest of the name within the street: it counts distinct people and tells
    nothing else. `name` is kept only of who agreed (R13.2)."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="attendees", verbose_name=_("夜话"))
    mark = models.CharField(_("记号"), max_length=64)
    role = models.CharField(_("身份"), max_length=10, choices=ROLES)
    name = models.CharField(_("姓名"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("来的人")
        verbose_name_plural = _("来的人")
        constraints = [models.UniqueConstraint(fields=["talk", "mark"], name="came_once")]
        indexes = [models.Index(fields=["mark"], name="who_came")]

    def __str__(self) -> str:
        return self.get_role_display()


class TalkSeries(models.Model):
    """Talks that come again without being called each time (M28, “晚饭后”): from `first` on, every `weeks` weeks at `hour`."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="talk_series", verbose_name=_("一件事"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="talk_series", verbose_name=_("哪里的"))
    title = models.CharField(_("叫什么"), max_length=rules.LONGEST_TITLE)
    spot = models.CharField(_("坐在哪里"), max_length=80)
    hosts = models.ManyToManyField(Appointment, related_name="talk_series", verbose_name=_("谁主持"))
    first = models.DateField(_("第一次"))
    hour = models.TimeField(_("几点"))
    weeks = models.PositiveSmallIntegerField(_("隔几周"), default=1)
    until = models.DateField(_("到哪天为止"), null=True)
    reminded_for = models.DateField(_("提醒过哪一次"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁定的")
    )
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("定期夜话")
        verbose_name_plural = _("定期夜话")
        constraints = [
            models.CheckConstraint(name="weeks_between_talks", condition=Q(weeks__gte=1, weeks__lte=8))
        ]

    def __str__(self) -> str:
        return self.title


class TalkOff(models.Model):
    """One date on which it does not take place, and why; everybody reads it."""

    series = models.ForeignKey(TalkSeries, models.CASCADE, related_name="off", verbose_name=_("定期夜话"))
    on = models.DateField(_("哪一次"))
    why = models.CharField(_("为什么"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("不开的一次")
        verbose_name_plural = _("不开的几次")
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="off_once"),
            models.CheckConstraint(name="talk_date_off_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.why}"
